package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the evaluator decides where real udevadm of one release is asked in the sandbox. */
final class Interpretation {
  /** Labels are shown as they are set, not as they remain, before 256. */
  private static final Pattern LABELS_REPLACED = Pattern.compile("SECLABEL\\{[^}]*}\\s*:?=");

  /** Links and tags have no order, and these put them into values. */
  private static final Pattern ORDER_SHOWS =
      Pattern.compile("\\$links|%L|TAGS|DEVLINKS|IMPORT\\{parent}");

  private final UdevVersion version;
  private final Map<String, String> constants;

  /**
   * @param constants what CONST is there
   */
  Interpretation(UdevVersion version, Map<String, String> constants) {
    this.version = version;
    this.constants = constants;
  }

  /** A decision without what a release does not show, or not in an order. */
  Map<String, Object> comparable(Question question, Map<String, Object> decided) {
    Map<String, Object> comparable = new TreeMap<>(decided);
    String rules = question.allRules();
    if (!version.atLeast(256)) {
      Object set = comparable.remove("labels_set");
      if (set != null && !LABELS_REPLACED.matcher(rules).find()) {
        comparable.put("seclabels", set);
      }
      if (decided.containsKey("db") && decided.get("db").equals(false)) {
        // there was nothing to remember, or nowhere, or the rules were not worked to their end
        List.of("tags", "current_tags", "links", "link_priority", "db_persist")
            .forEach(comparable::remove);
      }
      comparable.remove("db");
      if (comparable.get("links") instanceof List<?> links
          && (links.contains(".") || links.contains("/dev"))) {
        // the database of 254 garbles a link that is /dev itself
        comparable.remove("links");
      }
      if (!isNumbered(question)) {
        comparable.remove("link_priority");
      }
    }
    if (ORDER_SHOWS.matcher(rules).find()) {
      comparable.replaceAll((k, v) -> withoutOrder(v));
    }
    return comparable;
  }

  private static boolean isNumbered(Question question) {
    return question.devices().stream()
        .filter(d -> d.devpath().equals(question.devpath()))
        .anyMatch(d -> d.uevent().filter(u -> u.containsKey("MAJOR")).isPresent());
  }

  private static Object withoutOrder(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> sorted = new TreeMap<>();
      map.forEach((k, v) -> sorted.put(k, withoutOrder(v)));
      return sorted;
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(Interpretation::withoutOrder)
          .sorted(Comparator.comparing(String::valueOf))
          .toList();
    }
    if (value instanceof String text) {
      char[] letters = text.toCharArray();
      Arrays.sort(letters);
      return new String(letters);
    }
    return value;
  }

  /** What the evaluator decides. */
  Map<String, Object> ours(Question question) {
    return comparable(question, Decision.of(verdict(question), version, question.devpath()));
  }

  /** The evaluator's verdict; what programs do is told as it asks for them. */
  private Verdict verdict(Question question) {
    Map<String, Host.ProgramResult> programs = new LinkedHashMap<>();
    boolean node =
        new Devices(question.sysfs(), version)
            .at(question.devpath())
            .flatMap(UdevDevice::node)
            .isPresent();
    while (true) {
      Host host = SandboxHost.host(constants, question.commandLine(), programs);
      Verdict verdict = verdict(question, question.rules(version, host), programs);
      int known = programs.size();
      programsAskedFor(verdict)
          .forEach(command -> programs.putIfAbsent(command, SandboxHost.run(command)));
      builtinsAskedFor(verdict)
          .forEach(command -> programs.putIfAbsent(command, SandboxHost.builtin(command, node)));
      if (programs.size() == known) {
        return verdict;
      }
    }
  }

  /**
   * The evaluator's verdict.
   *
   * @param rules the rules, instead of the question's
   * @param programs what programs and builtins do
   */
  Verdict verdict(Question question, RuleSet rules, Map<String, Host.ProgramResult> programs) {
    Event event =
        new Event(
            question.sysfs(),
            question.devpath(),
            question.action(),
            Map.of(),
            SandboxHost.host(constants, question.commandLine(), programs),
            question.records());
    Evaluator.Options options =
        new Evaluator.Options(Evaluator.Programs.AS_UDEVADM_TEST, true, false, true);
    Verdict traced = Evaluator.evaluate(rules, event, version, options);
    EventWorker worker = new EventWorker();
    for (int time = 0; time < 3; time++) {
      // a worker learns of a device which rules are worth trying
      Verdict untraced = worker.evaluate(rules, event, version, options.traced(false));
      assertEquals(withoutTrace(traced), untraced, question::described);
    }
    return traced;
  }

  /** The command lines of programs that were asked for and that nothing is told of. */
  static List<String> programsAskedFor(Verdict verdict) {
    return verdict.diagnostics().stream()
        .map(Verdict.Message::text)
        .filter(text -> text.startsWith(ProgramRuns.NO_PROGRAM))
        .map(text -> text.substring(ProgramRuns.NO_PROGRAM.length()))
        .toList();
  }

  /** The command lines of builtins that were asked for and that nothing is told of. */
  static List<String> builtinsAskedFor(Verdict verdict) {
    return verdict.unknown().stream()
        .map(Verdict.Unknown::doubt)
        .filter(doubt -> doubt.subject() == Doubt.Subject.BUILTIN)
        .map(Doubt::name)
        .distinct()
        .toList();
  }

  /** A verdict as it is when no trace is wanted. */
  static Verdict withoutTrace(Verdict v) {
    return new Verdict(
        v.properties(),
        v.tags(),
        v.currentTags(),
        v.symlinks(),
        v.linkPriority(),
        v.owner(),
        v.group(),
        v.mode(),
        v.name(),
        v.watch(),
        v.persistent(),
        v.run(),
        v.seclabels(),
        v.attributeWrites(),
        v.sysctlWrites(),
        v.diagnostics(),
        List.of(),
        v.unknown());
  }
}
