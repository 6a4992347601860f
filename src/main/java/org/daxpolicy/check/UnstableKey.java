package org.daxpolicy.check;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.language.Mention;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/**
 * A test on the device's name or a number in it. The kernel hands these out in the order in which
 * drivers come up, from a counter that CXL and NVDIMM regions share.
 */
final class UnstableKey implements Check {
  @Override
  public void run(Policy policy, LocalDate today, Consumer<Diagnostic> found) {
    for (Mention m : Mention.in(policy)) {
      if (m.values().isPresent() && m.attribute().reach() instanceof Reach.Name) {
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
