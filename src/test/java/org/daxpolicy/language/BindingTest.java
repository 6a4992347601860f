package org.daxpolicy.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is refused though it is well written, and at which words. */
final class BindingTest {
  private static DynamicTest test(String text, String whole, String... codes) {
    return DynamicTest.dynamicTest(
        text, () -> assertEquals(List.of(codes), Corpus.codes(whole), whole));
  }

  private static DynamicTest when(String condition, String... codes) {
    return test(
        condition,
        "policy \"p\"\nrule \"r\" when " + condition + " { keep }\notherwise keep\n",
        codes);
  }

  private static DynamicTest block(String block, String... codes) {
    return test(
        block,
        "policy \"p\"\nrule \"r\" when origin == cxl { " + block + " }\notherwise keep\n",
        codes);
  }

  private static DynamicTest target(String target, String... codes) {
    return test(
        target,
        "policy \"p\"\ntarget { "
            + target
            + " }\nrule \"r\" when origin == cxl { keep }\n"
            + "otherwise keep\n",
        codes);
  }

  @TestFactory
  Stream<DynamicTest> conditions() {
    return Stream.of(
        when("origin", "DX0209@origin"),
        when("hmem", "DX0201@hmem"),
        when("present(sise)", "DX0202@sise"),
        when("size == \"64GiB\"", "DX0209@\"64GiB\""),
        when("size == large", "DX0209@large"),
        when("size == 6.12", "DX0209@6.12"),
        when("size == 2027-06-30", "DX0209@2027-06-30"),
        when("size == 0x10", "DX0209@0x10"),
        when("size >= -1", "DX0209@-1"),
        when("size >= -1GiB", "DX0221@-1GiB"),
        when("size >= 12abc", "DX0210@12abc"),
        when("size >= 64g", "DX0210@64g"),
        when("size >= 64mib", "DX0210@64mib"),
        when("size >= 0xZZ", "DX0221@0xZZ"),
        when("size >= " + "9".repeat(41), "DX0222@" + "9".repeat(41)),
        when("resource >= 0x1" + "0".repeat(41), "DX0222@0x1" + "0".repeat(41)),
        when("resource >= 0x1_0000_0000_0000_0000", "DX0222@0x1_0000_0000_0000_0000"),
        when("resource >= 4096", "DX0209@4096"),
        when("target_node == 1GiB", "DX0209@1GiB"),
        when("target_node == true", "DX0209@true"),
        when("node.read_bandwidth >= 300GB", "DX0209@300GB"),
        when("node.read_bandwidth >= 0.1B/s", "DX0223@0.1B/s"),
        when("node.read_latency < 400", "DX0209@400"),
        when("node.read_latency < 10s", "DX0209@10s"),
        when("node.read_latency < 0.5ns", "DX0223@0.5ns"),
        when("target_node in { 1, 2GiB, x }", "DX0209@2GiB", "DX0209@x"),
        when("target_node in 5 .. 5"),
        when("target_node in { 5 .. 4, 1 }", "DX0213@5 .. 4"),
        when("origin == \"hmem\"", "DX0209@\"hmem\""),
        when("origin == \"hbm\"", "DX0211@\"hbm\""),
        when("origin == 1", "DX0209@1"),
        when("origin == pmen", "DX0211@pmen"),
        when("origin < cxl", "DX0212@<"),
        when("origin in cxl .. hmem", "DX0212@cxl .. hmem"),
        when("origin in { cxl, cxl }", "DX0215@cxl"),
        when("memmap_on_memory == 1", "DX0209@1"),
        when("host.virt == none", "DX0209@none"),
        when("host.virt == 1", "DX0209@1"),
        when("host.virt == \"\"", "DX0245@\"\""),
        when("host.virt == \"\\u{7}\"", "DX0110@\"\\u{7}\""),
        when("host.virt == \"\\u{202e}\"", "DX0111@\"\\u{202e}\""),
        when("host.virt >= \"a\"", "DX0212@>="),
        when("host.virt matches kvm", "DX0209@kvm"),
        when("host.virt matches \"\"", "DX0245@\"\""),
        when("host.virt matches \"\\\\d+\"", "DX0218@\"\\\\d+\""),
        when("host.virt matches \"[[]a\""),
        when("host.virt matches \"6.*\""),
        when("uuid == 12", "DX0209@12"),
        when("uuid == \"x\"", "DX0220@\"x\""),
        when("origin matches \"c*\"", "DX0216@\"c*\""),
        when("memmap_on_memory matches \"1\"", "DX0216@\"1\""));
  }

