package org.daxpolicy.machine;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.MemorySysfs;
import org.daxpolicy.udev.Sysfs;

/** What is kept of an archive until all of it is known. */
final class TarMembers {
  private static final int LARGEST = 64 << 10;
  private static final int LARGEST_LISTING = 64 << 20;
  private static final long MOST_KEPT = 256L << 20;
  private static final int COST_OF_ENTRY = 200;
  private static final Set<String> TOPS =
      Set.of("bus", "class", "devices", "firmware", "kernel", "module");

  private final Assembly assembly;
  private final Findings findings;
  private final MemorySysfs sysfs = new MemorySysfs();
  private final HostFiles host = new HostFiles();
  private final Map<String, String> udevData = new HashMap<>();
  private String unreadable = "";
  private long kept;

  TarMembers(Assembly assembly, Findings findings) {
    this.assembly = assembly;
    this.findings = findings;
  }

  void take(TarEntry entry, TarStream tar) throws IOException {
    String path = normal(entry.path());
    if (isBeside(path)) {
      beside(path, entry, tar);
      return;
    }
    Optional<String> place = place(path);
    if (place.isEmpty() || !isWanted(place.get())) {
      return;
    }
    if (entry.isLink()) {
      sysfs.link(place.get(), entry.target());
    } else if (entry.isFile() && !entry.isDirectory()) {
      file(place.get(), entry, tar);
    }
    keep(path.length());
  }

  private void keep(long bytes) throws IOException {
    kept += COST_OF_ENTRY + bytes;
    if (kept > MOST_KEPT) {
      throw new Snapshot.TooLarge(MOST_KEPT);
    }
  }

  /** Files of the host, and what a capture says of itself. */
  private static boolean isBeside(String path) {
    return HostFiles.isOne(path)
        || UdevDatabase.isRecord(path)
        || path.startsWith(Answers.DIRECTORY);
  }

  private void beside(String path, TarEntry entry, TarStream tar) throws IOException {
    if (entry.isLink()) {
      host.link(path, entry.target(), Optional.empty());
      keep(entry.target().length());
    } else if (entry.isFile() && !entry.isDirectory()) {
      int largest = path.equals(Answers.DEVICES) ? LARGEST_LISTING : HostDirectory.LARGEST;
      if (entry.size() <= largest) {
        String text = ByteText.of(tar.content(largest));
        keep(text.length());
        beside(path, text);
      } else {
        host.file(path, Optional.empty());
      }
    }
  }

  private void beside(String path, String text) throws IOException {
    if (path.equals(Answers.DEVICES)) {
      CapturedDevices.read(text, assembly, findings);
    } else if (path.equals(Answers.UNREADABLE)) {
      unreadable = text;
    } else if (path.startsWith(Answers.FOLLOWED)) {
      host.followed(path.substring(Answers.FOLLOWED.length()), text);
    } else if (UdevDatabase.isRecord(path)) {
      udevData.put(DevicePath.name(path), text);
    } else {
      host.file(path, Optional.of(text));
    }
  }

  private void file(String path, TarEntry entry, TarStream tar) throws IOException {
    if ((entry.mode() & 0444) == 0 || entry.size() > LARGEST) {
      sysfs.unreadable(path, entry.mode());
    } else {
      String content = Tree.upToNul(ByteText.of(tar.content(LARGEST)));
      keep(content.length());
      sysfs.file(path, content, entry.mode());
    }
  }

  private static boolean isWanted(String path) {
    if (!path.startsWith("/devices/")) {
      return Relevance.isKeptApart(path);
    }
    return !path.contains("/power/") && !Relevance.isPassedOver(firstThree(path));
  }

  private static String firstThree(String path) {
    String[] names = path.split("/", -1);
    return names.length < 4 ? path : "/" + names[1] + "/" + names[2] + "/" + names[3];
  }

  /** Whether the archive has a tree of devices. */
  boolean hasDevices() {
    return !sysfs.list("/devices").isEmpty();
  }

  /** Moves what says something about memory into the machine. */
  void move() {
    Unreadable.parse(unreadable)
        .forEach(
            (path) -> {
              Optional<String> place = Unreadable.inSysfs(path);
              if (place.isEmpty()) {
                host.unreadable(path);
              } else if (sysfs.entry(place.get()).isEmpty()) {
                sysfs.unreadable(place.get(), 0200);
              }
            });
    Map<String, String> subsystems = new TreeMap<>();
    subsystems("/devices", subsystems);
    copy("", new Relevance(subsystems), assembly.sysfs());
    new TreeLinks(assembly, name -> Optional.ofNullable(udevData.get(name))).complete();
    assembly.host(host.facts());
  }

  private void subsystems(String directory, Map<String, String> found) {
    new Tree(sysfs).linkName(directory, "subsystem").ifPresent(s -> found.put(directory, s));
    for (String name : sysfs.list(directory)) {
      subsystems(directory + "/" + name, found);
    }
  }

  private void copy(String directory, Relevance relevance, MemorySysfs to) {
    for (String name : sysfs.list(directory)) {
      String path = directory + "/" + name;
      Sysfs.Entry entry = sysfs.entry(path).orElse(new Sysfs.Entry.Directory());
      boolean keep = !path.startsWith("/devices/") || relevance.keeps(path);
      if (keep && entry instanceof Sysfs.Entry.Link link) {
        to.link(path, link.target());
      } else if (keep && entry instanceof Sysfs.Entry.File file) {
        file.content()
            .ifPresentOrElse(
                text -> to.file(path, text, file.mode()), () -> to.unreadable(path, file.mode()));
      }
      copy(path, relevance, to);
    }
  }

  private static String normal(String path) {
    String text = path;
    while (text.startsWith("./") || text.startsWith("/")) {
      text = text.substring(text.startsWith("/") ? 1 : 2);
    }
    return text;
  }

  /**
   * The place in sysfs: behind {@code sys}, or from {@code devices} and its siblings on; one or two
   * directories may stand in front.
   */
  private static Optional<String> place(String path) {
    String[] names = path.split("/", -1);
    for (int i = 0; i < 3 && i + 1 < names.length; i++) {
      if (names[i].equals("sys") && TOPS.contains(names[i + 1])) {
        return from(names, i + 1);
      }
    }
    for (int i = 0; i < 2 && i < names.length; i++) {
      if (TOPS.contains(names[i])) {
        return from(names, i);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> from(String[] names, int first) {
    StringBuilder path = new StringBuilder();
    for (int i = first; i < names.length; i++) {
      path.append('/').append(names[i]);
    }
    return DevicePath.normal(path.toString());
  }
}
