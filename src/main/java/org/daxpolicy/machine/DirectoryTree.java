package org.daxpolicy.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.daxpolicy.udev.ByteText;

/**
 * Reads a sysfs tree, a copied one or the running system's, and files beside it. No link in sysfs
 * is followed; what cannot be read is kept as a file that cannot be read; of all the files only
 * those are opened that {@link Relevance} keeps, as reading some of sysfs has effects on devices.
 */
final class DirectoryTree {
  private static final int LARGEST = 64 << 10;
  private static final int LARGEST_LISTING = 64 << 20;
  private static final List<String> TOPS =
      List.of(
          "/devices",
          "/bus",
          "/module",
          "/firmware/memmap",
          "/kernel/mm/mempolicy",
          "/kernel/mm/numa");

  /** A file or link on disk. */
  private record Leaf(String path, Path file, BasicFileAttributes attributes) {}

  private final Path sys;
  private final Optional<Path> root;
  private final Assembly assembly;
  private final Map<String, String> subsystems = new TreeMap<>();
  private final List<Leaf> leaves = new ArrayList<>();

  private DirectoryTree(Path sys, Optional<Path> root, Assembly assembly) {
    this.sys = sys;
    this.root = root;
    this.assembly = assembly;
  }

  /** Reads a directory that has {@code devices} or {@code sys/devices}; false if it has neither. */
  static boolean read(Path directory, Assembly assembly, Findings findings) throws IOException {
    if (Files.isDirectory(directory.resolve("devices"))) {
      Path whole = directory.toAbsolutePath().normalize();
      boolean named = whole.getFileName() != null && whole.getFileName().toString().equals("sys");
      Optional<Path> root = named ? Optional.ofNullable(whole.getParent()) : Optional.empty();
      new DirectoryTree(directory, root, assembly).read(findings);
      return true;
    }
    if (Files.isDirectory(directory.resolve("sys").resolve("devices"))) {
      new DirectoryTree(directory.resolve("sys"), Optional.of(directory), assembly).read(findings);
      return true;
    }
    return false;
  }

  private void read(Findings findings) throws IOException {
    for (String top : TOPS) {
      walk(top);
    }
    Relevance relevance = new Relevance(subsystems);
    for (Leaf leaf : leaves) {
      boolean device = leaf.path().startsWith("/devices/");
      if (device ? relevance.keeps(leaf.path()) : Relevance.isKeptApart(leaf.path())) {
        take(leaf);
      }
    }
    Optional<RootDirectory> files = root.map(RootDirectory::new);
    if (files.isPresent()) {
      captured(files.get(), relevance, findings);
      assembly.host(HostDirectory.read(files.get()).facts());
    }
    new TreeLinks(assembly, name -> files.flatMap(f -> udevData(f, name))).complete();
  }

  private static Optional<String> udevData(RootDirectory files, String name) {
    return files.content(UdevDatabase.DIRECTORY + name, LARGEST);
  }

  /** What a capture put aside, if the directory is an unpacked one. */
  private void captured(RootDirectory files, Relevance relevance, Findings findings)
      throws IOException {
    Optional<String> devices = files.content(Answers.DEVICES, LARGEST_LISTING);
    if (devices.isPresent()) {
      CapturedDevices.read(devices.get(), assembly, findings);
    }
    Unreadable.parse(files.content(Answers.UNREADABLE, HostDirectory.LARGEST).orElse("")).stream()
        .flatMap(path -> Unreadable.inSysfs(path).stream())
        .filter(path -> relevance.keeps(path) && assembly.sysfs().entry(path).isEmpty())
        .forEach(path -> assembly.sysfs().unreadable(path, 0200));
  }

  private void walk(String directory) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(onDisk(directory))) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      // not there, or not for us to see
      return;
    }
    entries.sort(null);
    for (Path entry : entries) {
      String path = directory + "/" + ByteText.of(entry.getFileName().toString());
      if (DevicePath.isBelow(path.substring(1)) && !Relevance.isPassedOver(path)) {
        visit(path, entry);
      }
    }
  }

  private void visit(String path, Path file) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      // gone meanwhile
      return;
    }
    if (attributes.isDirectory()) {
      walk(path);
      return;
    }
    leaves.add(new Leaf(path, file, attributes));
    if (attributes.isSymbolicLink() && path.endsWith("/subsystem")) {
      RootDirectory.target(file)
          .ifPresent(t -> subsystems.put(DevicePath.parent(path), DevicePath.name(t)));
    }
  }

  private void take(Leaf leaf) {
    if (leaf.attributes().isSymbolicLink()) {
      RootDirectory.target(leaf.file())
          .ifPresent(target -> assembly.sysfs().link(leaf.path(), target));
    } else if (leaf.attributes().isRegularFile()) {
      int mode = mode(leaf.file());
      Optional<String> content = (mode & 0444) == 0 ? Optional.empty() : content(leaf.file());
      content.ifPresentOrElse(
          text -> assembly.sysfs().file(leaf.path(), text, mode),
          () -> assembly.sysfs().unreadable(leaf.path(), mode));
    }
  }

  private Path onDisk(String path) {
    return sys.resolve(ByteText.readable(path).substring(1));
  }

  /** A file's content up to a NUL; none if it cannot be read or is larger than an attribute. */
  private static Optional<String> content(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      return bytes.length > LARGEST
          ? Optional.empty()
          : Optional.of(Tree.upToNul(ByteText.of(bytes)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int mode(Path file) {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    try {
      Set<PosixFilePermission> permissions =
          view == null ? Set.of() : view.readAttributes().permissions();
      int mode = 0;
      for (PosixFilePermission permission : permissions) {
        mode |= 0400 >> permission.ordinal();
      }
      return view == null ? 0644 : mode;
    } catch (IOException e) {
      return 0644;
    }
  }
}