  @TestFactory
  Stream<DynamicTest> blocks() {
    return Stream.of(
        block("keep keep", "DX0231@keep"),
        block("mode devdax mode devdax", "DX0231@mode devdax"),
        block(
            "mode devdax mode system-ram { online none }",
            "DX0232@mode system-ram { online none }"),
        block("mode devdax keep", "DX0232@keep"),
        block("mode famfs", "DX0234@famfs"),
        block("node { group \"g\" }", "DX0233@\"r\""),
        block("partition { 16GiB devdax rest system-ram { online movable } }"),
        block("partition { 16GiB devdax { } }"),
        block("partition { rest devdax { align 1GiB } }"),
        block("partition { }", "DX0280@partition { }"),
        block("partition { rest devdax }", "DX0280@partition { rest devdax }"),
        block("partition { rest devdax 2MiB devdax }", "DX0281@rest"),
        block("partition { 16GiB devdax rest devdax rest devdax }", "DX0281@rest"),
        block("partition { 1MiB devdax }", "DX0282@1MiB"),
        block("partition { 0GiB devdax }", "DX0282@0GiB"),
        block("partition { 10s devdax }", "DX0282@10s"),
        block("partition { 4194304 devdax }"),
        block("partition { 16384PiB devdax }", "DX0222@16384PiB"),
        block("partition { 8192PiB devdax }", "DX0282@8192PiB"),
        block("partition { 3MB devdax }", "DX0282@3MB"),
        block("partition { 16GiB devdax { align 3MiB } }", "DX0282@3MiB"),
        block("partition { 514MiB devdax { align 1GiB } }", "DX0282@514MiB"),
        block("partition { 16GiB famfs }", "DX0234@famfs"),
        block("partition { 16GiB system-ram }", "DX0235@system-ram"),
        block("partition { 16GiB devdax { online movable } }", "DX0237@movable"),
        block("partition { 16GiB devdax { because \"a\" because \"b\" } }", "DX0231@because \"b\""),
        block("partition { 16GiB devdax } mode devdax", "DX0232@mode devdax"),
        block("keep partition { 16GiB devdax }", "DX0232@partition { 16GiB devdax }"),
        block(
            "partition { 16GiB devdax } partition { 2GiB devdax }",
            "DX0231@partition { 2GiB devdax }"),
        block("partition { 16GiB devdax } node { mode 0660 }", "DX0283@node { mode 0660 }"),
        block("partition { 16GiB devdax } size 2GiB", "DX0283@size 2GiB"),
        block("align 2MiB partition { 16GiB devdax }", "DX0283@align 2MiB"),
        block("partition { 16GiB devdax } memory { weights 1 }", "DX0276@memory { weights 1 }"),
        block("partition { 2GiB devdax rest system-ram { online movable } } memory { weights 1 }"),
        block("mode devdax size 16GiB"),
        block("mode devdax align 1GiB size 16GiB"),
        block("mode devdax align 4096"),
        block("mode devdax size 16GiB size 2GiB", "DX0231@size 2GiB"),
        block("keep size 16GiB", "DX0232@size 16GiB"),
        block("size 16GiB", "DX0233@\"r\""),
        block("mode devdax memory { weights 1 }", "DX0276@memory { weights 1 }"),
        block("keep memory { weights 1 }", "DX0276@memory { weights 1 }"),
        block("memory { weights 1 }", "DX0233@\"r\""),
        block(
            "mode system-ram { online none } memory { demotion on }",
            "DX0276@memory { demotion on }"),
        block("mode system-ram { online movable } memory { weights auto demotion off }"),
        block("mode system-ram { online movable } memory { weights 255 }"),
        block("mode system-ram { online movable } memory { weights 256 }", "DX0275@256"),
        block("mode system-ram { online movable } memory { weights 0 }", "DX0275@0"),
        block("mode system-ram { online movable } memory { weights 2KiB }", "DX0275@2KiB"),
        block("mode system-ram { online movable } memory { weights all3 }", "DX0275@all3"),
        block("mode system-ram { online movable } memory { demotion no-way }", "DX0275@no-way"),
        block(
            "mode system-ram { online movable } memory { weights 1 weights 2 }",
            "DX0231@weights 2"),
        block(
            "memory { weights 1 } mode system-ram { online movable } memory { demotion on }",
            "DX0231@memory { demotion on }"),
        block("keep node { group \"a\" group \"b\" }", "DX0231@group \"b\""),
        block("keep node { owner 4294967295 }", "DX0243@4294967295"),
        block("keep node { owner \"0\" group \"a.b-c$\" }"),
        block("keep node { owner 1GiB }", "DX0243@1GiB"),
        block("keep node { mode 77777 }", "DX0239@77777"),
        block("keep node { mode 660 }"),
        block("keep node { symlink \"/dev/hbm\" }", "DX0240@\"/dev/hbm\""),
        block("keep node { symlink \"a//b\" }", "DX0240@\"a//b\""),
        block("keep node { symlink \"a b\" }", "DX0240@\"a b\""),
        block("keep node { symlink \"a{\" }", "DX0241@\"a{\""),
        block("keep node { symlink \"{regoin}\" }", "DX0241@\"{regoin}\""),
        block("keep node { symlink \"\" tag \"\" }", "DX0245@\"\"", "DX0245@\"\""),
        block("keep node { tag \"{instance}:x\" }", "DX0242@\"{instance}:x\""),
        block("keep node { seclabel selinux \"\" }", "DX0245@\"\""),
        block("keep node { seclabel SELinux \"a\" }", "DX0244@seclabel SELinux \"a\""),
        block("keep when busy { retry 0 every 0s }", "DX0227@0", "DX0227@0s"),
        block("keep when busy { retry 1001 every 1s }", "DX0227@1001"),
        block("keep when busy { retry 3 every 10 }", "DX0226@10"),
        block("keep when busy { retry 3 every 1.5s }", "DX0226@1.5s"),
        block("keep when busy { retry 3 every 25h }", "DX0226@25h"),
        block("keep when busy { retry x3 every 1s }", "DX0101@x3"),
        block("keep when busy { retry 3q every 1s }", "DX0210@3q"),
        block("keep when busy { keep } when busy { keep }", "DX0231@when busy { keep }"),
        block("keep because \"a\\nb\" ticket \"a\\nb\"", "DX0110@\"a\\nb\""),
        block("keep expires 30.06.2027", "DX0225@30.06.2027"),
        block("keep expires 2026-06-20", "DX0251@\"r\""));
  }

