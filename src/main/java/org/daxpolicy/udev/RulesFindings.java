package org.daxpolicy.udev;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;
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

  private final RulesFile file;
  private final RulesSource source;

  /** For each label the rules that carry it, by where they begin. */
  private final Map<String, TreeMap<Integer, RuleLine>> labels = new HashMap<>();

  private RulesFindings(RulesFile file, RulesSource source) {
    this.file = file;
    this.source = source;
    for (RuleLine rule : file.rules()) {
      rule.label()
          .ifPresent(
              label ->
                  labels.computeIfAbsent(label, key -> new TreeMap<>()).put(rule.offset(), rule));
    }
  }

  /** The findings of all files of a rule set, file by file. */
  public static List<Diagnostic> of(RuleSet rules) {
    return rules.files().stream().flatMap(f -> of(f).stream()).toList();
  }

  /** The findings of one file, in the order the reader met them. */
  public static List<Diagnostic> of(RulesFile file) {
    return of(file, RulesSource.of(file));
  }

  /** The findings of one file that is shown as {@code source}: one for each of the reader's. */
  public static List<Diagnostic> of(RulesFile file, RulesSource source) {
    RulesFindings findings = new RulesFindings(file, source);
    return file.findings().stream().map(findings::diagnostic).toList();
  }

  private Diagnostic diagnostic(Finding finding) {
    String text = file.text().substring(finding.span().start(), finding.span().end());
    Diagnostic diagnostic =
        switch (finding.kind()) {
          case SYNTAX -> syntax(finding, text);
          case UNKNOWN_KEY -> unknownKey(finding, key(text));
          case ATTRIBUTE, OPERATOR, ASSUMED_OPERATOR, CASE_PREFIX -> grammar(finding, text);
          case SUBSTITUTION -> substitution(finding, key(text));
          case NUMBER, UNKNOWN_BUILTIN, UNKNOWN_OPTION, USELESS_NAME -> value(finding, text);
          case RESERVED_PROPERTY ->
              at(Code.RULE_RESERVED_PROPERTY, finding, "this property belongs to udev")
                  .note("no rule can set `" + source.readable(braces(text)) + "`")
                  .help("choose a name of your own, such as `MY_" + braces(text) + "`");
          case ACCOUNT ->
              at(
                      Code.RULE_ACCOUNT,
                      finding,
                      "`" + key(text) + "` names nobody on this host: " + quoted(text))
                  .help("create the account before udev starts, or use one every system has");
          case PERSONAL_ACCOUNT, SUBSYSTEM_ALIAS, DEVICE_LINK, PARENT_DIRECTORY ->
              discouraged(finding, text);
          case JUMP -> jump(finding);
          case NO_EFFECT -> withoutEffect(finding, text);
          case LINE_TOO_LONG, FILE_DISCARDED ->
              at(Code.RULE_TOO_LONG, finding, "a line is too long for udev")
                  .note(
                      finding.kind() == Finding.Kind.LINE_TOO_LONG
                          ? "the rule is skipped"
                          : "udev reads nothing of the file from here on, or nothing at all")
                  .help("keep lines, continuations included, below 16384 bytes");
          case UNFINISHED_CONTINUATION ->
              at(Code.RULE_UNFINISHED, finding, "the file ends in the middle of a rule")
                  .help("take away the backslash at the end, or add the missing line");
          case ORDER ->
              at(
                      Code.RULE_RESULT_BEFORE_PROGRAM,
                      finding,
                      "`RESULT` is written before the `PROGRAM` it is compared after")
                  .note(
                      "within a rule udev runs every PROGRAM first, and sees the last one's output")
                  .help("write `RESULT` behind `PROGRAM`, as it is worked off");
          case DELIMITER -> at(Code.RULE_DELIMITERS, finding, finding.text());
        };
    Diagnostic weighed = diagnostic.as(severity(finding.level()));
    return finding.dropped() && finding.level() == 3 ? weighed.note(DROPPED) : weighed;
  }

  private static Severity severity(int level) {
    return level <= 3 ? Severity.ERROR : level == 4 ? Severity.WARNING : Severity.STYLE;
  }

  private Diagnostic syntax(Finding finding, String text) {
    Diagnostic diagnostic = at(Code.RULE_SYNTAX, finding, "this is no term of a rule");
    if (text.startsWith("#")) {
      return diagnostic.help("put the comment on a line of its own");
    }
    if (text.startsWith("\\")) {
      return diagnostic.help("let the backslash be the very last character of its line");
    }
    if (text.contains("{$env{") || text.contains("{$attr{")) {
      return diagnostic
          .note("what stands in braces ends at the first `}`, so no substitution with braces fits")
          .help("only `$kernel`, `%k` and their like can stand there");
    }
    if (text.contains("='")) {
      return diagnostic.help("use double quotes around the value");
    }
    if (text.contains("=i\"") && !file.version().atLeast(257)) {
      return diagnostic.help("values that ignore letter case, i\"…\", came with release 257");
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

  private Diagnostic grammar(Finding finding, String text) {
    String key = key(text);
    return switch (finding.kind()) {
      case OPERATOR -> operator(finding, text);
      case ASSUMED_OPERATOR ->
          at(Code.RULE_ASSUMED_OPERATOR, finding, "`" + key + "` does not take this operator")
              .note("udev takes it for a plain `=`")
              .help("write `=` if that is what you mean");
      case CASE_PREFIX ->
          at(Code.RULE_CASE_PREFIX, finding, "`" + key + "` cannot ignore letter case here")
              .help("the prefix `i` goes with == and != of keys that compare text");
      default ->
          at(Code.RULE_ATTRIBUTE, finding, "`" + key + "` does not go with these braces")
              .help(
                  "some keys need a name in braces, as `ATTR{size}`, and others take none, as"
                      + " `KERNEL`; IMPORT, RUN and CONST know a few names only");
    };
  }

  private Diagnostic operator(Finding finding, String text) {
    Diagnostic diagnostic =
        at(Code.RULE_OPERATOR, finding, "`" + key(text) + "` does not take this operator");
    int equals = text.indexOf('=');
    boolean single = equals == key(text).length() && text.startsWith("\"", equals + 1);
    boolean compares =
        KeyTable.find(key(text))
            .flatMap(row -> row.meaning(Operator.MATCH, file.version()))
            .isPresent();
    if (single && compares) {
      Span sign = new Span(finding.span().start() + equals, finding.span().start() + equals + 1);
      return diagnostic.help("write `==` to compare").edit(source.file(), source.span(sign), "==");
    }
    return diagnostic.help("matches are written == or !=, assignments =, += or :=");
  }

  private Diagnostic substitution(Finding finding, String key) {
    Diagnostic diagnostic =
        at(Code.RULE_SUBSTITUTION, finding, "a substitution in `" + key + "` cannot be read");
    String words = finding.text();
    if (words.contains(": empty value)")) {
      return at(Code.RULE_SUBSTITUTION, finding, "`" + key + "` needs a value")
          .note("the term stays in the rule and does nothing, or fails");
    }
    if (words.contains(": attribute value missing)")) {
      return diagnostic.help("`$attr` and `$env` need a name in braces: `$env{NAME}`");
    }
    if (words.contains(": attribute value not a valid number)")) {
      return diagnostic.help("the braces of `%c` hold a word's number: `%c{1}`, or `%c{2+}`");
    }
    return diagnostic
        .note("character " + words.replaceFirst("(?s).*\\(char (\\d+):.*", "$1") + " begins none")
        .help("write `$$` and `%%` where the characters themselves are meant");
  }

  private Diagnostic value(Finding finding, String text) {
    Diagnostic diagnostic =
        at(Code.RULE_VALUE, finding, "`" + key(text) + "` cannot take this value");
    return switch (finding.kind()) {
      case UNKNOWN_BUILTIN ->
          diagnostic.help(
              "release "
                  + file.version()
                  + " has "
                  + String.join(", ", Builtins.of(file.version())));
      case UNKNOWN_OPTION ->
          diagnostic
              .note("udev passes over it")
              .help(
                  "options are db_persist, watch, nowatch, link_priority=N, log_level=LEVEL,"
                      + " string_escape=none or replace, static_node=PATH");
      case USELESS_NAME -> diagnostic.help("name a network interface here, or take the term out");
      default ->
          diagnostic.help(
              key(text).equals("TEST")
                  ? "the mask is an octal number up to 7777"
                  : "a priority is a whole number, a level one of emerg to debug, or 0 to 7");
    };
  }

  private Diagnostic discouraged(Finding finding, String text) {
    Diagnostic diagnostic =
        at(Code.RULE_DISCOURAGED, finding, "`" + key(text) + "` is used in a discouraged way");
    return switch (finding.kind()) {
      case SUBSYSTEM_ALIAS ->
          diagnostic
              .note("udev reads `bus` and `class` as `subsystem`")
              .help("write `SUBSYSTEM==\"subsystem\"`");
      case DEVICE_LINK ->
          diagnostic
              .note("the link `device` may go away in later kernels")
              .help("name the attribute itself: `ATTRS` looks for it on every parent");
      case PARENT_DIRECTORY ->
          diagnostic
              .note("where a parent's directory lies may change in later kernels")
              .help("name the attribute itself: `ATTRS` looks for it on every parent");
      default ->
          diagnostic
              .note("this is a person's account; device nodes should belong to system accounts")
              .help("make a system group for the devices and put people into it");
    };
  }

  private Diagnostic withoutEffect(Finding finding, String text) {
    Diagnostic diagnostic = at(Code.RULE_WITHOUT_EFFECT, finding, "this rule does nothing");
    boolean assignable =
        text.contains("NAME==") || text.contains("SYMLINK==") || text.contains("TAG==");
    return assignable
        ? diagnostic.help("every term of it compares; to assign write `=` or `+=`")
        : diagnostic.help("add an assignment, or take the rule out");
  }

  private Diagnostic jump(Finding finding) {
    if (finding.level() > 3) {
      boolean label = finding.text().contains(" LABEL keys");
      return at(Code.RULE_SECOND_ANCHOR, finding, "a rule has one GOTO and one LABEL at most")
          .note(label ? "the last LABEL counts" : "the first GOTO counts")
          .help("write the other one on a rule of its own");
    }
    String label = finding.quoted().orElse("");
    String shown = source.readable(label);
    Diagnostic diagnostic =
        at(Code.RULE_UNBOUND_GOTO, finding, "no LABEL `" + shown + "` stands below this GOTO");
    Map.Entry<Integer, RuleLine> above =
        labels.getOrDefault(label, new TreeMap<>()).floorEntry(finding.span().start());
    return above == null
        ? diagnostic.help("add `LABEL=\"" + shown + "\"` on a later line of this file")
        : diagnostic
            .related(source.file(), source.span(above.getValue().span()), "it stands here")
            .help("move the label below the GOTO: udev never jumps back");
  }

  private Diagnostic at(Code code, Finding finding, String headline) {
    return Diagnostic.at(code, source.file(), source.span(finding.span()), headline);
  }

  private static String key(String text) {
    int end = 0;
    while (end < text.length()
        && (ByteText.isAlphanumeric(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return text.substring(0, end);
  }

  private String quoted(String text) {
    int open = text.indexOf('"');
    return open < 0 ? "" : "`" + source.readable(text.substring(open).replace("\"", "")) + "`";
  }

  private static String braces(String text) {
    int open = text.indexOf('{');
    int close = text.indexOf('}');
    return open >= 0 && close > open ? text.substring(open + 1, close) : "NAME";
  }
}
