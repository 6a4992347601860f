package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Verdict;

/** Rules and units that go by names which are given anew at every boot. */
final class UnstableNames {
  private static final Pattern MATCH =
      Pattern.compile(
          "^(?:KERNELS?|DEVPATH|ENV\\{DEVNAME\\})\\s*[=!]=\\s*\"[^\"]*?"
              + "\\b((?:dax|region|hmem\\.|mem)\\d+(?:\\.\\d+)?)\\b");

  private static final Pattern COMMAND = Pattern.compile("\\bdaxctl\\b.*?\\b(dax\\d+\\.\\d+)\\b");

  private final Scenario scenario;
  private final Risks risks;

  UnstableNames(Scenario scenario, Risks risks) {
    this.scenario = scenario;
    this.risks = risks;
  }

  List<Diagnostic> of(List<DeviceResult> devices) {
    List<Diagnostic> found = new ArrayList<>();
    Set<String> places = new LinkedHashSet<>();
    for (DeviceResult device : devices) {
      for (DeviceResult.EventResult event : device.events()) {
        for (Verdict.LineTrace line : event.verdict().trace()) {
          if (!line.skipped() && places.add(line.file() + ":" + line.line())) {
            name(line)
                .map(
                    n ->
                        risks.at(
                            line.file(), line.line(), Code.UNSTABLE_NAME, headline("a rule", n)))
                .ifPresent(d -> found.add(explained(d)));
          }
        }
      }
    }
    scenario
        .units()
        .texts()
        .forEach(
            (unit, text) -> {
              Matcher m = COMMAND.matcher(text.replaceAll("(?m)^\\s*[#;].*$", ""));
              if (m.find()) {
                String headline = headline("unit `" + unit + "`", m.group(1));
                found.add(explained(Diagnostic.of(Code.UNSTABLE_NAME, headline)));
              }
            });
    return found;
  }

  private static Optional<String> name(Verdict.LineTrace line) {
    List<String> terms = new ArrayList<>(line.untried());
    line.terms().forEach(term -> terms.add(term.text()));
    for (String term : terms) {
      for (Pattern pattern : List.of(MATCH, COMMAND)) {
        Matcher m = pattern.matcher(term);
        if (m.find()) {
          return Optional.of(m.group(1));
        }
      }
    }
    return Optional.empty();
  }

  private static String headline(String who, String name) {
    return who + " goes by the name `" + name + "`, which changes between boots";
  }

  private static Diagnostic explained(Diagnostic finding) {
    return finding
        .note(
            "numbers of dax, hmem, region and mem devices are given in the order in which drivers"
                + " find them, and are shared among them")
        .help("go by target_node, size, a uuid, or a memory device's serial");
  }
}
