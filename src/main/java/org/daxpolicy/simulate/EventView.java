package org.daxpolicy.simulate;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.udev.Sysfs;

/**
 * The tree as rules find it during one event: the snapshot's, with the driver and what depends on
 * the device's memory as they are at that moment.
 */
final class EventView {
  private static final Pattern BLOCK = Pattern.compile("memory(\\d{1,9})");

  private final Boot boot;
  private final ObservedDevice device;
  private final boolean nodeIsOurs;

  EventView(Boot boot, ObservedDevice device) {
    this.boot = boot;
    this.device = device;
    this.nodeIsOurs = device.state().range().node().map(this::ours).orElse(false);
  }

  /** How far the files of a node's {@code accessK} have come. */
  enum Access {
    /** Its memory has never been online. */
    NOT_YET,
    /** They are there. */
    THERE,
    /** The node is gone; they do not come back before the next boot. */
    GONE;

    /** Seen on kernels 6.1 and 6.12: made at the first onlining of a boot, never again. */
    Access after(DaxDeviceState state) {
      if (this == NOT_YET && state.memory().online() > 0) {
        return THERE;
      }
      return this == THERE && state.memory().total() == 0 ? GONE : this;
    }
  }

  /**
   * @param state the device at this moment
   * @param linked the driver that the link names at this moment
   * @param access the node's access attributes
   */
  Sysfs at(DaxDeviceState state, Optional<Driver> linked, Access access) {
    SysfsView view = new SysfsView(boot.sysfs());
    String path = device.devpath();
    view.without(path + "/driver");
    linked.ifPresent(
        d ->
            view.with(
                path + "/driver", new Sysfs.Entry.Link("/sys/bus/dax/drivers/" + d.sysfsName())));
    uevent(view, linked);
    if (state.range().size() == 0 && device.state().range().size() != 0) {
      view.with(path + "/size", new Sysfs.Entry.File(Optional.of("0\n"), 0644));
      view.without(path + "/mapping0");
    }
    if (!linked.equals(Optional.of(Driver.KMEM))) {
      view.without(path + "/state");
    }
    if (nodeIsOurs) {
      node(view, state, linked, access);
    }
    return view;
  }

  private void node(SysfsView view, DaxDeviceState state, Optional<Driver> linked, Access access) {
    String name = "node" + state.range().node().orElseThrow();
    String path = "/devices/system/node/" + name;
    boolean added = state.memory().total() > 0 && linked.equals(Optional.of(Driver.KMEM));
    if (!added) {
      view.without(path).without("/bus/node/devices/" + name);
    } else if (access != Access.THERE) {
      view.without(path + "/access0").without(path + "/access1");
    }
  }

  private void uevent(SysfsView view, Optional<Driver> linked) {
    String path = device.devpath() + "/uevent";
    if (boot.sysfs().entry(path).orElse(null) instanceof Sysfs.Entry.File file) {
      StringBuilder text = new StringBuilder();
      for (String line : file.content().orElse("").split("\n")) {
        if (!line.isEmpty() && !line.startsWith("DRIVER=")) {
          text.append(line).append('\n');
        }
      }
      linked.ifPresent(d -> text.append("DRIVER=").append(d.sysfsName()).append('\n'));
      view.with(path, new Sysfs.Entry.File(Optional.of(text.toString()), file.mode()));
    }
  }

  /** Whether a node exists only through this device's memory. */
  private boolean ours(int number) {
    String path = "/devices/system/node/node" + number;
    SysfsFiles sysfs = new SysfsFiles(boot.sysfs());
    if (sysfs.text(path + "/cpulist").isPresent()) {
      return false;
    }
    for (int i = 0; i < boot.observed().size(); i++) {
      ObservedDevice other = boot.observed().get(i);
      if (!other.devpath().equals(device.devpath())
          && other.state().range().node().equals(Optional.of(number))
          && boot.boots().get(i).state().map(s -> s.memory().total() > 0).orElse(false)) {
        return false;
      }
    }
    Set<String> names = Set.copyOf(boot.sysfs().list(path));
    return names.stream()
        .map(BLOCK::matcher)
        .filter(Matcher::matches)
        .map(m -> Long.valueOf(m.group(1)))
        .allMatch(b -> boot.observed().stream().anyMatch(o -> o.holds(b, blockSize())));
  }

  private long blockSize() {
    return boot.at().settings().blockSize();
  }
}
