package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Maps of names against plain maps that went through the same. */
final class NameMapTest {
  private static final long SEED = 20;
  private static final int PAIRS = 5_000;
  private static final int NAMES = 24;

  private final Random random = new Random(SEED);

  @Test
  void mergesAsPlainMapsDo() {
    for (int i = 0; i < PAIRS; i++) {
      NameMap<Integer> common = changed(NameMap.empty());
      NameMap<Integer> mine = changed(common);
      NameMap<Integer> theirs = changed(common);
      NameMap<Integer> merged = NameMap.merge(mine, theirs, (name, a, b) -> together(a, b));
      assertEquals(expected(plain(mine), plain(theirs)), plain(merged), "seed " + SEED);
    }
  }

  /** The map with some names set to small numbers and some removed. */
  private NameMap<Integer> changed(NameMap<Integer> map) {
    NameMap<Integer> changed = map;
    int changes = random.nextInt(NAMES);
    for (int i = 0; i < changes; i++) {
      String name = "NAME_" + random.nextInt(NAMES);
      changed =
          random.nextInt(4) == 0 ? changed.without(name) : changed.with(name, random.nextInt(9));
    }
    return changed;
  }

  private static @Nullable Integer together(@Nullable Integer a, @Nullable Integer b) {
    int mixed = 10 * (a == null ? 9 : a) + (b == null ? 9 : b);
    return mixed % 3 == 0 ? null : mixed;
  }

  private static Map<String, Integer> expected(
      Map<String, Integer> mine, Map<String, Integer> theirs) {
    Set<String> names = new HashSet<>(mine.keySet());
    names.addAll(theirs.keySet());
    Map<String, Integer> expected = new TreeMap<>();
    for (String name : names) {
      Integer a = mine.get(name);
      Integer b = theirs.get(name);
      Integer value = a != null && a.equals(b) ? a : together(a, b);
      if (value != null) {
        expected.put(name, value);
      }
    }
    return expected;
  }

  private static Map<String, Integer> plain(NameMap<Integer> map) {
    Map<String, Integer> plain = new TreeMap<>();
    map.forEach(plain::put);
    return plain;
  }
}
