package org.daxpolicy.dax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A release number of the kernel, systemd or daxctl, compared part by part; missing parts count as
 * zero.
 *
 * @param parts such as {@code [6, 12, 107]}
 */
public record Version(List<Integer> parts) implements Comparable<Version> {
  /** Longer numbers are cut: they would not fit an {@code int}. */
  private static final int DIGITS = 9;

  public Version {
    parts = List.copyOf(parts);
  }

  /** The version a text begins with: {@code 6.12.107+deb13-cloud-amd64} is 6.12.107. */
  public static Optional<Version> parse(String text) {
    List<Integer> parts = new ArrayList<>();
    String rest = text.strip();
    int at = rest.startsWith("v") ? 1 : 0;
    int end = digits(rest, at);
    while (end > at) {
      parts.add(Integer.parseInt(rest.substring(at, end)));
      at = rest.startsWith(".", end) ? end + 1 : rest.length();
      end = digits(rest, at);
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(new Version(parts));
  }

  /** Where the digits end that begin at {@code start}. */
  private static int digits(String text, int start) {
    int end = start;
    while (end < text.length() && end < start + DIGITS && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A version of the given parts. */
  public static Version of(int... parts) {
    List<Integer> list = new ArrayList<>();
    for (int p : parts) {
      list.add(p);
    }
    return new Version(list);
  }

  /** Whether this is {@code parts} or newer. */
  public boolean atLeast(int... parts) {
    return compareTo(of(parts)) >= 0;
  }

  @Override
  public int compareTo(Version other) {
    for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
      int mine = i < parts.size() ? parts.get(i) : 0;
      int theirs = i < other.parts.size() ? other.parts.get(i) : 0;
      if (mine != theirs) {
        return Integer.compare(mine, theirs);
      }
    }
    return 0;
  }

  @Override
  public String toString() {
    return parts.stream().map(String::valueOf).collect(Collectors.joining("."));
  }
}
