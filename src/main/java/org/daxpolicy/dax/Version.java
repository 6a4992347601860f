package org.daxpolicy.dax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A release number of the kernel, systemd or daxctl, compared part by part; missing parts count as
 * zero.
 *
 * @param parts such as {@code [6, 12, 107]}
 */
public record Version(List<Integer> parts) implements Comparable<Version> {
  private static final Pattern LEADING = Pattern.compile("v?(\\d{1,9}(?:\\.\\d{1,9})*)");

  public Version {
    parts = List.copyOf(parts);
  }

  /** The version a text begins with: {@code 6.12.107+deb13-cloud-amd64} is 6.12.107. */
  public static Optional<Version> parse(String text) {
    Matcher m = LEADING.matcher(text.strip());
    if (!m.lookingAt()) {
      return Optional.empty();
    }
    List<Integer> parts = new ArrayList<>();
    for (String part : m.group(1).split("\\.")) {
      parts.add(Integer.parseInt(part));
    }
    return Optional.of(new Version(parts));
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
    return parts.stream()
        .map(p -> String.format(Locale.ROOT, "%d", p))
        .collect(Collectors.joining("."));
  }
}
