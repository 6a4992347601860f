package org.daxpolicy.machine.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code /proc/iomem} ({@code kernel/resource.c}). Read without privilege all addresses
 * are 0.
 *
 * @param start the first byte's address
 * @param end the last byte's address
 * @param name what claims it: {@code System RAM}, {@code Soft Reserved}, {@code CXL Window 0},
 *     {@code dax0.0}
 * @param depth 0 at the top; a range lies in the nearest one above it of smaller depth
 */
public record PhysicalRange(long start, long end, String name, int depth) {
  private static final Pattern LINE =
      Pattern.compile("( *)([0-9a-f]{1,16})-([0-9a-f]{1,16}) : (.*)");

  static List<PhysicalRange> parse(String text) {
    List<PhysicalRange> ranges = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Matcher m = LINE.matcher(line);
      if (m.matches()) {
        ranges.add(
            new PhysicalRange(
                Long.parseUnsignedLong(m.group(2), 16),
                Long.parseUnsignedLong(m.group(3), 16),
                m.group(4),
                m.group(1).length() / 2));
      }
    }
    return List.copyOf(ranges);
  }

  /** Its length in bytes; 0 for one whose addresses were not readable. */
  public long size() {
    return start == 0 && end == 0 ? 0 : end - start + 1;
  }
}
