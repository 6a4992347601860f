package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.daxpolicy.analysis.Comparison;
import org.daxpolicy.analysis.DeviceSpace;
import org.daxpolicy.dax.daxctl.DaxctlConf;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.RulesFindings;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;
import org.daxpolicy.udev.UdevVersion;

/**
 * Lifts udev rules and daxctl's configuration into a policy.
 *
 * <p>Lines that cannot be lifted are passed over, each with a finding; what is left is proved to be
 * what the policy does. Where it is not, the finding shows the device.
 */
public final class Lifting {
  private final List<RulesFile> files;
  private final List<SourceFile> configurations;
  private final Vocabulary words = new Vocabulary();
  private final TermLifting terms = new TermLifting(words);
  private final Map<Line, Refusal> refused = new LinkedHashMap<>();
  private final List<Diagnostic> left = new ArrayList<>();

  /**
   * What came of it.
   *
   * @param text the policy
   * @param proved whether it is proved to do what the lines do that were lifted
   * @param lifted how many lines and sections it is made of
   * @param refused how many it leaves out that would do something
   */
  public record Lifted(String text, boolean proved, int lifted, int refused) {}

  private Lifting(List<RulesFile> files, List<SourceFile> configurations) {
    this.files = files;
    this.configurations = configurations;
  }

  /**
   * Lifts.
   *
   * @param name what the policy is to be called
   * @param files rules in udev's order
   * @param configurations files of {@code /etc/daxctl.conf.d}
   * @return the policy, which may leave out what the findings say; none if it is too tangled
   */
  public static Result<Lifted> of(
      String name, List<RulesFile> files, List<SourceFile> configurations) {
    Lifting lifting = new Lifting(files, configurations);
    try {
      return lifting.run(name);
    } catch (DeviceSpace.Outgrown e) {
      return Result.failed(List.of(tangled(String.valueOf(e.getMessage()))));
    }
  }

  private static Diagnostic tangled(String why) {
    return Diagnostic.of(Code.NOT_PROVED, "the rules are too tangled to be lifted and proved")
        .note(why)
        .help("lift fewer files at a time");
  }

  private Result<Lifted> run(String name) {
    DaxctlConf conf = configuration();
    List<Line> lines = RulesReading.lines(files, !configurations.isEmpty());
    for (RulesFile file : files) {
      for (Diagnostic finding : RulesFindings.of(file)) {
        if (finding.severity().atLeast(Severity.WARNING)) {
          left.add(finding);
        }
      }
    }
    lines.forEach(l -> RulesReading.refusal(l).ifPresent(r -> refused.put(l, r)));
    ConfLifting sections = new ConfLifting(conf, words);
    configurations.forEach(sections::take);
    left.addAll(sections.left());
    for (Line line : sections.sections().keySet()) {
      line.refusal().ifPresent(r -> refused.put(line, r));
    }
    DeviceSets sets = new DeviceSets();
    List<Run> runs = Run.all(lines);
    Cases cases = new Cases(sets, runs);
    Set<Line> working = new HashSet<>();
    int before;
    do {
      before = refused.size();
      cases = cases(lines, runs, sections.sections(), sets, working);
    } while (refused.size() > before);
    for (Line line : lines) {
      if (!line.isSilent() && !working.contains(line) && !refused.containsKey(line)) {
        leave(line);
      }
    }
    List<Cases.Case> finished = cases.finished(new Tidying(terms.values()));
    String text = new PolicyText(name, sources(lines, sections), inOrder()).write(finished);
    finished.stream().filter(c -> c.together().hasDeadNode()).forEach(this::leaveNode);
    Set<Line> used = new HashSet<>();
    finished.forEach(c -> used.addAll(c.lines()));
    used.forEach(this::notFound);
    boolean proved = prove(text, conf);
    List<Diagnostic> found = new ArrayList<>(left);
    refused.forEach((line, refusal) -> found.add(finding(line, refusal)));
    found.sort(Diagnostic.ORDER);
    return Result.of(new Lifted(text, proved, used.size(), refused.size()), found);
  }

  private Map<Line, Refusal> inOrder() {
    Map<Line, Refusal> sorted = new LinkedHashMap<>();
    refused.keySet().stream()
        .sorted(Comparator.comparing((Line l) -> l.file().name()).thenComparing(Line::number))
        .forEach(l -> sorted.put(l, Objects.requireNonNull(refused.get(l))));
    return sorted;
  }

  private DaxctlConf configuration() {
    TreeMap<String, String> texts = new TreeMap<>();
    configurations.forEach(f -> texts.put(f.name(), f.text()));
    return texts.isEmpty() ? DaxctlConf.NOTHING : DaxctlConf.parse(texts);
  }

  /** Tells of commands of a line that udev would not find. */
  private void notFound(Line line) {
    line.tokens().forEach(t -> notFound(t, line.file()));
  }

  private void notFound(Token token, SourceFile file) {
    boolean bare =
        token.kind() == TokenKind.RUN_PROGRAM
            && !token.value().isEmpty()
            && !token.value().startsWith("/")
            && !token.value().startsWith("$")
            && !token.value().startsWith("%");
    if (bare) {
      String program = ByteText.readable(token.value().strip().split("\\s+")[0]);
      left.add(
          Diagnostic.at(
                  Code.PROGRAM_WITHOUT_PATH,
                  file,
                  token.span(),
                  "udev does not find `" + program + "`, so this line has done nothing so far")
              .note("a program without a directory is looked for in /usr/lib/udev only")
              .help(
                  "the policy does what the line was meant to do; leave that out if it must not"));
    }
  }

