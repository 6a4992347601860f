package org.daxpolicy.language;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.text.Bytes;

/**
 * The outcome of a region that is divided. The region's first device becomes the first part; a
 * device is made of each other one, so that the device with instance number {@code i} is part
 * {@code i}. Devices beyond the parts stay as they are.
 *
 * <p>{@code size} and {@code align} beside a mode are a partition of one part: what the first
 * device gives up stays free.
 *
 * @param parts in their order in memory; all have a size but the last, which may have what is left
 */
public record Partition(List<Part> parts) implements Outcome {
  /**
   * Sizes and places of a region's devices are multiples of this: the region's own alignment, which
   * is that of huge pages on x86-64, and on arm64 with pages of 4 KiB.
   */
  public static final long GRAIN = 2L << 20;

  /**
   * One part.
   *
   * @param size in bytes, a multiple of {@link #GRAIN}; empty for all that is left
   * @param align in bytes; empty for the region's own
   * @param outcome devdax or system-ram
   * @param because why it is so
   */
  public record Part(
      Optional<Long> size, Optional<Long> align, Outcome outcome, Optional<String> because) {
    /** {@code 17179869184}, {@code 17179869184/1073741824} with an alignment, or {@code rest}. */
    public String shape() {
      return size.map(s -> Long.toString(s)).orElse("rest") + align.map(a -> "/" + a).orElse("");
    }

    /** The same as policies write it: {@code 16GiB}, {@code 16GiB/1GiB}, {@code rest}. */
    public String shown() {
      return size.map(Bytes::text).orElse("rest") + align.map(a -> "/" + Bytes.text(a)).orElse("");
    }
  }

  public Partition {
    parts = List.copyOf(parts);
  }

  /** Whether a device is made beside the region's first. */
  public boolean divides() {
    return parts.size() > 1;
  }

  /** The bytes a region must have for every part to have some. */
  public long least() {
    return parts.stream().mapToLong(p -> p.size().orElse(divides() ? GRAIN : 0L)).sum();
  }

  /** What becomes of the device with an instance number. */
  public Outcome of(int instance) {
    return instance < parts.size() ? parts.get(instance).outcome() : new Keep(Optional.empty());
  }
}
