package org.daxpolicy.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/**
 * Writes what a command makes to standard output or to a file: whole or not at all. A snapshot is
 * readable by its owner only until the owner says otherwise.
 */
final class SnapshotOutput {
  private static final String OWNER_ONLY = "rw-------";

  private final Console console;
  private final boolean secret;

  /** Something that writes itself. */
  interface Content {
    void writeTo(Writer out) throws IOException;
  }

  private SnapshotOutput(Console console, boolean secret) {
    this.console = console;
    this.secret = secret;
  }

  /** For what tells of a host. */
  SnapshotOutput(Console console) {
    this(console, true);
  }

  /** For what anybody may read who may read files of the user's. */
  static SnapshotOutput open(Console console) {
    return new SnapshotOutput(console, false);
  }

  /**
   * Writes.
   *
   * @param file where to; {@code -} and nothing are standard output
   * @return what went wrong
   */
  List<Diagnostic> write(Optional<String> file, Content content) {
    String name = file.filter(f -> !f.equals("-")).orElse("");
    try {
      if (name.isEmpty()) {
        Writer out = new OutputStreamWriter(console.out(), StandardCharsets.UTF_8);
        content.writeTo(out);
        out.flush();
      } else {
        writeFile(console.path(name), content);
      }
      return List.of();
    } catch (IOException e) {
      return List.of(
          Diagnostic.of(
              Code.CANNOT_WRITE,
              "`" + (name.isEmpty() ? "<stdout>" : name) + "` cannot be written: " + reason(e)));
    }
  }

  private void writeFile(Path path, Content content) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      // a pipe or a device is written to, not replaced
      write(path, content);
      return;
    }
    Path beside = path.resolveSibling(path.getFileName() + ".daxpolicy-new");
    try {
      Files.deleteIfExists(beside);
      if (secret) {
        Files.createFile(
            beside,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
      } else {
        Files.createFile(beside);
      }
      write(beside, content);
      Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void write(Path path, Content content) throws IOException {
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(Files.newOutputStream(path), StandardCharsets.UTF_8))) {
      content.writeTo(out);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such directory";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "another run is writing it";
    }
    return String.valueOf(e.getMessage());
  }
}
