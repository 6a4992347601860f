package org.daxpolicy.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the files of a host that lie below its root directory. */
final class HostDirectory {
  /** No file of a host that is read is larger than this many bytes. */
  static final int LARGEST = 8 << 20;

  private final RootDirectory root;
  private final HostFiles files;

  private HostDirectory(RootDirectory root, HostFiles files) {
    this.root = root;
    this.files = files;
  }

  static HostFiles read(RootDirectory root) {
    HostFiles files = new HostFiles();
    new HostDirectory(root, files).read();
    return files;
  }

  private void read() {
    // where /lib is a link to /usr/lib, what lies there is read once
    boolean merged = root.link("lib").isPresent();
    HostFiles.TOLD.forEach(this::told);
    List.of(Answers.GIVEN, Answers.UNREAD).forEach(this::told);
    files.release().filter(DevicePath::isBelow).map(HostFiles::ofKernel).stream()
        .flatMap(List::stream)
        .forEach(this::told);
    Set<String> wanted = new TreeSet<>();
    for (String kept : HostFiles.KEPT) {
      if (!(merged && kept.startsWith("lib/"))) {
        kept(kept, wanted);
      }
    }
    units(merged, wanted);
    Unreadable.parse(root.content(Answers.UNREADABLE, LARGEST).orElse("")).stream()
        .filter(path -> Unreadable.inSysfs(path).isEmpty())
        .forEach(files::unreadable);
  }

  private void told(String path) {
    root.content(path, LARGEST).ifPresent(text -> files.file(path, Optional.of(text)));
  }

  private void kept(String pattern, Set<String> wanted) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      take(pattern, DevicePath.name(pattern), wanted);
      return;
    }
    String directory = DevicePath.parent(pattern);
    String ending = pattern.substring(star + 1);
    for (String name : root.list(directory)) {
      if (name.endsWith(ending) && !name.startsWith(".")) {
        take(directory + "/" + name, ending, wanted);
      }
    }
  }

  /** A link is followed only to a file of the same kind: a rules file, say, but no password. */
  private void take(String path, String ending, Set<String> wanted) {
    Optional<String> target = root.link(path);
    Optional<String> text = Optional.empty();
    if (target.isPresent()) {
      boolean same = root.resolve(path).filter(p -> p.toString().endsWith(ending)).isPresent();
      text = same ? followed(path) : Optional.empty();
      files.link(path, target.get(), text);
    } else if (root.isFile(path)) {
      text = root.content(path, LARGEST);
      files.file(path, text);
    }
    if (path.endsWith(".rules")) {
      text.map(UnitChoice::wanted).ifPresent(wanted::addAll);
    }
  }

  /** What a link leads to: on disk, or put aside by a capture. */
  private Optional<String> followed(String path) {
    return root.content(path, LARGEST).or(() -> root.content(Answers.FOLLOWED + path, LARGEST));
  }

  private void units(boolean merged, Set<String> wanted) {
    List<String> directories = new ArrayList<>(HostFiles.UNITS);
    directories.removeIf(d -> merged && d.startsWith("lib/"));
    Set<String> taken = new TreeSet<>(wanted);
    for (String directory : directories) {
      for (String name : root.list(directory)) {
        String path = directory + "/" + name;
        if (UnitChoice.isName(name)
            && UnitChoice.takes(name, root.content(path, LARGEST).orElse(""))) {
          taken.add(name);
        }
      }
    }
    for (String directory : directories) {
      for (String name : root.list(directory)) {
        unit(directory + "/" + name, name, taken);
      }
    }
  }

  private void unit(String path, String name, Set<String> taken) {
    if (taken.contains(name)) {
      take(path, name.substring(name.lastIndexOf('.')), new TreeSet<>());
      return;
    }
    boolean dropIns = name.endsWith(".d") && taken.contains(name.substring(0, name.length() - 2));
    boolean pulls = name.endsWith(".wants") || name.endsWith(".requires");
    if ((dropIns || pulls) && root.isDirectory(path)) {
      for (String below : root.list(path)) {
        boolean wanted =
            dropIns ? below.endsWith(".conf") : taken.contains(UnitChoice.template(below));
        if (wanted) {
          take(path + "/" + below, ".conf", new TreeSet<>());
        }
      }
    }
  }
}
