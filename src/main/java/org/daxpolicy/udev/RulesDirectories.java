package org.daxpolicy.udev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;

/**
 * Picks the rules files udev would read from several directories: of files of one name the one in
 * the directory of highest priority counts, and an empty one or a link to {@code /dev/null} hides
 * all below it.
 */
public final class RulesDirectories {
  private static final String NULL = "/dev/null";

  private RulesDirectories() {}

  /**
   * A directory of rules.
   *
   * @param tree the file system it is in; its links are followed there
   * @param path its path there
   * @param shown what messages call it
   */
  public record Directory(FileTree tree, String path, String shown) {
    /** A directory of this machine. */
    public static Directory of(Path path) {
      return new Directory(DiskTree.OWN, path.toAbsolutePath().toString(), path.toString());
    }
  }

  /**
   * A file to read.
   *
   * @param name its name, which orders it
   * @param directory where it was found
   * @param path where it is in the directory's file system, links followed
   */
  public record Picked(String name, Directory directory, String path) {
    /** What messages call it. */
    public String shown() {
      return directory.shown() + "/" + name;
    }

    /** Its content as a byte string. */
    public String read() throws IOException {
      return directory.tree().read(path);
    }
  }

  /**
   * A file that does not count.
   *
   * @param name its name
   * @param directory where it was found
   * @param by where the file of the same name is that hides it
   * @param mask whether that one holds no rules itself
   */
  public record Hidden(String name, Directory directory, Directory by, boolean mask) {}

  /**
   * What several directories hold.
   *
   * @param picked the files that count, in udev's order
   * @param hidden those of lower priority that other files hide
   */
  public record Survey(List<Picked> picked, List<Hidden> hidden) {}

  private enum Sort {
    RULES,
    MASK,
    ABSENT
  }

  /** What became of a name, and where. */
  private record Decided(Directory directory, Sort sort) {}

  /**
   * udev's directories of a file system, highest priority first.
   *
   * @param shown what messages call the file system's root
   */
  public static List<Directory> standard(FileTree root, String shown, UdevVersion version) {
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/etc/udev/rules.d",
                "/run/udev/rules.d",
                "/usr/local/lib/udev/rules.d",
                "/usr/lib/udev/rules.d"));
    if (!version.atLeast(256)) {
      paths.add("/lib/udev/rules.d");
    }
    String prefix = shown.endsWith("/") ? shown.substring(0, shown.length() - 1) : shown;
    return paths.stream().map(path -> new Directory(root, path, prefix + path)).toList();
  }

  /**
   * The files that count, in the order udev works them off. Directories that do not exist are
   * passed over.
   *
   * @param directories highest priority first
   */
  public static List<Picked> pick(List<Directory> directories, UdevVersion version) {
    return survey(directories, version).picked();
  }

  /**
   * The files that count, and those that do not.
   *
   * @param directories highest priority first
   */
  public static Survey survey(List<Directory> directories, UdevVersion version) {
    List<Picked> picked = new ArrayList<>();
    List<Hidden> hidden = new ArrayList<>();
    Map<String, Decided> decided = new HashMap<>();
    for (Directory directory : directories) {
      FileTree tree = directory.tree();
      Optional<String> real = tree.resolve(directory.path());
      for (String name : real.map(tree::names).orElse(List.of())) {
        if (!isCandidate(name)) {
          continue;
        }
        Optional<String> path = tree.resolve(real.orElseThrow() + "/" + name);
        Sort sort = sort(tree, path, version);
        Decided by = decided.get(name);
        if (by != null && sort == Sort.RULES) {
          hidden.add(new Hidden(name, directory, by.directory(), by.sort() == Sort.MASK));
        } else if (by == null && sort != Sort.ABSENT) {
          decided.put(name, new Decided(directory, sort));
          if (sort == Sort.RULES) {
            picked.add(new Picked(name, directory, path.orElseThrow()));
          }
        }
      }
    }
    picked.sort(Comparator.comparing(p -> ByteText.of(p.name())));
    return new Survey(List.copyOf(picked), List.copyOf(hidden));
  }

  /** Picks and reads; a file that cannot be read is left out and reported. */
  public static Result<RuleSet> read(List<Directory> directories, UdevVersion version) {
    List<RulesFile> files = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Picked file : pick(directories, version)) {
      try {
        files.add(RulesFile.parse(file.name(), file.read(), version));
      } catch (IOException e) {
        diagnostics.add(
            Diagnostic.of(Code.UNREADABLE_FILE, "cannot read `" + file.shown() + "`")
                .help("check that the file exists and that you may read it"));
      }
    }
    return Result.of(RuleSet.of(files), diagnostics);
  }

  private static boolean isCandidate(String name) {
    return name.endsWith(".rules") && !name.startsWith(".");
  }

  /**
   * @param path where the entry leads; empty if in a circle
   */
  private static Sort sort(FileTree tree, Optional<String> path, UdevVersion version) {
    FileTree.Node node = path.flatMap(tree::node).orElse(null);
    if (path.isPresent() && isNull(path.get(), node)) {
      return Sort.MASK;
    }
    if (node instanceof FileTree.Node.File file) {
      return file.size() == 0 ? Sort.MASK : Sort.RULES;
    }
    // from 258 on what cannot be rules leaves the place to a file of lower priority
    return version.atLeast(258) ? Sort.ABSENT : Sort.MASK;
  }

  /** A root of its own need not have a {@code /dev/null}, nor need it be named as the root. */
  private static boolean isNull(
      String path, FileTree.@org.jspecify.annotations.Nullable Node node) {
    return path.equals(NULL) || (path.endsWith(NULL) && node == null);
  }
}
