package org.daxpolicy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** Writes text that people go on with, and that is not replaced unless they say so. */
final class FreshFile {
  private final Console console;
  private final boolean force;

  /**
   * @param force whether what is there may be replaced
   */
  FreshFile(Console console, boolean force) {
    this.console = console;
    this.force = force;
  }

  /**
   * Writes files, each whole or not at all, and none if one of them may not be replaced.
   *
   * @param texts by file; {@code -} is standard output
   * @return what went wrong
   */
  List<Diagnostic> write(Map<String, String> texts) {
    List<Diagnostic> found = new ArrayList<>();
    for (String file : texts.keySet()) {
      if (!force && !file.equals("-") && Files.isRegularFile(console.path(file))) {
        found.add(
            Diagnostic.of(Code.CANNOT_WRITE, "`" + file + "` exists already")
                .help("--force replaces it"));
      }
    }
    if (found.isEmpty()) {
      texts.forEach((file, text) -> found.addAll(write(file, text)));
    }
    return found;
  }

  private List<Diagnostic> write(String file, String text) {
    if (!file.equals("-")) {
      Path directory = console.path(file).toAbsolutePath().getParent();
      try {
        if (directory != null) {
          Files.createDirectories(directory);
        }
      } catch (IOException e) {
        return List.of(
            Diagnostic.of(
                Code.CANNOT_WRITE, "`" + file + "` cannot be written: " + Inputs.reason(e)));
      }
    }
    return SnapshotOutput.open(console).write(Optional.of(file), out -> out.write(text));
  }
}
