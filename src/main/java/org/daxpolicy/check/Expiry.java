package org.daxpolicy.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;

/** Rules whose {@code expires} has passed, or will within 30 days. They apply all the same. */
final class Expiry implements Check {
  private static final int SOON_DAYS = 30;

  @Override
  public void run(Subject subject, Consumer<Diagnostic> found) {
    List<Policy.Rule> all = new ArrayList<>(subject.policy().rules());
    all.add(subject.policy().otherwise());
    for (Policy.Rule rule : all) {
      rule.reasons().expires().ifPresent(day -> report(rule, day, subject.today(), found));
    }
  }

  private static void report(
      Policy.Rule rule, LocalDate day, LocalDate today, Consumer<Diagnostic> found) {
    if (today.isAfter(day)) {
      found.accept(
          Diagnostic.at(
                  Code.EXPIRED_RULE, rule.place(), "rule `" + rule.name() + "` expired on " + day)
              .note("it still applies: a date alone changes nothing")
              .help("remove the rule, or give it a new date"));
    } else if (!today.plusDays(SOON_DAYS).isBefore(day)) {
      found.accept(
          Diagnostic.at(
                  Code.EXPIRED_RULE, rule.place(), "rule `" + rule.name() + "` expires on " + day)
              .as(Severity.NOTE));
    }
  }
}
