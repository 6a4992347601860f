package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Works the rules on an event as systemd-udevd does, and says what they decide. Nothing is written
 * and nothing is executed. What the snapshot does not tell makes a term UNKNOWN: its rule ends
 * there as if it did not match, and a debug message says so.
 */
public final class Evaluator {
  /** Whose behaviour to follow where {@code udevadm test} and the daemon differ. */
  public enum Programs {
    /** The daemon: programs do what the host's facts say, and nothing is known of others. */
    AS_GIVEN,
    /** {@code udevadm test}: from 256 on it takes programs to succeed without output. */
    AS_UDEVADM_TEST
  }

  /**
   * How to evaluate.
   *
   * @param programs whose behaviour to follow
   * @param wholeHost whether files and programs the host's facts do not list do not exist, rather
   *     than are unknown
   * @param traced whether the verdict tells what became of every rule
   */
  public record Options(Programs programs, boolean wholeHost, boolean traced) {
    /** The daemon on a partly known host, with a trace. */
    public static final Options DEFAULT = new Options(Programs.AS_GIVEN, false, true);

    /** The same with or without a trace. */
    public Options traced(boolean wanted) {
      return new Options(programs, wholeHost, wanted);
    }
  }

  private final EventState state;
  private final Matches matches;
  private final Inquiries inquiries;
  private final Assignments assignments;
  private final List<Verdict.LineTrace> trace = new ArrayList<>();

  private Evaluator(Event event, UdevVersion version, Options options) {
    state = new EventState(event, version, options);
    Substitution substitution = new Substitution(state);
    HostFiles files = new HostFiles(event, options.wholeHost());
    matches = new Matches(state, substitution);
    inquiries = new Inquiries(state, substitution, files);
    assignments = new Assignments(state, substitution, new SysfsWrites(state, substitution, files));
  }

  /** Evaluates as the daemon does, with a trace. */
  public static Verdict evaluate(RuleSet rules, Event event, UdevVersion version) {
    return evaluate(rules, event, version, Options.DEFAULT);
  }

  /**
   * Evaluates the rules on an event. The diagnostics hold the reader's messages first.
   *
   * @param rules the rules in udev's order, read for {@code version}
   */
  public static Verdict evaluate(RuleSet rules, Event event, UdevVersion version, Options options) {
    RuleSet known = rules.on(event.host());
    Evaluator evaluator = new Evaluator(event, version, options);
    for (RulesFile file : known.files()) {
      evaluator.work(file);
    }
    return evaluator.verdict(known.messages());
  }

  private void work(RulesFile file) {
    List<RuleLine> rules = file.rules();
    int i = 0;
    while (i < rules.size()) {
      RuleLine rule = rules.get(i);
      int next = i + 1;
      if (state.aborted || !applies(rule)) {
        skip(file, rule);
      } else if (line(file, rule) && rule.jump() > i) {
        next = rule.jump();
        rules.subList(i + 1, next).forEach(over -> skip(file, over));
      }
      i = next;
    }
  }

  private void skip(RulesFile file, RuleLine rule) {
    if (state.options.traced()) {
      trace.add(
          new Verdict.LineTrace(
              file.name(), rule.firstLine(), true, List.of(), Verdict.Truth.FALSE));
    }
  }

  /** Whether the rule's class is one that events like this are tried on. */
  private boolean applies(RuleLine rule) {
    if (rule.hasJump() || rule.updates()) {
      return true;
    }
    if (state.removing()) {
      return false;
    }
    return (rule.touchesNode() && state.device.hasNumber())
        || (rule.names() && state.device.isInterface());
  }

  private boolean line(RulesFile file, RuleLine rule) {
    state.escape = EventState.Escape.UNSET;
    state.file = file.name();
    state.line = rule.number(state.version);
    LineRun run = new LineRun(state, matches, inquiries, assignments, rule);
    Verdict.Truth truth = run.run();
    if (state.options.traced()) {
      trace.add(new Verdict.LineTrace(file.name(), rule.firstLine(), false, run.terms(), truth));
    }
    return truth == Verdict.Truth.TRUE;
  }

  private Verdict verdict(List<Verdict.Message> reading) {
    List<Verdict.Message> messages = new ArrayList<>(reading);
    messages.addAll(state.messages);
    boolean testing = state.options.programs() == Programs.AS_UDEVADM_TEST;
    if (testing) {
      askAsTestDoes();
    }
    SortedMap<String, String> properties = state.properties();
    if (testing && !state.version.atLeast(254)) {
      rename(properties);
    }
    return new Verdict(
        new TreeMap<>(properties),
        state.tags().stream().sorted().toList(),
        state.currentTags().stream().sorted().toList(),
        hasNode() ? List.copyOf(state.links()) : List.of(),
        state.linkPriority,
        onNode(state.owner),
        onNode(state.group),
        onNode(state.mode),
        state.name.filter(n -> !n.isEmpty()),
        List.copyOf(state.run),
        hasNode() ? List.copyOf(state.labels) : List.of(),
        List.copyOf(state.attributeWrites),
        List.copyOf(state.sysctlWrites),
        List.copyOf(messages),
        List.copyOf(trace));
  }

  /** Whether there is a node that can have an owner; releases before 256 do not look. */
  private boolean hasNode() {
    return state.device.hasNumber() || !state.version.atLeast(256);
  }

  private Optional<Integer> onNode(Optional<Integer> field) {
    return field.filter(f -> hasNode());
  }

  /** Asking makes properties; {@code udevadm test} asks for more than rules do. */
  private void askAsTestDoes() {
    boolean finishes = !state.version.atLeast(256) && newName().isEmpty();
    if (finishes || state.version.atLeast(258)) {
      state.subsystem();
    }
    if (state.version.atLeast(258)) {
      state.driver();
    }
  }

  /** The name a network interface would really be given. */
  private Optional<String> newName() {
    return state.name.filter(n -> state.event.action().equals("add") && isInterfaceName(n));
  }

  /** Releases before 254 renamed the interface while testing, and showed it. */
  private void rename(SortedMap<String, String> properties) {
    Optional<String> old = Optional.ofNullable(properties.get("INTERFACE"));
    Optional<String> name = newName();
    if (old.isPresent() && name.isPresent() && !old.equals(name)) {
      properties.put("INTERFACE_OLD", old.get());
      properties.put("INTERFACE", name.get());
      properties.put("ID_RENAMING", "1");
      properties.put("DEVPATH", SysfsPaths.parent(state.event.devpath()) + "/" + name.get());
    }
  }

  private static boolean isInterfaceName(String name) {
    return !name.isEmpty()
        && name.length() < 16
        && name.chars().noneMatch(c -> c == '/' || c == ':' || c == '%' || c <= ' ' || c >= 0x7f);
  }
}
