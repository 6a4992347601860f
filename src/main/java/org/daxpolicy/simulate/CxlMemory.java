package org.daxpolicy.simulate;

import java.util.Optional;
import org.daxpolicy.dax.kernel.Firmware.Ordinary;
import org.daxpolicy.udev.Sysfs;

/** What sysfs shows of CXL memory that firmware gave away before the kernel could. */
final class CxlMemory {
  private static final String BUS = "/bus/cxl/devices";

  private final SysfsFiles sysfs;
  private final Sysfs tree;
  private final Layout layout;

  CxlMemory(Sysfs tree, Layout layout) {
    this.sysfs = new SysfsFiles(tree);
    this.tree = tree;
    this.layout = layout;
  }

  /** The root decoder whose window holds ordinary memory; empty if there is none. */
  Optional<String> owned() {
    for (String name : tree.list(BUS)) {
      if (name.matches("decoder0\\.\\d+")) {
        Optional<String> path =
            tree.entry(BUS + "/" + name)
                .filter(Sysfs.Entry.Link.class::isInstance)
                .map(e -> ((Sysfs.Entry.Link) e).target().replaceFirst("^(?:\\.\\./)+", "/"));
        Optional<Long> start = path.flatMap(p -> sysfs.number(p + "/start"));
        Optional<Long> size = path.flatMap(p -> sysfs.number(p + "/size"));
        if (start.isPresent() && size.isPresent() && holds(start.get(), size.get())) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }

  private boolean holds(long start, long size) {
    return layout.firmware().ordinary().stream()
        .filter(o -> o.start() > 0)
        .anyMatch((Ordinary o) -> o.start() < start + size && start < o.end());
  }
}
