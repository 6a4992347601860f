package org.daxpolicy.udev;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/** Turns what the reader says of rules files into findings with places and advice. */
public final class RulesFindings {
  private static final String DROPPED =
      "udev drops the whole rule, with all the terms before and behind";

  private static final Map<String, String> FORMER_KEYS =
      Map.of(
          "SYSFS", "ATTRS",
          "BUS", "SUBSYSTEMS",
          "ID", "KERNELS",
          "SUBSYSTEM_S", "SUBSYSTEMS",
          "KERNAL", "KERNEL",
          "SUBSYTEM", "SUBSYSTEM",
          "SUBSYS", "SUBSYSTEM",
          "ATTRIBUTE", "ATTR",
          "ATTRIBUTES", "ATTRS");

  private final SourceFile source;
  private final RulesFile file;
  private final boolean utf8;
  private final int[] characters;
  private final Set<String> labels;

  private RulesFindings(RulesFile file) {
    this.file = file;
    this.utf8 = ByteText.isUtf8(file.text());
    this.source = new SourceFile(file.name(), utf8 ? ByteText.readable(file.text()) : file.text());
    this.characters = characters(file.text());
    this.labels =
        file.rules().stream().flatMap(r -> r.label().stream()).collect(Collectors.toSet());
  }

  /** The findings of all files of a rule set, file by file. */
  public static List<Diagnostic> of(RuleSet rules) {
    return rules.files().stream().flatMap(f -> of(f).stream()).toList();
  }

  /** The findings of one file, in the order the reader met them. */
  public static List<Diagnostic> of(RulesFile file) {
    RulesFindings findings = new RulesFindings(file);
    return file.findings().stream().map(findings::diagnostic).toList();
  }

  private Diagnostic diagnostic(Finding finding) {
    String text = file.text().substring(finding.span().start(), finding.span().end());
    String key = key(text);
    Diagnostic diagnostic =
        switch (finding.kind()) {
          case SYNTAX -> syntax(finding, text);
          case UNKNOWN_KEY -> unknownKey(finding, key);
          case OPERATOR ->
              at(Code.RULE_OPERATOR, finding, "`" + key + "` does not take this operator")
                  .help("matches are written == or !=, assignments =, += or :=");
          case ASSUMED_OPERATOR ->
              at(Code.RULE_ASSUMED_OPERATOR, finding, "`" + key + "` does not take this operator")
                  .note("udev takes it for a plain `=`")
                  .help("write `=` if that is what you mean");
          case ATTRIBUTE ->
              at(Code.RULE_ATTRIBUTE, finding, "`" + key + "` does not go with these braces")
                  .help(
                      "some keys need a name in braces, as `ATTR{size}`, and others take none, as"
                          + " `KERNEL`; IMPORT, RUN and CONST know a few names only");
          case CASE_PREFIX ->
              at(Code.RULE_CASE_PREFIX, finding, "`" + key + "` cannot ignore letter case here")
                  .help("the prefix `i` goes with == and != of keys that compare text");
          case SUBSTITUTION ->
              at(Code.RULE_SUBSTITUTION, finding, "a substitution in `" + key + "` cannot be read")
                  .note(readable(finding.text()))
                  .help("write `$$` and `%%` where the characters themselves are meant");
          case VALUE ->
              at(Code.RULE_VALUE, finding, "`" + key + "` cannot take this value")
                  .note(readable(finding.text()));
          case RESERVED_PROPERTY ->
              at(Code.RULE_RESERVED_PROPERTY, finding, "this property belongs to udev")
                  .note(readable(finding.text()))
                  .help("choose a name of your own, such as `MY_" + property(text) + "`");
          case ACCOUNT ->
              at(Code.RULE_ACCOUNT, finding, "`" + key + "` names nobody on this host")
                  .note(readable(finding.text()))
                  .help("create the account before udev starts, or use one every system has");
          case DISCOURAGED ->
              at(Code.RULE_DISCOURAGED, finding, "`" + key + "` is used in a discouraged way")
                  .note(readable(finding.text()));
          case JUMP -> jump(finding);
          case NO_EFFECT ->
              at(Code.RULE_WITHOUT_EFFECT, finding, "this rule does nothing")
                  .help("add an assignment, or take the rule out");
          case LINE_TOO_LONG, FILE_DISCARDED ->
              at(Code.RULE_TOO_LONG, finding, "a line is too long for udev")
                  .note(readable(finding.text()))
                  .help("keep lines, continuations included, below 16384 bytes");
          case UNFINISHED_CONTINUATION ->
              at(Code.RULE_UNFINISHED, finding, "the file ends in the middle of a rule")
                  .help("take away the backslash at the end, or add the missing line");
        };
    boolean warning = finding.level() > 3 && diagnostic.severity() == Severity.ERROR;
    Diagnostic weighed = warning ? diagnostic.as(Severity.WARNING) : diagnostic;
    return finding.dropped() && finding.level() == 3 ? weighed.note(DROPPED) : weighed;
  }

