package org.daxpolicy.check;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Version;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** An attribute that came after every kernel of the target. */
final class AttributeNotInTarget implements Check {
  @Override
  public void run(Policy policy, LocalDate today, Consumer<Diagnostic> found) {
    Places places = new Places();
    Target.Range kernels = policy.target().kernel();
    places.visit(
        policy,
        (rule, c) -> {
          Optional<Attribute> attribute = attribute(c);
          Optional<Version> since = attribute.flatMap(a -> a.availability().since());
          if (since.isEmpty() || kernels.high().isEmpty() || !before(kernels, since.get())) {
            return;
          }
          String name = attribute.get().name();
          Diagnostic finding =
              Diagnostic.at(
                      Code.ATTRIBUTE_NOT_IN_TARGET,
                      rule.file(),
                      Places.span(rule, c, name),
                      "no kernel of the target has `" + name + "`")
                  .note(
                      "it came with "
                          + since.get()
                          + ", the target ends at "
                          + kernels.high().get())
                  .help("raise the target's kernels, or do without it");
          if (places.isNew(finding)) {
            found.accept(finding);
          }
        });
  }

  private static boolean before(Target.Range kernels, Version since) {
    return kernels.low().compareTo(since) < 0 && !kernels.contains(since);
  }

  private static Optional<Attribute> attribute(Condition c) {
    if (c instanceof Condition.Test test) {
      return Optional.of(test.attribute());
    }
    return c instanceof Condition.Present present
        ? Optional.of(present.attribute())
        : Optional.empty();
  }
}
