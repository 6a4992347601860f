package org.daxpolicy.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names for policies that a command makes. */
final class PolicyName {
  private static final int LONGEST = 60;
  private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}");

  private PolicyName() {}

  /**
   * The name as told, or what of a text can be part of one.
   *
   * @throws UsageException if the name told is none
   */
  static String of(Optional<String> told, String text, String otherwise) {
    if (told.isPresent()) {
      if (!GOOD.matcher(told.get()).matches()) {
        throw new UsageException(
            "--name takes at most 60 letters, digits, blanks, dots and dashes, a letter or digit"
                + " first");
      }
      return told.get();
    }
    String slug =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+|-+$", "");
    String brief = slug.substring(0, Math.min(LONGEST, slug.length()));
    return brief.isEmpty() ? otherwise : brief;
  }
}
