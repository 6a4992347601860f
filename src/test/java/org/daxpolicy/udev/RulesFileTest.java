package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RulesFileTest {
  private static final UdevVersion V252 = new UdevVersion(252);
  private static final UdevVersion V257 = new UdevVersion(257);
  private static final UdevVersion V262 = new UdevVersion(262);

  private static RulesFile parse(String text) {
    return RulesFile.parse("t.rules", text, V262);
  }

  private static List<String> terms(String text) {
    return parse(text).rules().stream()
        .flatMap(r -> r.tokens().stream())
        .map(t -> t.key() + t.attribute().map(a -> "{" + a + "}").orElse("") + "=" + t.value())
        .toList();
  }

  private static List<String> messages(String text, UdevVersion version) {
    return RulesFile.parse("t.rules", text, version).messages().stream()
        .map(m -> m.line() + " " + m.text())
        .toList();
  }

  @Test
  void endsLinesAtLineFeedCarriageReturnAndNul() {
    String text = "ENV{A}=\"1\"\rENV{B}=\"2\"\0ENV{C}=\"3\"\r\nENV{D}=\"4\"\n\r\0ENV{E}=\"5\"";
    assertEquals(5, parse(text).rules().size());
  }

  @Test
  void countsAPairOfDifferentTerminatorsAsOneLineEnd() {
    RulesFile file = parse("\n\r\n\rENV{A}=\"1\"\n\nENV{B}=\"1\"\r\n\0\0ENV{C}=\"1\"");
    assertEquals(List.of(3, 5, 7), file.rules().stream().map(RuleLine::firstLine).toList());
  }

  @Test
  void joinsContinuationsAcrossCommentsAndKeepsPositions() {
    String text = "ENV{A}=\"1\", \\\n# not this \\\n   ENV{B}=\"2\"\n";
    RuleLine rule = parse(text).rules().get(0);
    Token second = rule.tokens().get(1);
    assertEquals(1, rule.firstLine());
    assertEquals(3, rule.lastLine());
    assertEquals(3, second.line());
    assertEquals("ENV{B}=\"2\"", text.substring(second.span().start(), second.span().end()));
    assertEquals("ENV{B}=\"2\"", second.text());
  }

  @Test
  void reportsTheLastLineOfARuleBefore258AndTheFirstSince() {
    String text = "ENV{A}=\"1\", \\\n FOO=\"2\"\n";
    assertEquals(List.of("2 Invalid key 'FOO'."), messages(text, V257));
    assertEquals(List.of("1 Invalid key 'FOO'."), messages(text, V262));
  }

  @Test
  void dropsAJoinedRuleThatIsTooLongAndGoesOn() {
    String half = "x".repeat(9000);
    String text = "ENV{A}=\"" + half + "\\\n" + half + "\"\nENV{B}=\"1\"\n";
    assertEquals(List.of("ENV{B}=1"), terms(text));
    assertEquals(List.of("1 Line is too long, ignored."), messages(text, V262));
  }

  @Test
  void readsLinesUpToOneByteBelowTheLimit() {
    String longest = "#" + "x".repeat(LineReader.LIMIT - 2);
    assertEquals(List.of("ENV{A}=1"), terms(longest + "\nENV{A}=\"1\"\n"));
    assertEquals(List.of(), terms(longest + "x\nENV{A}=\"1\"\n"));
  }

  @Test
  void keepsWhatStandsBeforeAnOverlongLineOnlyIn252AndBindsNoJumpsThen() {
    String text = "GOTO=\"x\"\nENV{A}=\"1\"\nLABEL=\"x\"\n#" + "x".repeat(LineReader.LIMIT) + "\n";
    RulesFile old = RulesFile.parse("t.rules", text, V252);
    assertEquals(3, old.rules().size());
    assertEquals(-1, old.rules().get(0).jump());
    assertEquals(0, RulesFile.parse("t.rules", text, V257).rules().size());
  }

  @Test
  void unescapesCStrings() {
    assertEquals(
        List.of("ENV{A}=a\"b\\c d\u0001\u00e4\u00c3\u00a4A"),
        terms("ENV{A}=e\"a\\\"b\\\\c\\sd\\x01\\344\\u00e4\\U00000041\""));
    assertEquals(List.of(), terms("ENV{A}=e\"\\ud800\""));
    assertEquals(List.of(), terms("ENV{A}=e\"\\U00110000\""));
    assertEquals(List.of(), terms("ENV{A}=e\"\\400\""));
    assertEquals(List.of(), terms("ENV{A}=e\"\\x1\""));
    assertEquals(List.of(), terms("ENV{A}=e\"\\000\""));
  }

  @Test
  void keepsBackslashesOfPlainStrings() {
    assertEquals(List.of("ENV{A}=a\\b\"c\\\"d"), terms("ENV{A}=\"a\\b\\\"c\\\\\"d\""));
  }

  @Test
  void rejectsAByteOrderMarkAsPartOfTheFirstKey() {
    assertEquals(List.of(), terms("\u00ef\u00bb\u00bfENV{A}=\"1\""));
  }

  @Test
  void bindsAJumpToTheFirstLabelBelowIt() {
    RulesFile file =
        parse("LABEL=\"x\"\nKERNEL==\"a\", GOTO=\"x\"\nENV{A}=\"1\"\nLABEL=\"x\"\nLABEL=\"x\"\n");
    assertEquals(3, file.rules().get(1).jump());
  }

  @Test
  void countsJumpsPastRulesThatAreDroppedForAnUnboundJump() {
    RulesFile file =
        parse("KERNEL==\"a\", GOTO=\"x\"\nKERNEL==\"b\", GOTO=\"nowhere\"\nLABEL=\"x\"\n");
    assertEquals(2, file.rules().size());
    assertEquals(1, file.rules().get(0).jump());
  }

  @Test
  void sortsTheTermsOfARuleAsUdevWorksThemOff() {
    assertEquals(
        List.of("KERNEL=k", "KERNELS=p", "PROGRAM=q", "RESULT=r", "ENV{A}=1", "SYMLINK=s"),
        terms(
            "SYMLINK+=\"s\", RESULT==\"r\", ENV{A}=\"1\", KERNELS==\"p\", PROGRAM=\"q\","
                + " KERNEL==\"k\""));
  }

  @Test
  void looksUpOwnersOnlyWhereTheHostIsKnown() {
    String text = "OWNER=\"alice\", ENV{A}=\"1\"\n";
    assertTrue(RulesFile.parse("t.rules", text, V262).messages().isEmpty());
    Host host = hostWithUsers(java.util.Map.of("root", 0, "daemon", 1));
    assertEquals(0, RulesFile.parse("t.rules", text, V262, host).rules().size());
    assertEquals(1, RulesFile.parse("t.rules", text, V257, host).rules().size());
  }

  private static Host hostWithUsers(java.util.Map<String, Integer> users) {
    Host none = Host.UNKNOWN;
    return new Host(
        none.architecture(),
        none.virtualization(),
        none.confidential(),
        none.commandLine(),
        users,
        none.groups(),
        none.programs(),
        none.files());
  }

  @Test
  void readsBackWhateverTheWriterQuotes() {
    for (String value :
        List.of("plain", "a\"b", "tail\\", "tab\there", "\\\"", "e\\x20", "\u00e4", "a\\\\", "")) {
      String text = RuleText.line().term("ENV", "A", Operator.ASSIGN, value).text();
      assertEquals(List.of("ENV{A}=" + value), terms(text), text);
    }
  }
}
