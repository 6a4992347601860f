package org.daxpolicy.udev;

import java.util.List;

/** One rules file, read as a release of udev reads it. Reading never fails: it leaves out. */
public final class RulesFile {
  private final String name;
  private final String text;
  private final UdevVersion version;
  private final List<RuleLine> rules;
  private final List<Finding> findings;

  private RulesFile(
      String name, String text, UdevVersion version, List<RuleLine> rules, List<Finding> findings) {
    this.name = name;
    this.text = text;
    this.version = version;
    this.rules = List.copyOf(rules);
    this.findings = List.copyOf(findings);
  }

  /**
   * Reads a rules file without knowing the host's users and groups.
   *
   * @param name what messages call it, and what orders it among others
   * @param text its bytes as a byte string
   */
  public static RulesFile parse(String name, String text, UdevVersion version) {
    return parse(name, text, version, Host.UNKNOWN);
  }

  /**
   * Reads a rules file on a host. udev looks up OWNER and GROUP while it reads, and releases from
   * 258 on drop a rule that names nobody.
   *
   * @param name what messages call it, and what orders it among others
   * @param text its bytes as a byte string
   */
  public static RulesFile parse(String name, String text, UdevVersion version, Host host) {
    RuleParser parser = new RuleParser(version, host);
    List<RuleLine> rules = parser.parse(text);
    return new RulesFile(name, text, version, rules, parser.findings());
  }

  public String name() {
    return name;
  }

  /** The bytes it was read from. */
  public String text() {
    return text;
  }

  public UdevVersion version() {
    return version;
  }

  /** What the reader says, in udev's words where udev has some, in udev's order. */
  public List<Verdict.Message> messages() {
    return findings.stream()
        .map(f -> new Verdict.Message(f.level(), name, f.line(), f.text()))
        .toList();
  }

  List<RuleLine> rules() {
    return rules;
  }

  List<Finding> findings() {
    return findings;
  }

  /** The same file read on a host, if that can make a difference. */
  RulesFile on(Host host) {
    boolean untold =
        rules.stream()
            .flatMap(r -> r.tokens().stream())
            .anyMatch(
                t ->
                    t.number() == RuleLine.UNTOLD
                        && (t.kind() == TokenKind.OWNER_ID || t.kind() == TokenKind.GROUP_ID));
    return untold ? parse(name, text, version, host) : this;
  }
}
