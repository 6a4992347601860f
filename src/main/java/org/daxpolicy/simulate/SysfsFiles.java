package org.daxpolicy.simulate;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.udev.Sysfs;

/** Reads a sysfs tree as people do. */
final class SysfsFiles {
  private final Sysfs sysfs;

  SysfsFiles(Sysfs sysfs) {
    this.sysfs = sysfs;
  }

  /** The content of a file without surrounding white space; empty if there is none. */
  Optional<String> text(String path) {
    return sysfs
        .entry(path)
        .filter(Sysfs.Entry.File.class::isInstance)
        .flatMap(e -> ((Sysfs.Entry.File) e).content())
        .map(String::strip)
        .filter(t -> !t.isEmpty());
  }

  /** The content of a file as a number: {@code 0x…} or decimal. */
  Optional<Long> number(String path) {
    return text(path)
        .filter(t -> t.matches("0x[0-9a-fA-F]{1,16}|\\d{1,18}"))
        .map(
            t -> t.startsWith("0x") ? Long.parseUnsignedLong(t.substring(2), 16) : Long.valueOf(t));
  }

  /** The last part of a link's target. */
  Optional<String> link(String path) {
    return sysfs
        .entry(path)
        .filter(Sysfs.Entry.Link.class::isInstance)
        .map(e -> ((Sysfs.Entry.Link) e).target())
        .map(t -> t.substring(t.lastIndexOf('/') + 1));
  }

  /** Whether anything stands at a path. */
  boolean exists(String path) {
    return sysfs.entry(path).isPresent();
  }

  /** The names in a directory. */
  List<String> names(String path) {
    return sysfs.list(path);
  }

  /** Where a device comes from, told by the nearest ancestor that tells. */
  Optional<Origin> origin(String devpath) {
    for (String p = parent(devpath); !p.isEmpty(); p = parent(p)) {
      Optional<String> subsystem = link(p + "/subsystem");
      if (subsystem.equals(Optional.of("nd"))) {
        return Optional.of(Origin.PMEM);
      }
      if (subsystem.equals(Optional.of("cxl"))
          && text(p + "/devtype").equals(Optional.of("cxl_dax_region"))) {
        return Optional.of(Origin.CXL);
      }
      if (subsystem.equals(Optional.of("platform"))
          && link(p + "/driver").equals(Optional.of("hmem"))) {
        return Optional.of(Origin.HMEM);
      }
    }
    return Optional.empty();
  }

  /** The uuid of the NVDIMM namespace a device is made of. */
  Optional<String> nvdimmUuid(String devpath) {
    for (String p = parent(devpath); !p.isEmpty(); p = parent(p)) {
      if (text(p + "/devtype").equals(Optional.of("nd_dax"))) {
        return text(p + "/uuid");
      }
    }
    return Optional.empty();
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
