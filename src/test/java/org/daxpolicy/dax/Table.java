package org.daxpolicy.dax;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A tab-separated file of the corpus; lines that begin with {@code #} are comments. */
public final class Table {
  private Table() {}

  public static List<List<String>> read(String file) {
    try {
      return Files.readAllLines(Path.of("src/test/corpus/dax", file)).stream()
          .filter(l -> !l.isEmpty() && !l.startsWith("#"))
          .map(l -> List.of(l.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
