package org.daxpolicy.machine;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was made of recent stretches of input, up to so many bytes of it.
 *
 * @param <V> what was made
 */
final class Recent<V> {
  private static final long CAPACITY = 32L << 20;

  private final Map<Slice, V> known = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  @Nullable V get(Slice slice) {
    return known.get(slice);
  }

  void put(Slice slice, V value) {
    if (slice.length() > CAPACITY) {
      return;
    }
    known.put(slice.alone(), value);
    size += slice.length();
    Iterator<Slice> oldest = known.keySet().iterator();
    while (size > CAPACITY) {
      size -= oldest.next().length();
      oldest.remove();
    }
  }
}
