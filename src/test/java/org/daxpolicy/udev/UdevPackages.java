package org.daxpolicy.udev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The releases of udev that {@code .ci/udev-packages} has unpacked. */
final class UdevPackages {
  private static final Path DIRECTORY = Path.of("target/udev-packages");

  private UdevPackages() {}

  /** The releases that are there and known, oldest first. */
  static List<UdevVersion> releases() throws IOException {
    if (!Files.isDirectory(DIRECTORY)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(DIRECTORY)) {
      return entries
          .map(p -> p.getFileName().toString())
          .filter(name -> name.matches("\\d{3}"))
          .map(name -> new UdevVersion(Integer.parseInt(name)))
          .filter(v -> v.compareTo(UdevVersion.OLDEST) >= 0)
          .filter(v -> v.compareTo(UdevVersion.NEWEST) <= 0)
          .sorted()
          .toList();
    }
  }

  static Path root(UdevVersion version) {
    return DIRECTORY.resolve(version.toString()).toAbsolutePath();
  }

  /** The rules of a release and of the packages around it. */
  static Path rules(UdevVersion version) {
    return root(version).resolve("usr/lib/udev/rules.d");
  }

  /** Whether a program rules call is there; a name without a slash is looked up in udev's place. */
  static boolean hasProgram(UdevVersion version, String program) {
    String path = program.startsWith("/") ? program : "/usr/lib/udev/" + program;
    return Files.exists(root(version).resolve(path.substring(1)));
  }

  /** The releases to compare with; skips the test, and says so, where there is none. */
  static List<UdevVersion> releasesOrSkip() throws IOException {
    List<UdevVersion> releases = releases();
    if (releases.isEmpty()) {
      skip("there is no udev in target/udev-packages (.ci/udev-packages unpacks them)");
    }
    if (!Sandbox.isPossible()) {
      skip("this environment allows no mount namespaces of one's own");
    }
    return releases;
  }

  private static void skip(String why) {
    String words = "NOT COMPARED WITH REAL UDEV: " + why;
    System.out.println(words);
    Assumptions.abort(words);
  }
}
