package org.daxpolicy.udev;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One rules file, read as a release of udev reads it. Reading never fails: it leaves out. */
public final class RulesFile {
  private static final int MOST_KINDS = 256;

  private final String name;
  private final String text;
  private final UdevVersion version;
  private final List<RuleLine> rules;
  private final List<Finding> findings;
  private final boolean untold;
  private volatile @Nullable Resolved resolved;
  private volatile @Nullable List<RuleAtWork> work;
  private final Map<Kind, int[]> candidates = new ConcurrentHashMap<>();

  /** What all events have in common that are of an action on devices of a subsystem. */
  private record Kind(String action, String subsystem) {}

  private RulesFile(
      String name, String text, UdevVersion version, List<RuleLine> rules, List<Finding> findings) {
    this.name = name;
    this.text = text;
    this.version = version;
    this.rules = List.copyOf(rules);
    this.findings = List.copyOf(findings);
    this.untold = rules.stream().flatMap(r -> r.tokens().stream()).anyMatch(RulesFile::isUntold);
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
    return read(name, text, Reading.of(version, host));
  }

  /**
   * Reads a rules file as {@code udevadm verify} does, which says more about it.
   *
   * @param name what messages call it
   * @param text its bytes as a byte string
   */
  public static RulesFile strictly(
      String name, String text, UdevVersion version, Host host, NameResolution names) {
    return read(name, text, new Reading(version, host, names, true));
  }

  private static RulesFile read(String name, String text, Reading reading) {
    RuleParser parser = new RuleParser(reading);
    List<RuleLine> rules = parser.parse(text);
    return new RulesFile(name, text, reading.version(), rules, parser.findings());
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

  /** The rules that are left, in the order of the file. */
  public List<RuleLine> rules() {
    return rules;
  }

  /** The rules, with what is worth knowing of each before it is tried. */
  List<RuleAtWork> work() {
    List<RuleAtWork> known = work;
    if (known == null) {
      known = rules.stream().map(rule -> RuleAtWork.of(rule, name, version)).toList();
      work = known;
    }
    return known;
  }

  /**
   * For each index, and the one behind the last, the first from there on of a rule that may match
   * events of an action on devices of a subsystem.
   */
  int[] candidates(String action, String subsystem) {
    if (candidates.size() > MOST_KINDS) {
      candidates.clear();
    }
    return candidates.computeIfAbsent(new Kind(action, subsystem), this::candidates);
  }

  private int[] candidates(Kind kind) {
    List<RuleAtWork> all = work();
    int[] first = new int[all.size() + 1];
    first[all.size()] = all.size();
    for (int i = all.size() - 1; i >= 0; i--) {
      first[i] = all.get(i).mayMatch(kind.action(), kind.subsystem()) ? i : first[i + 1];
    }
    return first;
  }

  /** What the reader found, in its order. */
  public List<Finding> findings() {
    return findings;
  }

  /** The same file read on a host, if that can make a difference. */
  RulesFile on(Host host) {
    if (!untold) {
      return this;
    }
    Accounts users = host.userAccounts(NameResolution.EARLY);
    Accounts groups = host.groupAccounts(NameResolution.EARLY);
    if (users.equals(Host.UNKNOWN.userAccounts(NameResolution.EARLY))
        && groups.equals(Host.UNKNOWN.groupAccounts(NameResolution.EARLY))) {
      return this;
    }
    Resolved last = resolved;
    if (last == null || !last.users().equals(users) || !last.groups().equals(groups)) {
      last = new Resolved(users, groups, parse(name, text, version, host));
      resolved = last;
    }
    return last.file();
  }

  /** The file as read for certain accounts; the events of a machine share them. */
  private record Resolved(Accounts users, Accounts groups, RulesFile file) {}

  private static boolean isUntold(Token token) {
    return token.number() == RuleLine.UNTOLD
        && (token.kind() == TokenKind.OWNER_ID || token.kind() == TokenKind.GROUP_ID);
  }
}