  private List<SourceFile> sources(List<Line> lines, ConfLifting sections) {
    List<SourceFile> sources = new ArrayList<>();
    for (Line line : lines) {
      if (!sources.contains(line.file())) {
        sources.add(line.file());
      }
    }
    for (Line line : sections.sections().keySet()) {
      if (!sources.contains(line.file())) {
        sources.add(line.file());
      }
    }
    return sources;
  }

  private void leave(Line line) {
    String headline =
        RulesWalk.isAboutOthers(line)
            ? "this line is about other devices"
            : "this line does nothing to any dax device that has memory";
    Diagnostic finding = Diagnostic.at(Code.LINE_LEFT_OUT, line.file(), line.span(), headline);
    left.add(
        RulesWalk.isAboutOthers(line)
            ? finding.help("keep it in a rules file of its own")
            : finding);
  }

  /** Notes that devices which become memory keep nothing of what lines set on their nodes. */
  private void leaveNode(Cases.Case one) {
    for (Line line : one.lines()) {
      if (line.assignments().stream().anyMatch(a -> a.thing().isOfNode())) {
        Diagnostic finding =
            Diagnostic.at(
                    Code.LINE_LEFT_OUT,
                    line.file(),
                    line.span(),
                    "what this line sets on the nodes of memory is left out")
                .note("a device that has become system RAM cannot be opened");
        if (!left.contains(finding)) {
          left.add(finding);
        }
      }
    }
  }

  // ---- cases

  private Cases cases(
      List<Line> lines,
      List<Run> runs,
      Map<Line, Formula> sections,
      DeviceSets sets,
      Set<Line> working) {
    Map<Line, Map<Formula, List<Run>>> conditions = new LinkedHashMap<>();
    for (Run run : runs) {
      List<Formula> all = RulesWalk.conditions(lines, run, terms, words, sets, refused);
      for (int i = 0; i < lines.size(); i++) {
        if (!all.get(i).equals(Formula.FALSE)) {
          working.add(lines.get(i));
          conditions
              .computeIfAbsent(lines.get(i), l -> new LinkedHashMap<>())
              .computeIfAbsent(all.get(i), f -> new ArrayList<>())
              .add(run);
        }
      }
    }
    Cases cases = new Cases(sets, runs);
    for (Line line : lines) {
      if (!line.assignments().isEmpty()) {
        conditions
            .getOrDefault(line, Map.of())
            .forEach((condition, some) -> cases.add(line, condition, some));
      }
    }
    sections.forEach(
        (section, condition) -> {
          if (!refused.containsKey(section)) {
            cases.add(section, condition, runs);
          }
        });
    cases
        .collisions()
        .forEach(
            (line, why) ->
                refused.putIfAbsent(
                    line,
                    Refusal.of(
                            Code.LINES_COLLIDE,
                            line.span(),
                            "this line makes something else of devices that earlier lines dealt with")
                        .because(why)
                        .advise(
                            "say in the rules which of them is meant, by `GOTO` or by a match")));
    return cases;
  }

  // ---- proof

  /** Whether the policy does what the lines do that are not refused; otherwise a finding. */
  private boolean prove(String text, DaxctlConf conf) {
    Result<Policy> policy =
        PolicyLoader.load(
            new SourceFile("the policy", text), (from, path) -> Result.failed(List.of()));
    if (policy.value().isEmpty()) {
      throw new IllegalStateException(
          "the lifted policy is none: " + policy.diagnostics() + "\n" + text);
    }
    Comparison.Result result =
        Comparison.of(
            Comparison.Relation.EQUIVALENT,
            new Comparison.Subject.OfPolicy(policy.value().get()),
            new Comparison.Subject.OfRules(withoutRefused(), conf),
            1);
    for (Comparison.Violation violation : result.violations()) {
      left.add(
          Diagnostic.of(
                  Code.LIFT_DIFFERS,
                  "the lifted policy does not do on every device what the rules do")
              .note("the device: " + violation.witness().described())
              .note("the policy: " + violation.first().described())
              .note("the rules: " + violation.second().described())
              .help("correct the policy by hand; `daxpolicy prove equivalent` compares the two"));
    }
    if (result.violations().isEmpty() && !result.complete()) {
      left.add(tangled(result.why()));
    }
    return result.violations().isEmpty() && result.complete();
  }

  /** The files without what the lines do that are passed over; their labels stay. */
  private List<RulesFile> withoutRefused() {
    List<RulesFile> kept = new ArrayList<>();
    for (RulesFile file : files) {
      Set<Integer> gone = new HashSet<>();
      for (Line line : refused.keySet()) {
        if (line.file().name().equals(file.name())) {
          gone.add(line.number());
        }
      }
      StringBuilder text = new StringBuilder(file.text());
      for (int i = file.rules().size() - 1; i >= 0; i--) {
        RuleLine rule = file.rules().get(i);
        if (gone.contains(rule.firstLine())) {
          String label = rule.label().map(l -> "LABEL=\"" + l + "\"").orElse("");
          text.replace(rule.span().start(), rule.span().end(), label);
        }
      }
      kept.add(RulesFile.parse(file.name(), text.toString(), UdevVersion.NEWEST));
    }
    return kept;
  }

  private static Diagnostic finding(Line line, Refusal refusal) {
    Diagnostic finding =
        Diagnostic.at(refusal.code(), line.file(), refusal.span(), refusal.headline());
    Diagnostic noted = refusal.note().map(finding::note).orElse(finding);
    return refusal.help().map(noted::help).orElse(noted);
  }
}
