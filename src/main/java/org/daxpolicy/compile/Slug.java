package org.daxpolicy.compile;

import java.util.Locale;
import java.util.Optional;

/**
 * A policy's name made safe for file names, unit names and property names.
 *
 * @param text lower-case letters, digits and single inner hyphens; never empty
 */
record Slug(String text) {
  private static final int LONGEST = 60;

  /** The slug of a name; empty when the name has no letter and no digit of ASCII. */
  static Optional<Slug> of(String name) {
    String text =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (text.length() > LONGEST) {
      text = text.substring(0, LONGEST).replaceAll("-$", "");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(new Slug(text));
  }

  /** Upper case with underscores, for property names; as unambiguous as the slug. */
  String property() {
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
