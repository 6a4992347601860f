package org.daxpolicy.check;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.language.Mention;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/**
 * A test on the device's name or a number in it. The kernel hands these out in the order in which
 * drivers come up, from a counter that CXL and NVDIMM regions share.
 */
final class UnstableKey implements Check {
  private static final Predicate<Attribute> UNSTABLE =
      a -> a.reach() instanceof Reach.Name || a.name().equals("dax_region.id");

  @Override
  public void run(Subject subject, Consumer<Diagnostic> found) {
    for (Mention m : subject.mentions()) {
      if (m.values().isPresent() && UNSTABLE.test(m.attribute())) {
        found.accept(
            Diagnostic.at(
                    Code.UNSTABLE_KEY,
                    m.place(),
                    "`" + m.attribute().name() + "` can differ from boot to boot")
                .note("the kernel numbers dax regions in the order in which drivers come up")
                .help("tell devices apart by `origin`, `target_node`, `size` or a uuid"));
      }
    }
  }
}
