package org.daxpolicy.machine;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Replaces what identifies by what does not, the same by the same. A replacement has the length and
 * the separators of what it stands for, so that patterns for the one fit the other as far as they
 * can.
 */
final class Pseudonyms {
  private static final String HEX = "[0-9a-fA-F]";
  private static final Pattern UUID =
      Pattern.compile(
          "(?<![0-9a-zA-Z])" + HEX + "{8}(?:-?" + HEX + "{4}){3}-?" + HEX + "{12}(?![0-9a-zA-Z])");

  /** Hardware addresses of networks, as they are printed and as {@code BOOTIF=01-…} has them. */
  private static final Pattern MAC =
      Pattern.compile(
          "(?<![0-9a-zA-Z:-])(?:01-)?"
              + HEX
              + "{2}([:-])"
              + HEX
              + "{2}(?:\\1"
              + HEX
              + "{2}){4}(?![0-9a-zA-Z:-])");

  private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]");

  private final SortedMap<String, String> replaced = new TreeMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** What was replaced by what so far. */
  SortedMap<String, String> replaced() {
    return Collections.unmodifiableSortedMap(replaced);
  }

  /** A text without uuids, machine ids and hardware addresses. */
  String withoutIds(String text) {
    String plain = UUID.matcher(text).replaceAll(m -> uuid(m));
    return MAC.matcher(plain).replaceAll(m -> of("mac", m.group()));
  }

  private String uuid(MatchResult found) {
    boolean nil = found.group().chars().allMatch(c -> c == '0' || c == '-');
    return nil ? found.group() : of("uuid", found.group());
  }

  /**
   * What stands for an identifier: its letters and digits replaced by zeros and a number at the
   * end, in the case it was written in. A leading {@code 0x} stays, with a digit that is not zero
   * behind it, as the kernel prints no leading zeros.
   */
  String of(String kind, String identifier) {
    String key = identifier.toLowerCase(Locale.ROOT);
    String known = replaced.get(key);
    if (known == null) {
      known = shaped(key, counts.merge(kind, 1, Integer::sum));
      replaced.put(key, known);
    }
    return known;
  }

  /** A name that stands for another: {@code user1}. */
  String name(String kind, String name) {
    String known = replaced.get(name);
    if (known == null) {
      known = kind + counts.merge(kind, 1, Integer::sum);
      replaced.put(name, known);
    }
    return known;
  }

  private static String shaped(String identifier, int number) {
    String prefix = identifier.startsWith("0x") ? "0x" : "";
    StringBuilder shape =
        new StringBuilder(DIGITS.matcher(identifier.substring(prefix.length())).replaceAll("0"));
    String digits = Integer.toHexString(number);
    int digit = digits.length() - 1;
    for (int i = shape.length() - 1; i >= 0 && digit >= 0; i--) {
      if (shape.charAt(i) == '0') {
        shape.setCharAt(i, digits.charAt(digit--));
      }
    }
    if (!prefix.isEmpty() && shape.length() > 0 && shape.charAt(0) == '0') {
      shape.setCharAt(0, '1');
    }
    return prefix + shape;
  }
}
