package org.daxpolicy.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.udev.Sysfs;

/**
 * Plain questions to a sysfs tree: values, where links lead, what is a device.
 *
 * @param sysfs the tree
 */
public record Tree(Sysfs sysfs) {
  /** A file's value, cut at a NUL and without white space at its end; empty if there is none. */
  public Optional<String> value(String path) {
    if (!(sysfs.entry(path).orElse(null) instanceof Sysfs.Entry.File file)) {
      return Optional.empty();
    }
    return file.content().map(Tree::trimmed).filter(v -> !v.isEmpty());
  }

  /** The content of a file; empty of other things and of what cannot be read. */
  Optional<String> content(Sysfs.Entry entry) {
    return entry instanceof Sysfs.Entry.File file ? file.content() : Optional.empty();
  }

  /** The bytes up to a NUL: archives pad what sysfs calls 4096 bytes long. */
  static String upToNul(String bytes) {
    int nul = bytes.indexOf('\0');
    return nul < 0 ? bytes : bytes.substring(0, nul);
  }

  private static String trimmed(String content) {
    String text = upToNul(content);
    int end = text.length();
    while (end > 0 && " \t\n\r".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /** The last component of a link's target. */
  public Optional<String> linkName(String directory, String link) {
    return sysfs.entry(directory + "/" + link).orElse(null) instanceof Sysfs.Entry.Link found
        ? Optional.of(DevicePath.name(withoutSlash(found.target()))).filter(n -> !n.isEmpty())
        : Optional.empty();
  }

  private static String withoutSlash(String target) {
    String text = target;
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return text;
  }

  /** Whether a path is a device: a directory, and below /devices one with a uevent file. */
  boolean isDevice(String path) {
    boolean real = path.equals("/devices") || path.startsWith("/devices/");
    return sysfs.entry(path).orElse(null) instanceof Sysfs.Entry.Directory
        && (!real || sysfs.entry(path + "/uevent").isPresent());
  }

  /** The device of this name on the bus, or else in the class, of this name. */
  public Optional<String> device(String subsystem, String kernel) {
    return List.of("/bus/" + subsystem + "/devices/" + kernel, "/class/" + subsystem + "/" + kernel)
        .stream()
        .flatMap(path -> destination(path).stream())
        .filter(this::isDevice)
        .findFirst();
  }

  /** Where a path leads when the link at its end, if it is one, is followed. */
  Optional<String> destination(String path) {
    Sysfs.Entry entry = sysfs.entry(path).orElse(null);
    if (entry instanceof Sysfs.Entry.Link link) {
      return target(path, link.target());
    }
    return entry == null ? Optional.empty() : Optional.of(path);
  }

  /** The path a link at {@code path} points to; empty if it leaves the tree. */
  static Optional<String> target(String path, String target) {
    if (target.startsWith("/") && !target.startsWith("/sys/")) {
      return Optional.empty();
    }
    String whole =
        target.startsWith("/")
            ? target.substring("/sys".length())
            : DevicePath.parent(path) + "/" + target;
    List<String> names = new ArrayList<>();
    for (String name : whole.split("/", -1)) {
      if (name.equals("..")) {
        if (names.isEmpty()) {
          return Optional.empty();
        }
        names.remove(names.size() - 1);
      } else if (!Set.of("", ".").contains(name)) {
        names.add(name);
      }
    }
    return Optional.of("/" + String.join("/", names));
  }
}
