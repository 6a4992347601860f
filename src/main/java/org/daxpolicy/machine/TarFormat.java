package org.daxpolicy.machine;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.MemorySysfs;
import org.daxpolicy.udev.Sysfs;

/**
 * A tar archive of a sysfs tree. Streamed: no file is written, and what is larger than an attribute
 * can be is passed over.
 */
final class TarFormat implements SnapshotFormat {
  private static final int LARGEST = 64 << 10;
  private static final int LARGEST_CONFIGURATION = 1 << 20;
  private static final long LIMIT = 4L << 30;
  private static final long MOST_KEPT = 256L << 20;
  private static final int COST_OF_ENTRY = 200;
  private static final Set<String> TOPS = Set.of("bus", "class", "devices", "module");

  @Override
  public boolean holds(Snapshot snapshot) {
    return TarStream.isHeader(snapshot.head());
  }

  @Override
  public void read(Snapshot snapshot, Assembly assembly, Findings findings) throws IOException {
    snapshot.limit(LIMIT);
    Members members = new Members();
    try {
      TarStream tar = new TarStream(snapshot);
      for (Optional<TarEntry> e = tar.next(); e.isPresent(); e = tar.next()) {
        members.take(e.get(), tar);
      }
    } catch (TarStream.Broken e) {
      findings.add(broken(snapshot.name(), e.what()));
      return;
    }
    if (members.sysfs.list("/devices").isEmpty()) {
      findings.add(
          Diagnostic.of(
                  Code.SNAPSHOT_FORMAT,
                  "`" + snapshot.name() + "` is an archive without `devices` or `sys/devices`")
              .help("pack a sysfs tree: `tar cf machine.tar -C / sys/devices sys/bus`"));
      return;
    }
    members.move(assembly);
  }

  /** The finding that an archive cannot be read. */
  static Diagnostic broken(String name, String why) {
    return Diagnostic.of(Code.SNAPSHOT_ARCHIVE, "cannot read the archive `" + name + "`: " + why)
        .help("pack or copy it again");
  }

  /** What is kept of an archive until all of it is known. */
  private static final class Members {
    final MemorySysfs sysfs = new MemorySysfs();
    private final HostFiles host = new HostFiles();
    private long kept;

    void take(TarEntry entry, TarStream tar) throws IOException {
      String path = normal(entry.path());
      if (HostFiles.isOne(path) && entry.isFile() && entry.size() <= LARGEST_CONFIGURATION) {
        host.put(path, Tree.upToNul(tar.content(LARGEST_CONFIGURATION)));
        return;
      }
      Optional<String> place = place(path);
      if (place.isEmpty() || !isWanted(place.get())) {
        return;
      }
      if (entry.isLink()) {
        sysfs.link(place.get(), entry.target());
      } else if (entry.isFile() && !entry.isDirectory() && entry.size() <= LARGEST) {
        file(place.get(), entry, tar);
      }
      kept += COST_OF_ENTRY + path.length();
      if (kept > MOST_KEPT) {
        throw new Snapshot.TooLarge(MOST_KEPT);
      }
    }

    private void file(String path, TarEntry entry, TarStream tar) throws IOException {
      if ((entry.mode() & 0444) == 0) {
        sysfs.unreadable(path, entry.mode());
      } else {
        String content = Tree.upToNul(tar.content(LARGEST));
        kept += content.length();
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

    void move(Assembly assembly) {
      Map<String, String> subsystems = new TreeMap<>();
      subsystems("/devices", subsystems);
      Relevance relevance = new Relevance(subsystems);
      copy("", relevance, assembly.sysfs());
      new TreeLinks(assembly).complete();
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
     * The place in sysfs: behind {@code sys}, or from {@code devices} and its siblings on; one or
     * two directories may stand in front.
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
}
