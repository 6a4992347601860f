package org.daxpolicy.udev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;

/**
 * Picks the rules files udev would read from several directories: of files of one name the one in
 * the directory of highest priority counts, and an empty one or a link to {@code /dev/null} hides
 * all below it.
 */
public final class RulesDirectories {
  private static final Path NULL = Path.of("/dev/null");

  private RulesDirectories() {}

  /**
   * A file to read.
   *
   * @param name its name, which orders it
   * @param path where it is
   */
  public record Picked(String name, Path path) {}

  /**
   * A file that does not count.
   *
   * @param path where it is
   * @param by the file of the same name that hides it
   * @param mask whether that one holds no rules itself
   */
  public record Hidden(Path path, Path by, boolean mask) {}

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

  /** udev's directories below {@code root}, highest priority first. */
  public static List<Path> standard(Path root, UdevVersion version) {
    List<Path> directories =
        new ArrayList<>(
            List.of(
                root.resolve("etc/udev/rules.d"),
                root.resolve("run/udev/rules.d"),
                root.resolve("usr/local/lib/udev/rules.d"),
                root.resolve("usr/lib/udev/rules.d")));
    if (!version.atLeast(256)) {
      directories.add(root.resolve("lib/udev/rules.d"));
    }
    return directories;
  }

  /**
   * The files that count, in the order udev works them off. Directories that do not exist are
   * passed over.
   *
   * @param directories highest priority first
   */
  public static List<Picked> pick(List<Path> directories, UdevVersion version) {
    return survey(directories, version).picked();
  }

  /**
   * The files that count, and those that do not.
   *
   * @param directories highest priority first
   */
  public static Survey survey(List<Path> directories, UdevVersion version) {
    List<Picked> picked = new ArrayList<>();
    List<Hidden> hidden = new ArrayList<>();
    Map<String, Path> decided = new HashMap<>();
    for (Path directory : directories) {
      for (Path path : entries(directory)) {
        String name = path.getFileName().toString();
        Sort sort = sort(path, version);
        Path by = decided.get(name);
        if (by != null && sort == Sort.RULES) {
          hidden.add(new Hidden(path, by, picked.stream().noneMatch(p -> p.path().equals(by))));
        } else if (by == null && sort != Sort.ABSENT) {
          decided.put(name, path);
          if (sort == Sort.RULES) {
            picked.add(new Picked(name, path));
          }
        }
      }
    }
    picked.sort(Comparator.comparing(p -> ByteText.of(p.name())));
    return new Survey(List.copyOf(picked), List.copyOf(hidden));
  }

  /** Picks and reads; a file that cannot be read is left out and reported. */
  public static Result<RuleSet> read(List<Path> directories, UdevVersion version) {
    List<RulesFile> files = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Picked file : pick(directories, version)) {
      try {
        String text = ByteText.of(Files.readAllBytes(file.path()));
        files.add(RulesFile.parse(file.name(), text, version));
      } catch (IOException e) {
        diagnostics.add(
            Diagnostic.of(Code.UNREADABLE_FILE, "cannot read `" + file.path() + "`")
                .help("check that the file exists and that you may read it"));
      }
    }
    return Result.of(RuleSet.of(files), diagnostics);
  }

  private static List<Path> entries(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(RulesDirectories::isCandidate).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean isCandidate(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".rules") && !name.startsWith(".");
  }

  private static Sort sort(Path path, UdevVersion version) {
    // from 258 on what cannot be rules leaves the place to a file of lower priority
    Sort unusable = version.atLeast(258) ? Sort.ABSENT : Sort.MASK;
    try {
      if (Files.isSymbolicLink(path) && leadsToNull(path)) {
        return Sort.MASK;
      }
      if (!Files.exists(path) || Files.isDirectory(path)) {
        return unusable;
      }
      return Files.size(path) == 0 ? Sort.MASK : Sort.RULES;
    } catch (IOException e) {
      return unusable;
    }
  }

  private static boolean leadsToNull(Path path) throws IOException {
    Path at = path;
    for (int links = 0; links < 40 && Files.isSymbolicLink(at); links++) {
      at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
    }
    return at.equals(NULL) && !Files.isSymbolicLink(at)
        || at.endsWith("dev/null") && !Files.exists(at, LinkOption.NOFOLLOW_LINKS);
  }
}
