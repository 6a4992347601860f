package org.daxpolicy.machine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.daxpolicy.udev.MemorySysfs;
import org.daxpolicy.udev.Sysfs;

/**
 * The part of a sysfs tree that policies for dax devices can depend on: those devices, whatever is
 * on the buses they come from, all their ancestors, memory blocks, nodes, memory tiers and DMI.
 */
final class Selection {
  private static final Pattern BALLAST =
      Pattern.compile(
          "/(power|statistics|queues|net|block|tty|input|sound|drm|usb\\d+|ata\\d+|host\\d+|msi_irqs"
              + "|hugepages|cpuidle|config|resource\\d+(_wc)?|rom|vpd)(/|$)");

  private static final List<String> BUSES = List.of("dax", "cxl", "nd");
  private static final int DEPTH = 4;

  private final Sysfs whole;
  private final MemorySysfs kept = new MemorySysfs();
  private final Set<String> copied = new TreeSet<>();

  Selection(Sysfs whole) {
    this.whole = whole;
  }

  /** Whether nothing at or below a path matters. */
  static boolean isBallast(String path) {
    return BALLAST.matcher(path).find();
  }

  MemorySysfs copy() {
    for (String bus : BUSES) {
      copyHome("/bus/" + bus + "/devices");
      copyDrivers("/bus/" + bus + "/drivers");
    }
    copyHome("/class/dax");
    for (String home : List.of("/bus/node/devices", "/bus/memory/devices", "/class/dmi")) {
      copyHome(home);
    }
    copyBelow("/devices/system/node");
    copyBelow("/devices/system/memory");
    copyBelow("/devices/virtual/dmi/id");
    copyBelow("/devices/virtual/memory_tiering");
    for (String device : whole.list("/devices/platform")) {
      if (device.startsWith("hmem")) {
        copyDevice("/devices/platform/" + device);
      }
    }
    return kept;
  }

  private void copyHome(String home) {
    for (String name : whole.list(home)) {
      String link = home + "/" + name;
      whole
          .entry(link)
          .filter(Sysfs.Entry.Link.class::isInstance)
          .ifPresent(e -> kept.link(link, ((Sysfs.Entry.Link) e).target()));
      Paths.resolve(whole, link).ifPresent(this::copyWithAncestors);
    }
  }

  private void copyDrivers(String home) {
    for (String driver : whole.list(home)) {
      kept.directory(home + "/" + driver);
    }
  }

  private void copyWithAncestors(String device) {
    for (String path = device; path.startsWith("/devices/"); path = Paths.parent(path)) {
      copyDevice(path);
    }
  }

  /** A directory with its attributes and groups of attributes, without devices below it. */
  private void copyDevice(String path) {
    if (copied.add(path)) {
      copyDirectory(path, DEPTH);
      restoreLinksBack(path);
    }
  }

  private void copyDirectory(String path, int depth) {
    kept.directory(path);
    for (String name : whole.list(path)) {
      String below = path + "/" + name;
      if (isBallast(below)) {
        continue;
      }
      Optional<Sysfs.Entry> entry = whole.entry(below);
      if (entry.isEmpty()) {
        continue;
      }
      if (entry.get() instanceof Sysfs.Entry.Link link) {
        kept.link(below, link.target());
      } else if (entry.get() instanceof Sysfs.Entry.File file) {
        file.content()
            .ifPresentOrElse(
                c -> kept.file(below, c, file.mode()), () -> kept.unreadable(below, file.mode()));
      } else if (depth > 0 && !isOtherDevice(below, name)) {
        copyDirectory(below, depth - 1);
      }
    }
  }

  /** Mappings are devices to the kernel and parts of theirs to everyone else. */
  private boolean isOtherDevice(String path, String name) {
    return !name.startsWith("mapping")
        && !name.startsWith("access")
        && whole.entry(path + "/uevent").isPresent();
  }

  /** A bus lists its devices; an archive without {@code /sys/bus} is given that of what is kept. */
  private void restoreLinksBack(String path) {
    Optional<String> home = Paths.linkName(whole, path + "/subsystem");
    if (home.isPresent()) {
      boolean ofClass = Subsystems.isClass(home.get());
      String link =
          ofClass
              ? "/class/" + home.get() + "/" + Paths.name(path)
              : "/bus/" + home.get() + "/devices/" + Paths.name(path);
      if (kept.entry(link).isEmpty()) {
        kept.link(link, (ofClass ? "../.." : "../../..") + path);
      }
    }
  }

  private void copyBelow(String path) {
    if (whole.entry(path).isEmpty()) {
      return;
    }
    copyWithAncestors(path);
    for (String name : whole.list(path)) {
      if (whole.entry(path + "/" + name + "/uevent").isPresent()) {
        copyDevice(path + "/" + name);
      }
    }
  }
}
