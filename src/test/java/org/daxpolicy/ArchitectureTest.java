package org.daxpolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the house: a package imports only packages that stand above it in the list. */
class ArchitectureTest {
  private static final List<String> ORDER =
      List.of(
          "text",
          "glob",
          "udev",
          "dax",
          "machine",
          "language",
          "analysis",
          "check",
          "compile",
          "simulate",
          "testing",
          "lift",
          "report",
          "cli");

  /** Packages within others that stand above the rest of them. */
  private static final List<String> STOREYS = List.of("udev/verify");

  private static final Path CLASSES = Path.of("target/classes/org/daxpolicy");
  private static final Pattern OURS = Pattern.compile("org/daxpolicy/([a-z]+)/");

  @Test
  void aPackageImportsOnlyPackagesBelowItself() throws IOException {
    TreeSet<String> wrong = new TreeSet<>();
    for (Path file : files(CLASSES, ".class")) {
      String from = CLASSES.relativize(file).getName(0).toString();
      assertTrue(ORDER.contains(from), "package " + from + " has no place in the house");
      for (String used : constants(Files.readAllBytes(file))) {
        Matcher m = OURS.matcher(used);
        while (m.find()) {
          String to = m.group(1);
          if (ORDER.contains(to) && ORDER.indexOf(to) > ORDER.indexOf(from)) {
            wrong.add(from + " -> " + to + " in " + file.getFileName());
          }
        }
      }
    }
    assertEquals(new TreeSet<>(), wrong);
  }

  @Test
  void aPackageDoesNotImportTheStoreyAboveIt() throws IOException {
    TreeSet<String> wrong = new TreeSet<>();
    for (String storey : STOREYS) {
      Path above = CLASSES.resolve(storey);
      assertTrue(Files.isDirectory(above), storey);
      for (Path file : files(above.getParent(), ".class")) {
        boolean imports =
            constants(Files.readAllBytes(file)).stream()
                .anyMatch(used -> used.contains("org/daxpolicy/" + storey + "/"));
        if (!file.startsWith(above) && imports) {
          wrong.add(file + " -> " + storey);
        }
      }
    }
    assertEquals(new TreeSet<>(), wrong);
  }

  @Test
  void onlyTheCommandLineExitsAndReadsTheEnvironment() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : files(Path.of("src/main/java"), ".java")) {
      String text = Files.readString(file);
      if (!file.toString().contains("/cli/")
          && (text.contains("System.exit")
              || text.contains("System.getenv")
              || text.contains("System.out")
              || text.contains("System.err")
              || text.contains("LocalDate.now"))) {
        wrong.add(file.toString());
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    TreeSet<String> without = new TreeSet<>();
    for (Path file : files(Path.of("src/main/java"), ".java")) {
      Path description = file.resolveSibling("package-info.java");
      if (!Files.exists(description)) {
        without.add(file.getParent().toString());
      }
    }
    assertEquals(new TreeSet<>(), without);
  }

  private static List<Path> files(Path root, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(p -> p.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** The texts of a class file's constant pool: class names and descriptors are among them. */
  private static List<String> constants(byte[] bytes) throws IOException {
    List<String> texts = new ArrayList<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    in.readInt();
    in.readInt();
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 ->
            texts.add(new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8));
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("unknown constant pool tag " + tag);
      }
    }
    return texts;
  }
}