  private Diagnostic syntax(Finding finding, String text) {
    Diagnostic diagnostic = at(Code.RULE_SYNTAX, finding, "this is no term of a rule");
    if (text.startsWith("#")) {
      return diagnostic.help("put the comment on a line of its own");
    }
    if (text.startsWith("\\")) {
      return diagnostic.help("let the backslash be the very last character of its line");
    }
    if (text.contains("='")) {
      return diagnostic.help("use double quotes around the value");
    }
    if (text.contains("\\\"")) {
      return diagnostic.help(
          "a plain value cannot end in a backslash: write e\"…\\\\\" with the backslash doubled");
    }
    return diagnostic.help(
        "write a key, an operator and a value in double quotes, such as `KERNEL==\"dax*\"`");
  }

  private Diagnostic unknownKey(Finding finding, String key) {
    Diagnostic diagnostic = at(Code.RULE_UNKNOWN_KEY, finding, "unknown key `" + key + "`");
    String upper = key.toUpperCase(Locale.ROOT);
    String meant = FORMER_KEYS.getOrDefault(upper, upper);
    return !meant.equals(key) && KeyTable.find(meant).isPresent()
        ? diagnostic.help("did you mean `" + meant + "`?")
        : diagnostic.help("keys are written in capitals; udev(7) lists them");
  }

  private Diagnostic jump(Finding finding) {
    if (finding.level() > 3) {
      return at(Code.RULE_SECOND_ANCHOR, finding, "a rule has one GOTO and one LABEL at most")
          .note(readable(finding.text()));
    }
    String words = finding.text();
    int start = words.indexOf('"') + 1;
    String label = words.substring(start, Math.max(start, words.lastIndexOf('"')));
    String written = "LABEL=\"" + readable(label) + "\"";
    Diagnostic diagnostic =
        at(
            Code.RULE_UNBOUND_GOTO,
            finding,
            "no LABEL `" + readable(label) + "` stands below this GOTO");
    return labels.contains(label)
        ? diagnostic.help("move the label below the GOTO: udev never jumps back")
        : diagnostic.help("add `" + written + "` on a later line of this file");
  }

  private Diagnostic at(Code code, Finding finding, String headline) {
    return Diagnostic.at(code, source, decoded(finding.span()), headline);
  }

  /** The characters of a span that counts bytes. */
  private Span decoded(Span bytes) {
    return utf8 ? new Span(decoded(bytes.start()), decoded(bytes.end())) : bytes;
  }

  private int decoded(int offset) {
    return characters[offset];
  }

  /** For each byte offset, how many UTF-16 units stand before it. */
  private static int[] characters(String bytes) {
    int[] before = new int[bytes.length() + 1];
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      int units = c >= 0xf0 ? 2 : c >= 0x80 && c < 0xc0 ? 0 : 1;
      before[i + 1] = before[i] + units;
    }
    return before;
  }

  private String readable(String bytes) {
    return utf8 ? ByteText.readable(bytes) : bytes;
  }

  private static String key(String text) {
    int end = 0;
    while (end < text.length()
        && (ByteText.isAlphanumeric(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return text.substring(0, end);
  }

  private static String property(String text) {
    int open = text.indexOf('{');
    int close = text.indexOf('}');
    return open >= 0 && close > open ? text.substring(open + 1, close) : "NAME";
  }
}
