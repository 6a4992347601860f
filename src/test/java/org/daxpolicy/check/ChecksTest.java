package org.daxpolicy.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What checks say, and above all where they keep quiet. */
final class ChecksTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

  private static List<Diagnostic> run(String rules) {
    SourceFile file = new SourceFile("p", "policy \"p\"\n" + rules + "\notherwise keep\n");
    Policy policy =
        PolicyLoader.load(
                file,
                (from, path) ->
                    Result.of(
                        new SourceFile(path, "# a library\nlet first = name == \"dax0.0\"\n"),
                        List.of()))
            .value()
            .orElseThrow();
    return Checks.run(policy, TODAY);
  }

  private static DynamicTest rules(String rules, String... findings) {
    return DynamicTest.dynamicTest(
        "[" + rules + "]",
        () ->
            assertEquals(
                List.of(findings),
                run(rules).stream().map(d -> d.code().id() + "@" + text(d)).toList()));
  }

  private static String text(Diagnostic d) {
    return d.primary().map(l -> l.file().text(l.span())).orElseThrow();
  }

  private static DynamicTest when(String condition, String... findings) {
    return rules("rule \"r\" when " + condition + " { keep }", findings);
  }

  private static DynamicTest two(String first, String second, String... findings) {
    return rules(
        "rule \"a\" when " + first + " { keep }\nrule \"b\" when " + second + " { keep }",
        findings);
  }

  @TestFactory
  Stream<DynamicTest> rulesThatNeverMatch() {
    return Stream.of(
        when("true"),
        when("false", "DX0203@\"r\""),
        when("origin == cxl and not true", "DX0203@\"r\""),
        when("origin == cxl or true"),
        when("origin == cxl or false"),
        two("true", "origin == cxl", "DX0203@\"b\""),
        two("origin == cxl or not false", "false", "DX0203@\"b\""),
        two(
            "origin == cxl and size > 3",
            "size >= 4B and origin in { cxl }",
            "DX0203@\"b\"",
            "DX0267@otherwise"),
        two("origin == cxl", "origin != cxl"),
        two("origin == cxl", "(origin == cxl)", "DX0203@\"b\""),
        two("present(uuid)", "not present(uuid)"),
        two(
            "size < 0",
            "size < 0",
            "DX0203@\"a\"",
            "DX0253@size < 0",
            "DX0203@\"b\"",
            "DX0253@size < 0"));
  }

  @TestFactory
  Stream<DynamicTest> valuesThatAreNeverPrinted() {
    return Stream.of(
        when("target_node == 1023"),
        when("target_node == 1024 or origin == cxl", "DX0253@target_node == 1024"),
        when("target_node in { 3, 5000 }"),
        when("target_node < 0 or origin == cxl", "DX0253@target_node < 0"),
        when("size >= 0", "DX0266@size >= 0"),
        when("size == 4095 or origin == cxl", "DX0253@size == 4095"),
        when("align == 3MiB or origin == cxl", "DX0253@align == 3MiB"),
        when("node.read_latency == 0ns"),
        when("node.read_bandwidth == 1B/s or origin == cxl", "DX0253@node.read_bandwidth == 1B/s"),
        when("node.read_bandwidth in 1B/s .. 2MiB/s"),
        when("host.virt == \"kvm \" or origin == cxl"),
        when("host.virt == \"kvm \"", "DX0203@\"r\""),
        when("host.virt == \"kvm\\u{2003}\""),
        when("host.virt in { \"kvm \", \"kvm\" }"));
  }

  @TestFactory
  Stream<DynamicTest> negationsThatHoldWhenAbsent() {
    return Stream.of(
        when("not (region.interleave_ways == 4)", "DX0250@not (region.interleave_ways == 4)"),
        when("region.interleave_ways != 4", "DX0267@otherwise"),
        when("origin == cxl and not (region.interleave_ways == 4)", "DX0267@otherwise"),
        when(
            "present(region.interleave_ways) and not (region.interleave_ways == 4)",
            "DX0267@otherwise"),
        when(
            "present(region.interleave_ways) and (size > 3 or not (region.interleave_ways == 4))",
            "DX0267@otherwise"),
        when(
            "size > 8KiB or not (region.interleave_ways == 4 and size > 4KiB)",
            "DX0250@not (region.interleave_ways == 4 and size > 4KiB)"),
        when("not (size == 4)", "DX0253@size == 4"),
        when("not (origin == cxl)", "DX0267@otherwise"),
        when("not present(uuid)"),
        when("not (host.cmdline.quiet == \"1\" or size > 4)"));
  }

  @TestFactory
  Stream<DynamicTest> whatRulesLeaveToEachOther() {
    String keep = " { keep }\n";
    String devdax = " { mode devdax }\n";
    return Stream.of(
        // hidden by two rules together, one of which does something else
        rules(
            "rule \"a\" when size < 8GiB"
                + devdax
                + "rule \"b\" when size >= 8GiB and target_node >= 0"
                + keep
                + "rule \"c\" when target_node == 1"
                + keep,
            "DX0203@\"c\""),
        rules(
            "rule \"a\" when size > 8GiB" + keep + "rule \"b\" when size > 16GiB" + keep,
            "DX0203@\"b\""),
        rules("rule \"a\" when size > 16GiB" + devdax + "rule \"b\" when size > 8GiB" + keep),
        rules(
            "rule \"a\" when size > 16GiB" + devdax + "rule \"b\" when target_node == 1" + keep,
            "DX0265@\"b\""),
        rules("rule \"a\" when size > 16GiB" + keep + "rule \"b\" when target_node == 1" + keep),
        rules("rule \"a\" when size > 16GiB" + devdax + "rule \"b\" when size < 8GiB" + keep),
        when("size > 8GiB and size > 4GiB", "DX0266@size > 4GiB"),
        when("size > 4GiB and size > 8GiB", "DX0266@size > 4GiB"),
        when("size > 8GiB and (target_node == 1 or size < 4GiB)", "DX0266@size < 4GiB"),
        when("size != 8GiB and target_node != 1"),
        when("present(size) and target_node == 1", "DX0266@present(size)"),
        when("origin == hmem and present(region.size)", "DX0203@\"r\""),
        rules(
            "let big = size > 8GiB\nrule \"a\" when big and size > 64GiB"
                + keep
                + "rule \"b\" when big and target_node == 1"
                + keep),
        rules(
            "rule \"a\" when origin == cxl" + devdax + "rule \"b\" when origin == hmem" + keep,
            "DX0267@otherwise"),
        rules(
            "target { nodes 0 .. 3 }\nrule \"a\" when target_node == 4 or origin == cxl" + devdax,
            "DX0253@target_node == 4"));
  }

  @TestFactory
  Stream<DynamicTest> otherFindings() {
    String dated = "rule \"r\" when origin == cxl { keep expires ";
    return Stream.of(
        rules("", "DX0254@otherwise"),
        when("name == \"dax0.0\"", "DX0249@name == \"dax0.0\""),
        when("region == 0 or instance > 1", "DX0249@region == 0", "DX0249@instance > 1"),
        when("region.size > 3", "DX0267@otherwise"),
        rules(
            "let n = name == \"a\"\nrule \"a\" when n { keep }\nrule \"b\" when n and size > 3 { keep }",
            "DX0249@name == \"a\"",
            "DX0203@\"a\"",
            "DX0203@\"b\""),
        rules("import \"lib\"\nrule \"a\" when first { keep }", "DX0249@name == \"dax0.0\""),
        rules(
            "target { kernel 6.1 .. 6.8 }\nrule \"r\" when memmap_on_memory { keep }",
            "DX0255@memmap_on_memory"),
        rules("target { kernel 6.1 .. 6.9 }\nrule \"r\" when memmap_on_memory { keep }"),
        rules("target { kernel >= 6.1 }\nrule \"r\" when present(memmap_on_memory) { keep }"),
        rules(dated + "2026-05-31 }", "DX0251@\"r\""),
        rules(dated + "2026-06-01 }", "DX0251@\"r\""),
        rules(dated + "2026-07-01 }", "DX0251@\"r\""),
        rules(dated + "2026-07-02 }"));
  }

  @Test
  void aRuleThatExpiresTodayStillStands() {
    assertEquals(
        Severity.NOTE,
        run("rule \"r\" when origin == cxl { keep expires 2026-06-01 }").get(0).severity());
    assertEquals(
        Severity.WARNING,
        run("rule \"r\" when origin == cxl { keep expires 2026-05-31 }").get(0).severity());
  }
}
