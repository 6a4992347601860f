package org.daxpolicy.cli;

import java.nio.file.Files;
import java.util.List;
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
   * Writes to a file, whole or not at all.
   *
   * @param file {@code -} is standard output
   * @return what went wrong
   */
  List<Diagnostic> write(String file, String text) {
    boolean there = !file.equals("-") && Files.isRegularFile(console.path(file));
    return there && !force
        ? List.of(
            Diagnostic.of(Code.CANNOT_WRITE, "`" + file + "` exists already")
                .help("--force replaces it"))
        : new SnapshotOutput(console).write(Optional.of(file), out -> out.write(text));
  }
}
