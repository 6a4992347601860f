package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands between the terms of a rule, held to the style {@code udevadm verify} asks for: one
 * comma, no white space before it, some behind it.
 */
final class Delimiters {
  private Delimiters() {}

  /** What is wrong in front of a rule's first term. */
  static List<String> leading(String text) {
    return text.indexOf(',') >= 0 ? List.of("a comma stands before the first term") : List.of();
  }

  /** What is wrong between two terms. */
  static List<String> between(String text) {
    List<String> wrong = new ArrayList<>();
    int comma = text.indexOf(',');
    if (comma < 0) {
      wrong.add("a comma is missing between two terms");
      if (text.isEmpty()) {
        wrong.add("white space is missing between two terms");
      }
      return wrong;
    }
    if (text.indexOf(',', comma + 1) >= 0) {
      wrong.add("more than one comma stands between two terms");
    }
    if (comma > 0) {
      wrong.add("white space stands before a comma");
    }
    if (text.substring(comma).chars().allMatch(c -> c == ',')) {
      wrong.add("white space is missing behind a comma");
    }
    return wrong;
  }

  /** What is wrong behind a rule's last term. */
  static List<String> trailing(String text) {
    return text.indexOf(',') >= 0 ? List.of("a comma stands behind the last term") : List.of();
  }
}
