package org.daxpolicy.check;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.language.Condition;
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
    Places places = new Places();
    places.visit(
        policy,
        (rule, c) -> {
          if (c instanceof Condition.Test test && test.attribute().reach() instanceof Reach.Name) {
            String name = test.attribute().name();
            Diagnostic finding =
                Diagnostic.at(
                        Code.UNSTABLE_KEY,
                        rule.file(),
                        Places.span(rule, test, name),
                        "`" + name + "` can differ from boot to boot")
                    .note("the kernel numbers dax regions in the order in which drivers come up")
                    .help("tell devices apart by `origin`, `target_node`, `size` or a uuid");
            if (places.isNew(finding)) {
              found.accept(finding);
            }
          }
        });
  }
}
