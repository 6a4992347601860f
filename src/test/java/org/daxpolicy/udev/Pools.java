package org.daxpolicy.udev;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pools of {@code pools.txt}, which rules are made from. */
final class Pools {
  private static final Map<String, List<String>> ALL = read();

  private Pools() {}

  /** The items of a pool, which must be there. */
  static List<String> of(String name) {
    List<String> pool = ALL.get(name);
    if (pool == null) {
      throw new IllegalArgumentException("no pool " + name);
    }
    return pool;
  }

  private static Map<String, List<String>> read() {
    Map<String, List<String>> pools = new LinkedHashMap<>();
    try (InputStream file = Pools.class.getResourceAsStream("pools.txt")) {
      if (file == null) {
        throw new IllegalStateException("no pools.txt");
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      for (String section : text.split("\n\n")) {
        if (section.startsWith("[")) {
          List<String> lines = List.of(section.replaceAll("\n+$", "").split("\n"));
          String head = lines.get(0);
          pools.put(
              head.substring(1, head.length() - 1),
              lines.subList(1, lines.size()).stream().map(Pools::item).toList());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pools;
  }

  private static String item(String line) {
    return ByteText.of(line.replace("∅", "").replace('⏎', '\n').replace('⇥', '\t'));
  }
}
