package org.daxpolicy.udev;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What rules can learn of files: below /sys from the tree, elsewhere from what the host tells. */
final class HostFiles {
  private static final int DIRECTORY_MODE = 0755;
  private static final int LINK_MODE = 0777;

  /** Directories no Linux system is without. */
  private static final Set<String> EVERYWHERE =
      Set.of("/", "/dev", "/etc", "/proc", "/run", "/usr");

  /** What distributions promise never to have. */
  private static final String NOWHERE = "/nonexistent";

  /** What stands at a path. */
  sealed interface Found {
    /** Something with these permission bits. */
    record There(int mode) implements Found {}

    /** Nothing. */
    record Nothing() implements Found {}

    /** Not told. */
    record Untold() implements Found {}
  }

  private final Event event;
  private final Devices devices;
  private final boolean wholeHost;

  HostFiles(Event event, Devices devices, boolean wholeHost) {
    this.event = event;
    this.devices = devices;
    this.wholeHost = wholeHost;
  }

  /** What stands at a path, links followed; udev works in the root directory. */
  Found find(String named) {
    Optional<String> inside = belowSys(named);
    if (inside.isPresent()) {
      return devices
          .find(inside.get())
          .<Found>map(e -> new Found.There(mode(e)))
          .orElseGet(Found.Nothing::new);
    }
    String path = plain(named);
    Map<String, String> files = event.host().files();
    if (files.containsKey(path)) {
      return new Found.There(0644);
    }
    String prefix = path.endsWith("/") ? path : path + "/";
    if (EVERYWHERE.contains(path) || files.keySet().stream().anyMatch(f -> f.startsWith(prefix))) {
      return new Found.There(DIRECTORY_MODE);
    }
    boolean nowhere = path.equals(NOWHERE) || path.startsWith(NOWHERE + "/");
    return wholeHost || nowhere ? new Found.Nothing() : new Found.Untold();
  }

  /** Whether something is known to stand at a path, or on the way to it, that is not a file. */
  boolean isUnreadable(String path) {
    boolean below = false;
    for (String at = SysfsPaths.parent(path); !at.isEmpty(); at = SysfsPaths.parent(at)) {
      below |= event.host().files().containsKey(at);
    }
    return below || isDirectory(find(path));
  }

  /** Whether what was found is a directory. */
  boolean isDirectory(Found found) {
    return found instanceof Found.There there && there.mode() == DIRECTORY_MODE;
  }

  /** The content of a file, if it is one that can be read. */
  Optional<String> read(String path) {
    Optional<String> inside = belowSys(path);
    if (inside.isEmpty()) {
      return Optional.ofNullable(event.host().files().get(plain(path)));
    }
    return devices.find(inside.get()).orElse(null) instanceof Sysfs.Entry.File file
        ? file.content()
        : Optional.empty();
  }

  /** The first name in the directory for which {@code rest} exists below it, as a whole path. */
  Optional<String> firstBelow(String directory, String rest) {
    Optional<String> inside =
        belowSys(directory).flatMap(p -> SysfsPaths.resolve(event.sysfs(), p, true));
    return inside.stream()
        .flatMap(p -> event.sysfs().list(p).stream())
        .filter(name -> !name.startsWith("."))
        // udev's buffer for an entry and the rest is as long as the directory's own path
        .filter(name -> name.length() + rest.length() <= directory.length())
        .map(name -> directory + "/" + name + rest)
        .filter(path -> find(path) instanceof Found.There)
        .findFirst();
  }

  /** Whether a path below /sys exists but is no directory. */
  boolean isNoDirectory(String path) {
    return belowSys(path)
        .flatMap(p -> devices.find(p))
        .filter(e -> !(e instanceof Sysfs.Entry.Directory))
        .isPresent();
  }

  /** A path from the root directory, where udev works, without steps upwards. */
  private static String plain(String path) {
    String whole = path.startsWith("/") ? path : "/" + path;
    return whole.contains("/..") ? Path.of(whole).normalize().toString() : whole;
  }

  static Optional<String> belowSys(String path) {
    if (path.equals("/sys")) {
      return Optional.of("");
    }
    return path.startsWith("/sys/")
        ? Optional.of(path.substring("/sys".length()))
        : Optional.empty();
  }

  private static int mode(Sysfs.Entry entry) {
    if (entry instanceof Sysfs.Entry.File file) {
      return file.mode();
    }
    return entry instanceof Sysfs.Entry.Directory ? DIRECTORY_MODE : LINK_MODE;
  }
}
