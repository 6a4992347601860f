package org.daxpolicy.udev.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Span;
import org.daxpolicy.text.Suppressions;
import org.daxpolicy.udev.Finding;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.RulesFindings;

/** Verifies rules files. To add a finding is to add a class and a line here. */
public final class Verifier {
  /** What udevadm looks for once a file is read, in its order. */
  private static final List<UdevadmCheck> UDEVADM =
      List.of(new UnusedLabel(), new ConflictingTerms(), new DuplicateTerm());

  /** What it does not look for. */
  private static final List<RulesCheck> BEYOND =
      List.of(
          new ImpossibleValue(),
          new Contradiction(),
          new RedundantTerm(),
          new AlwaysHolds(),
          new Unreachable(),
          new ExcludedEarlier(),
          new RegexInGlob(),
          new OpenBracket(),
          new SubstitutionInMatch(),
          new GlobNotTaken(),
          new AssignsInstead(),
          new NoSingleParent(),
          new AttributeOfParent(),
          new WrongNamespace(),
          new NegatedParent(),
          new MatchBeforeChange(),
          new ProgramLeftBehind(),
          new ProgramWaits(),
          new MountInRule(),
          new ShellSyntax(),
          new OverwrittenTerm(),
          new AssignedAfterFinal(),
          new UselessMode(),
          new RefusedValue(),
          new TagTooLate(),
          new NotOnRemove(),
          new NameOfNoInterface());

  private final Map<String, RulesView> labels = new HashMap<>();

  /** Accounts of persons that were named already: udevadm speaks of each once a run. */
  private final Set<String> accounts = new HashSet<>();

  private Verifier() {}

  /**
   * Verifies files that are used together.
   *
   * @param files the files {@linkplain RulesFile#strictly as udevadm reads them}, in udev's order
   */
  public static List<Verification> verify(List<RulesFile> files) {
    Verifier verifier = new Verifier();
    List<RulesView> views = files.stream().map(RulesView::of).toList();
    for (RulesView view : views) {
      view.rules().forEach(rule -> rule.label().ifPresent(l -> verifier.labels.put(l, view)));
    }
    return views.stream().map(verifier::verification).toList();
  }

  private Verification verification(RulesView rules) {
    boolean mask = rules.file().text().isEmpty() && rules.version().atLeast(261);
    List<Diagnostic> findings = new ArrayList<>();
    List<Said> said = mask ? List.of(masked(rules)) : said(rules, findings);
    said.forEach(s -> findings.add(s.finding()));
    BEYOND.forEach(check -> check.run(rules, findings::add));
    return new Verification(
        rules.file().name(),
        mask,
        Suppressions.apply(List.of(rules.source().file()), findings),
        said);
  }

  private static Said masked(RulesView rules) {
    Diagnostic finding =
        Diagnostic.at(
                Code.RULES_FILE_MASKED,
                rules.source().file(),
                Span.at(0),
                "this file is empty, and so a mask")
            .note("it hides files of its name in directories of lower priority");
    return new Said(OptionalInt.empty(), finding, false);
  }

  /** What udevadm says; {@code more} takes what it keeps to itself. */
  private List<Said> said(RulesView rules, List<Diagnostic> more) {
    List<Said> said = new ArrayList<>();
    List<Finding> findings = rules.file().findings();
    List<Diagnostic> diagnostics = RulesFindings.of(rules.file(), rules.source());
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      boolean person = finding.kind() == Finding.Kind.PERSONAL_ACCOUNT;
      if (person && !accounts.add(finding.text())) {
        more.add(diagnostics.get(i));
        continue;
      }
      boolean whole = finding.kind() == Finding.Kind.FILE_DISCARDED;
      said.add(
          new Said(
              whole ? OptionalInt.empty() : OptionalInt.of(finding.line()),
              elsewhere(rules, finding, diagnostics.get(i)),
              !person));
    }
    for (int i = 0; i < rules.rules().size(); i++) {
      RuleLine rule = rules.rules().get(i);
      for (UdevadmCheck check : UDEVADM) {
        OptionalInt line = OptionalInt.of(rule.number(rules.version()));
        check.check(rules, i).ifPresent(d -> said.add(new Said(line, d, true)));
      }
    }
    return said;
  }

  /** Says of a GOTO that leads nowhere where its label stands instead. */
  private Diagnostic elsewhere(RulesView rules, Finding finding, Diagnostic diagnostic) {
    if (diagnostic.code() != Code.RULE_UNBOUND_GOTO || !diagnostic.related().isEmpty()) {
      return diagnostic;
    }
    Optional<String> label = finding.quoted();
    RulesView other = label.map(labels::get).orElse(null);
    if (other == null || other == rules) {
      return diagnostic;
    }
    Diagnostic related = diagnostic;
    for (RuleLine rule : other.rules()) {
      if (rule.label().equals(label)) {
        related = other.related(related, rule, "a label of that name stands in another file");
        break;
      }
    }
    return related.note("udev never jumps into another file");
  }
}
