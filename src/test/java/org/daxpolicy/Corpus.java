package org.daxpolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of expected output. {@code -Dcorpus.update=true} writes what is printed now instead of
 * comparing.
 */
public final class Corpus {
  public static final Path ROOT = Path.of("src/test/corpus");
  private static final boolean UPDATE = Boolean.getBoolean("corpus.update");

  private Corpus() {}

  /** Compares a text with the expected file, or writes the file when updating. */
  public static void expect(Path expected, String actual) {
    try {
      if (UPDATE) {
        Files.createDirectories(expected.toAbsolutePath().getParent());
        Files.writeString(expected, actual);
      } else if (!Files.exists(expected)) {
        fail(
            "no expected file "
                + expected
                + "; run with -Dcorpus.update=true and read what it writes");
      } else {
        assertEquals(Files.readString(expected), actual, expected.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries of a folder in bytewise order of their names. */
  public static List<Path> entries(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