  @TestFactory
  Stream<DynamicTest> targets() {
    return Stream.of(
        target("kernel 6.1 kernel 6.2", "DX0231@kernel 6.2"),
        target("kernel 6.12.107+deb13", "DX0224@6.12.107+deb13"),
        target("kernel 6.12 .. 6.12.3"),
        target("kernel 6.12.3 .. 6.12"),
        target("kernel 6.13 .. 6.12", "DX0228@kernel 6.13 .. 6.12"),
        target("systemd 252 .. x9", "DX0101@x9"),
        target("systemd >= 2x", "DX0224@2x"),
        target("daxctl 81 .. 76", "DX0228@daxctl 81 .. 76"),
        target("nodes 7 .. 0", "DX0228@nodes 7 .. 0"),
        target("nodes 1024", "DX0230@1024"),
        target("nodes -1 .. 3", "DX0230@-1"),
        target("nodes 0 .. 1023 protect movable"),
        target("protect everything", "DX0229@everything"));
  }

  @TestFactory
  Stream<DynamicTest> headers() {
    String rest = "rule \"r\" when origin == cxl { keep }\notherwise keep\n";
    return Stream.of(
        test("name", "policy \"\"\n" + rest, "DX0245@\"\""),
        test("line", "policy \"a\\nb\"\n" + rest, "DX0110@\"a\\nb\""),
        test("twice", "policy \"a\" owner \"b\" owner \"c\"\n" + rest, "DX0231@owner \"c\""),
        test("empty file", "", "DX0113@", "DX0115@"),
        test("comment only", "# nothing\n", "DX0113@", "DX0115@"));
  }

