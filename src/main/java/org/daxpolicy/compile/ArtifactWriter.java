package org.daxpolicy.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;

/**
 * Puts artifacts below a root directory, or says how what is there differs.
 *
 * <p>All new contents are written beside their places first and renamed only when every one of them
 * is on disk, the manifest last; a failure before that changes nothing. Files that are right
 * already are not touched.
 */
public final class ArtifactWriter {
  private ArtifactWriter() {}

  /**
   * Writes what differs and removes what an earlier compilation of the same policy wrote and this
   * one does not, unless it was changed since.
   *
   * @return the paths written or removed, sorted
   */
  public static Result<List<Path>> write(Artifacts artifacts, Path root) {
    Map<Path, Path> ready = new LinkedHashMap<>();
    Path at = root;
    try {
      List<Difference> differences = differences(artifacts, root);
      for (Difference d : differences) {
        if (d.kind() != Difference.Kind.STALE) {
          at = root.resolve(d.path());
          ready.put(at, prepare(artifacts, d.path(), at));
        }
      }
      Set<Path> changed = new TreeSet<>(ready.keySet());
      for (Map.Entry<Path, Path> file : List.copyOf(ready.entrySet())) {
        at = file.getKey();
        Files.move(
            file.getValue(),
            at,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        ready.remove(at);
      }
      for (Difference d : differences) {
        if (d.kind() == Difference.Kind.STALE) {
          at = root.resolve(d.path());
          Files.delete(at);
          changed.add(at);
        }
      }
      return Result.of(List.copyOf(changed), List.of());
    } catch (IOException e) {
      return Result.failed(List.of(failure(at, e)));
    } finally {
      ready.values().forEach(ArtifactWriter::discard);
    }
  }

  /** How the files below {@code root} differ from the artifacts; nothing is written. */
  public static Result<List<Difference>> compare(Artifacts artifacts, Path root) {
    try {
      return Result.of(differences(artifacts, root), List.of());
    } catch (IOException e) {
      return Result.failed(
          List.of(
              Diagnostic.of(Code.UNREADABLE_FILE, "`" + root + "` cannot be compared")
                  .note(reason(e))));
    }
  }

  /** Differences by path, those of the manifest last. */
  private static List<Difference> differences(Artifacts artifacts, Path root) throws IOException {
    List<Difference> found = new ArrayList<>();
    for (Map.Entry<String, Artifacts.Artifact> file : artifacts.files().entrySet()) {
      Path path = root.resolve(file.getKey());
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        found.add(new Difference(file.getKey(), Difference.Kind.MISSING));
      } else if (!same(file.getValue(), path)) {
        found.add(new Difference(file.getKey(), Difference.Kind.DIFFERS));
      }
    }
    stale(artifacts, root).forEach(p -> found.add(new Difference(p, Difference.Kind.STALE)));
    found.sort(
        Comparator.comparing((Difference d) -> d.path().equals(Manifest.PATH))
            .thenComparing(Difference::path));
    return found;
  }

  private static boolean same(Artifacts.Artifact artifact, Path path) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    byte[] wanted = artifact.text().getBytes(StandardCharsets.UTF_8);
    return Files.size(path) == wanted.length
        && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE)
            == artifact.executable()
        && Arrays.equals(Files.readAllBytes(path), wanted);
  }

  /** What the manifest on disk lists beyond the artifacts, as long as it is unchanged. */
  private static List<String> stale(Artifacts artifacts, Path root) throws IOException {
    Optional<Manifest> old = manifest(root);
    Optional<Manifest> now =
        Optional.ofNullable(artifacts.files().get(Manifest.PATH))
            .flatMap(m -> Manifest.read(m.text()));
    List<String> stale = new ArrayList<>();
    if (old.isEmpty() || now.isEmpty() || !old.get().policy().equals(now.get().policy())) {
      return stale;
    }
    for (Map.Entry<String, String> file : old.get().digests().entrySet()) {
      if (!artifacts.files().containsKey(file.getKey()) && ours(file.getKey())) {
        Path path = root.resolve(file.getKey());
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            && Digest.of(Files.readAllBytes(path)).equals(file.getValue())) {
          stale.add(file.getKey());
        }
      }
    }
    return stale;
  }

  /** A manifest is a file anyone may have edited: only names the compiler gives are believed. */
  private static boolean ours(String path) {
    return path.matches("(etc|usr)/[A-Za-z0-9_./@-]*daxpolicy-[a-z0-9-]+@?\\.[a-z]+")
        && !path.contains("..");
  }

  private static Optional<Manifest> manifest(Path root) throws IOException {
    Path path = root.resolve(Manifest.PATH);
    return Files.isRegularFile(path)
        ? Manifest.read(new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Writes an artifact's content to a file beside its place. */
  private static Path prepare(Artifacts artifacts, String name, Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("a directory is in its place");
    }
    Artifacts.Artifact artifact = artifacts.files().get(name);
    if (artifact == null) {
      throw new IllegalStateException("no artifact " + name);
    }
    Path folder = Optional.ofNullable(path.getParent()).orElse(path.toAbsolutePath().getRoot());
    Files.createDirectories(folder);
    Path beside = Files.createTempFile(folder, ".daxpolicy-", ".new");
    try {
      Files.write(beside, artifact.text().getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(
          beside,
          PosixFilePermissions.fromString(artifact.executable() ? "rwxr-xr-x" : "rw-r--r--"));
      return beside;
    } catch (IOException e) {
      discard(beside);
      throw e;
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // it is an extra file with a name of its own; the failure that led here is what matters
      return;
    }
  }

  private static Diagnostic failure(Path path, IOException e) {
    return Diagnostic.of(Code.CANNOT_WRITE, "`" + path + "` cannot be written")
        .note(reason(e))
        .help("nothing of the output is half-written; make the place writable and compile again");
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "a file is where a directory is needed";
    }
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    return e instanceof AccessDeniedException
        ? "access is denied"
        : message.isEmpty() ? e.getClass().getSimpleName() : message;
  }
}
