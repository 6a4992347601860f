package org.daxpolicy.machine.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of numbers as the kernel prints them, {@code 0-3,7}. */
final class Ranges {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");
  private static final int MOST = 1 << 16;

  private Ranges() {}

  /** The numbers; what is no list gives none. */
  static List<Integer> numbers(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : list.split(",", -1)) {
      Matcher m = RANGE.matcher(part);
      if (m.matches()) {
        int first = Integer.parseInt(m.group(1));
        int last = m.group(2) == null ? first : Integer.parseInt(m.group(2));
        for (int n = first; n <= last && numbers.size() < MOST; n++) {
          numbers.add(n);
        }
      }
    }
    return numbers;
  }
}
