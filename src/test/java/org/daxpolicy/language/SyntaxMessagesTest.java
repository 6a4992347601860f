package org.daxpolicy.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Edit;
import org.daxpolicy.text.SourceFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a mistake in the writing is called. */
final class SyntaxMessagesTest {
  private record Case(String text, String headline) {}

  private static Case rule(String text, String headline) {
    return new Case("policy \"p\"\n" + text + "\notherwise keep\n", headline);
  }

  private static final List<Case> POLICIES =
      List.of(
          rule("rule when true { keep }", "unexpected `when`, expected a rule name in quotes"),
          rule("rule \"r\" { keep }", "unexpected `{`, expected `when`"),
          rule("rule \"r\" when { keep }", "unexpected `{`, expected a condition"),
          rule(
              "rule \"r\" when origin hmem { keep }",
              "unexpected `hmem`, expected a comparison, `and`, `or` or `{`"),
          rule("rule \"r\" when origin == { keep }", "unexpected `{`, expected a value"),
          rule("rule \"r\" when size in 1 { keep }", "unexpected `{`, expected `..`"),
          rule(
              "rule \"r\" when size in { 1 2 } { keep }",
              "unexpected `2`, expected `}`, `,` or `..`"),
          rule("rule \"r\" when present uuid { keep }", "unexpected `uuid`, expected `(`"),
          rule("rule \"r\" when (true { keep }", "unexpected `{`, expected `and`, `or` or `)`"),
          rule("rule \"r\" when true { mode }", "unexpected `}`, expected a mode such as `devdax`"),
          rule(
              "rule \"r\" when true { mode system-ram { online } }",
              "unexpected `}`, expected `movable`, `kernel` or `none`"),
          rule(
              "rule \"r\" when true { keep node { mode \"0660\" } }",
              "unexpected `\"0660\"`, expected permissions such as `0660`"),
          rule(
              "rule \"r\" when true { keep node { symlink dax } }",
              "unexpected `dax`, expected a path below /dev in quotes"),
          rule(
              "rule \"r\" when true { keep expires \"soon\" }",
              "unexpected `\"soon\"`, expected a date such as `2027-06-30`"),
          rule(
              "rule \"r\" when true { keep when busy { retry 3 every } }",
              "unexpected `}`, expected a duration such as `10s`"),
          rule(
              "rule \"r\" when true { keep because 3 }",
              "unexpected `3`, expected a reason in quotes"),
          rule(
              "rule \"r\" when true { partition { devdax } }",
              "unexpected `devdax`, expected a part's size such as `16GiB`, `rest` or `}`"),
          rule(
              "rule \"r\" when true { partition { 16GiB mode devdax } }",
              "unexpected `mode`, expected a mode such as `devdax`"),
          rule(
              "rule \"r\" when true { partition { rest } }",
              "unexpected `}`, expected a mode such as `devdax`"),
          rule(
              "rule \"r\" when true { mode devdax size }",
              "unexpected `}`, expected a size such as `16GiB`"),
          rule("target { kernel 6.1 .. }", "unexpected `}`, expected a number"),
          rule("target { protect }", "unexpected `}`, expected a protection such as `auto`"),
          rule("let = true", "unexpected `=`, expected a name for the condition"),
          rule("let x true", "unexpected `true`, expected `=`"),
          rule("import library", "unexpected `library`, expected a file name in quotes"),
          rule("target { kernel 6.12 kernal 6.1 }", "`kernal` is no keyword"),
          rule("let x = origin = hmem", "`=` is no operator of this language"),
          rule("let x = a || b", "`||` is no operator of this language"),
          rule("let x = !a", "`!` is no operator of this language"),
          rule("let x = host.virt =~ \"a\"", "`=` is no operator of this language"),
          rule("let x = host.virt == 'none'", "`'` is no part of the language"),
          rule("// a comment", "`//` is no part of the language"),
          new Case(
              "kernel 6.12",
              "unexpected `kernel`, expected `policy`, `import`, `target`, `let`, `rule` or `otherwise`"),
          new Case("policy \"p\" otherwise {", "unexpected end of the file, a block is still open"),
          new Case(
              "policy \"p\" otherwise",
              "unexpected end of the file, expected a clause such as `mode devdax` or `{`"));

