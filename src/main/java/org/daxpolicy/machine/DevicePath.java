package org.daxpolicy.machine;

import java.util.Comparator;
import java.util.Optional;

/** Paths of devices and of what lies below them. */
public final class DevicePath {
  private static final int LONGEST = 1024;
  private static final int DEEPEST = 64;

  /** By names with their numbers read as numbers: dax2.0 before dax10.0. */
  public static final Comparator<String> NATURAL =
      Comparator.comparing(DevicePath::name, DevicePath::compareNaturally)
          .thenComparing(Comparator.naturalOrder());

  private DevicePath() {}

  /** A devpath without {@code /sys}; empty if it is not an absolute path without dots. */
  static Optional<String> normal(String written) {
    String path = written.startsWith("/sys/") ? written.substring("/sys".length()) : written;
    return path.startsWith("/") && isBelow(path.substring(1))
        ? Optional.of(path)
        : Optional.empty();
  }

  /** Whether a relative path stays below where it starts, has no empty parts, and is no monster. */
  static boolean isBelow(String path) {
    if (path.isEmpty() || path.length() > LONGEST || path.indexOf('\0') >= 0) {
      return false;
    }
    String[] names = path.split("/", -1);
    for (String name : names) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        return false;
      }
    }
    return names.length <= DEEPEST;
  }

  /** The last component. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path without its last component; empty for what lies at the top. */
  public static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static int compareNaturally(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int order;
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        int iEnd = endOfDigits(a, i);
        int jEnd = endOfDigits(b, j);
        order = compareNumbers(a.substring(i, iEnd), b.substring(j, jEnd));
        i = iEnd;
        j = jEnd;
      } else {
        order = Character.compare(a.charAt(i++), b.charAt(j++));
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int compareNumbers(String a, String b) {
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