  @Test
  void bothSidesOfAMismatchAreShown() {
    SourceFile file =
        Corpus.policy("policy \"p\"\nrule \"r\" when size >= 3ns { keep }\notherwise keep\n");
    Diagnostic d = Corpus.load(file).diagnostics().get(0);
    assertEquals("`size` is a size, `3ns` is a latency", d.headline());
    assertEquals("3ns", file.text(d.primary().orElseThrow().span()));
    assertEquals("size", file.text(d.related().get(0).span()));
  }

  private static Result<Policy> load(String main, Map<String, String> others) {
    return PolicyLoader.load(
        new SourceFile("main", main),
        (from, path) ->
            others.containsKey(path)
                ? Result.of(new SourceFile(path, others.get(path)), List.of())
                : Result.failed(List.of(Diagnostic.of(Code.UNREADABLE_FILE, "no file"))));
  }

  private static List<Code> codes(Result<Policy> result) {
    return result.diagnostics().stream().map(Diagnostic::code).toList();
  }

  @Test
  void aCycleOfImportsNamesItsChain() {
    Result<Policy> result =
        load(
            "policy \"p\"\nimport \"a\"\notherwise keep\n",
            Map.of("a", "import \"b\"\n", "b", "import \"c\"\n", "c", "import \"a\"\n"));
    Diagnostic d = result.diagnostics().get(0);
    assertEquals(Code.IMPORT_CYCLE, d.code());
    assertEquals(List.of("`a` imports `b` imports `c` imports `a`"), d.notes());
    assertEquals(1, result.diagnostics().size());
  }

  @Test
  void aLibraryReachedTwiceCountsOnce() {
    Result<Policy> result =
        load(
            "policy \"p\"\nimport \"a\"\nimport \"b\"\nrule \"r\" when x { keep }\notherwise keep\n",
            Map.of("a", "import \"c\"\n", "b", "import \"c\"\n", "c", "let x = origin == cxl\n"));
    assertEquals(List.of(), result.diagnostics());
    assertEquals(
        List.of("main", "a", "c", "b"),
        result.value().orElseThrow().files().stream().map(SourceFile::name).toList());
  }

  @Test
  void aFileThatCannotBeReadIsReportedAtItsImportAndNothingFollows() {
    Result<Policy> result = load("policy \"p\"\nimport \"gone\"\n", Map.of());
    assertEquals(List.of(Code.UNREADABLE_FILE), codes(result));
    assertTrue(result.diagnostics().get(0).primary().isPresent());
  }

  @Test
  void aResolverWithoutAnAnswerIsAnError() {
    Result<Policy> result =
        PolicyLoader.load(
            Corpus.policy("policy \"p\"\nimport \"x\"\notherwise keep\n"),
            (from, path) -> Result.failed(List.of()));
    assertEquals(List.of(Code.UNREADABLE_FILE), codes(result));
  }

  @Test
  void importsAreInTextualOrderAndRulesKeepTheirFile() {
    Policy policy =
        load(
                "policy \"p\"\nrule \"1\" when x { keep }\nimport \"a\"\nrule \"3\" when true { keep }\notherwise keep\n",
                Map.of("a", "let x = origin == cxl\nrule \"2\" when x { mode devdax }\n"))
            .value()
            .orElseThrow();
    assertEquals(List.of("1", "2", "3"), policy.rules().stream().map(Policy.Rule::name).toList());
    assertEquals("a", policy.rules().get(1).file().name());
  }

  @Test
  void whatStandsBehindOtherwiseIsRefusedOnce() {
    Result<Policy> result =
        load(
            "policy \"p\"\notherwise keep\nimport \"a\"\n",
            Map.of("a", "rule \"2\" when true { keep }\n"));
    assertEquals(List.of(Code.RULE_AFTER_OTHERWISE), codes(result));
  }

  @Test
  void aLibraryIsAFileWithoutHeaderTargetAndOtherwise() {
    assertTrue(PolicyLoader.isLibrary(Corpus.policy("let x = true\nimport \"a\"\n")));
    assertTrue(PolicyLoader.isLibrary(Corpus.policy("rule \"r\" when true { keep }\n")));
    for (String other : List.of("policy \"p\"", "otherwise keep", "target { }")) {
      assertFalse(PolicyLoader.isLibrary(Corpus.policy("let x = true\n" + other)), other);
    }
    assertFalse(PolicyLoader.isLibrary(Corpus.policy("")));
  }
}