  @TestFactory
  Stream<DynamicTest> aMistakeInAPolicyIsOneFindingInTheUsersWords() {
    return POLICIES.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.text().replace('\n', ' '),
                    () ->
                        assertEquals(
                            List.of(c.headline()),
                            headlines(Corpus.load(Corpus.policy(c.text())).diagnostics()))));
  }

  private static final List<Case> TESTS =
      List.of(
          new Case("test t { }", "unexpected `t`, expected a test name in quotes"),
          new Case(
              "test \"t\" { expect { } }",
              "unexpected `{`, expected `all`, `no` or a device such as `dax0.0`"),
          new Case(
              "test \"t\" { machine \"m\" expect no surprises }",
              "unexpected `surprises`, expected `warnings` or `errors`"),
          new Case(
              "test \"t\" { machine \"m\" expect dax0.0 { online } }",
              "unexpected `}`, expected `all`, a number or `none`"),
          new Case(
              "test \"t\" { machine \"m\" expect dax0.0 { zone 1 } }",
              "unexpected `1`, expected `movable` or `normal`"),
          new Case(
              "test \"t\" { machine \"m\" given { cmdline quiet } }",
              "unexpected `quiet`, expected a kernel command line in quotes"),
          new Case("test \"t\" { machin \"m\" }", "`machin` is no keyword"));

  @TestFactory
  Stream<DynamicTest> aMistakeInATestFileIsOneFindingInTheUsersWords() {
    return TESTS.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.text(),
                    () ->
                        assertEquals(
                            List.of(c.headline()),
                            headlines(
                                TestFileLoader.load(
                                        new SourceFile("t", "policy \"p\"\n" + c.text()))
                                    .diagnostics()))));
  }

  private static List<String> headlines(List<Diagnostic> found) {
    return found.stream().map(Diagnostic::headline).toList();
  }

  @Test
  void mistakesInSeveralStatementsAreAllReported() {
    String text =
        "policy \"p\"\nrule a when true { keep }\nrule \"b\" when origin == hbm { keep }\n"
            + "rule \"c\" when { keep }\nlet x = unknown\nrul \"d\" when x { keep }\notherwise keep\n";
    assertEquals(List.of("DX0101@a", "DX0211@hbm", "DX0101@{", "DX0106@rul"), Corpus.codes(text));
  }

  @Test
  void aMissingBraceSpoilsOneStatementOnly() {
    String text =
        "policy \"p\"\nrule \"a\" when true { keep\nlet x = origin == hbm\n"
            + "rule \"b\" when x { mode devdx }\notherwise keep\n";
    assertEquals(List.of("DX0112@let", "DX0211@hbm", "DX0234@devdx"), Corpus.codes(text));
  }

  @Test
  void usesOfAConditionThatCouldNotBeReadAreNotReported() {
    String text = "policy \"p\"\nlet x = ==\nrule \"a\" when x { keep }\notherwise keep\n";
    assertEquals(List.of("DX0101@=="), Corpus.codes(text));
  }

  @Test
  void anEditCuresAMisspeltKeyword() {
    String text = "policy \"p\"\nrule \"a\" whne true { keep }\notherwise keep\n";
    SourceFile file = Corpus.policy(text);
    Edit edit = Corpus.load(file).diagnostics().get(0).edits().get(0);
    String cured =
        text.substring(0, edit.span().start())
            + edit.replacement()
            + text.substring(edit.span().end());
    assertTrue(Corpus.load(Corpus.policy(cured)).value().isPresent(), cured);
  }

  @Test
  void escapesAreDecodedAndUnknownOnesReported() {
    String text =
        "policy \"\\u{1f680} \\\\ \\\"\"\nrule \"\\q\" when true { keep because \"\\u{d800} \\u{zz} \\u\" }\n"
            + "otherwise keep\n";
    assertEquals(
        List.of("DX0245@\"\\q\"", "DX0103@\\q", "DX0103@\\u{d800}", "DX0103@\\u", "DX0103@\\u"),
        Corpus.codes(text));
  }

  private static DynamicTest advice(String statement, String help) {
    String text = "policy \"p\"\n" + statement + "\notherwise keep\n";
    return DynamicTest.dynamicTest(
        statement,
        () -> {
          List<Diagnostic> found = Corpus.load(Corpus.policy(text)).diagnostics();
          assertEquals(1, found.size(), found::toString);
          assertEquals(help.isEmpty() ? List.of() : List.of(help), found.get(0).help());
        });
  }

  @TestFactory
  Stream<DynamicTest> slipsFromOtherLanguagesGetAdvice() {
    return Stream.of(
        advice("import library", "write it in quotes: `\"library\"`"),
        advice("let x = size >= 64 GiB", "number and unit stand together: `64GiB`"),
        advice("let x = size >= 64 gigs", ""),
        advice("let x = origin is cxl", "the word is `==` here"),
        advice("let x = origin in [ cxl ]", "sets stand in braces: `in { a, b }`"),
        advice("let x = origin in cxl, pmem", "several values stand in braces: `in { a, b }`"),
        advice("let x = size => 3GiB", "write `>=`"),
        advice("let x = size =< 3GiB", "write `<=`"),
        advice("let x == true", "a condition is named with `=`"),
        advice(
            "let x = target_node == 2 or 3",
            "each side of `and` and `or` is a whole condition; for several values write"
                + " `in { 2, 3 }`"),
        advice("rule \"r\" if true { keep }", "the word is `when` here"),
        advice("rule \"r\" when true keep", "what a rule does stands in braces: `{ mode devdax }`"),
        advice("rule \"r\" when true { mode \"devdax\" }", "write it without quotes"),
        advice("rule \"r\" when true { devdax }", "write `mode devdax`"),
        advice(
            "rule \"r\" when true { keep, ticket \"a\" }",
            "nothing stands between two clauses: remove the comma"),
        advice("rule \"r\" when true { keep } else { keep }", "the word is `otherwise` here"),
        advice("rule \"r\" unless true { keep }", ""),
        advice(
            "rule \"r\" when true { mode: devdax }",
            "a condition is named with `=`; clauses have nothing behind their word"));
  }
}
