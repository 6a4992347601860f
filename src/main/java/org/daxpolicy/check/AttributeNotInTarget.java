package org.daxpolicy.check;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.daxpolicy.dax.Version;
import org.daxpolicy.language.Mention;
import org.daxpolicy.language.Target;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Place;

/** An attribute that came after every kernel of the target. */
final class AttributeNotInTarget implements Check {
  @Override
  public void run(Subject subject, Consumer<Diagnostic> found) {
    Target.Range kernels = subject.policy().target().kernel();
    Set<Place> told = new HashSet<>();
    for (Mention m : subject.mentions()) {
      Optional<Version> since = m.attribute().availability().since();
      if (since.isPresent()
          && kernels.high().isPresent()
          && before(kernels, since.get())
          && told.add(m.place())) {
        Diagnostic finding =
            Diagnostic.at(
                    Code.ATTRIBUTE_NOT_IN_TARGET,
                    m.place(),
                    "no kernel of the target has `" + m.attribute().name() + "`")
                .note(
                    "it came with " + since.get() + ", the target ends at " + kernels.high().get())
                .help("raise the target's kernels, or do without it");
        found.accept(subject.policy().target().pointAt(Target.Part.KERNEL, finding));
      }
    }
  }

  private static boolean before(Target.Range kernels, Version since) {
    return kernels.low().compareTo(since) < 0 && !kernels.contains(since);
  }
}
