package org.daxpolicy.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.daxpolicy.report.VerdictReport;
import org.daxpolicy.simulate.Simulation;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Doubt;
import org.daxpolicy.udev.Verdict;

/** What would have to be told for verdicts to be known in all parts, and how to tell it. */
final class UnknownFindings {
  private UnknownFindings() {}

  static List<Diagnostic> of(Verdict verdict) {
    return of(verdict.unknown());
  }

  /** A simulation takes accounts that rules name to exist, and needs no ids. */
  static List<Diagnostic> of(Simulation simulation) {
    return of(
        simulation.devices().stream()
            .flatMap(d -> d.events().stream())
            .flatMap(e -> e.verdict().unknown().stream())
            .filter(u -> u.doubt().subject() != Doubt.Subject.USER)
            .filter(u -> u.doubt().subject() != Doubt.Subject.GROUP)
            .toList());
  }

  private static List<Diagnostic> of(List<Verdict.Unknown> unknown) {
    Map<Doubt, Set<String>> parts = new LinkedHashMap<>();
    for (Verdict.Unknown one : unknown) {
      parts.computeIfAbsent(one.doubt(), d -> new LinkedHashSet<>()).add(VerdictReport.words(one));
    }
    List<Diagnostic> findings = new ArrayList<>();
    parts.forEach((doubt, what) -> findings.add(finding(doubt, what)));
    return findings;
  }

  private static Diagnostic finding(Doubt doubt, Set<String> parts) {
    String name = ByteText.readable(doubt.name());
    return Diagnostic.of(Code.VERDICT_UNKNOWN, "nobody has told " + question(doubt, name))
        .note(
            doubt.file()
                + ":"
                + doubt.line()
                + " asks for it: `"
                + ByteText.readable(doubt.term())
                + "`")
        .note("it decides on " + String.join(", ", parts))
        .help(answer(doubt, name));
  }

  private static String question(Doubt doubt, String name) {
    return switch (doubt.subject()) {
      case PROGRAM -> "what `" + name + "` prints";
      case BUILTIN -> "what udev's own `" + name + "` finds";
      case FILE -> "whether there is a file `" + name + "`, and what it holds";
      case SYSCTL -> "the sysctl `" + name + "`";
      case COMMAND_LINE -> "the kernel's command line, and so its option `" + name + "`";
      case CONSTANT -> "`" + name + "` of the host";
      case USER -> "whether there is a user `" + name + "`";
      case GROUP -> "whether there is a group `" + name + "`";
    };
  }

  private static String answer(Doubt doubt, String name) {
    return switch (doubt.subject()) {
      case PROGRAM, BUILTIN ->
          "tell it with `--program '"
              + name
              + "=OUTPUT'`, or `--program '"
              + name
              + "=!1'` if it fails";
      case FILE, SYSCTL -> "take it into the snapshot";
      case COMMAND_LINE -> "give the snapshot's `host` a `cmdline`";
      case CONSTANT -> "give the snapshot's `host` its `" + name + "`";
      case USER -> "give the machine's users with `--passwd FILE`";
      case GROUP -> "give the machine's groups with `--group FILE`";
    };
  }

  /** A word as a shell takes it. */
  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
