package org.daxpolicy.udev;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a value becomes when its substitutions are made.
 *
 * @param text the text; empty if it is too long for udev's buffer, or in doubt
 * @param doubt what hides something that was to be put in; null if nothing does
 */
record Expansion(Optional<String> text, @Nullable Doubt doubt) {
  static final Expansion TOO_LONG = new Expansion(Optional.empty(), null);

  static Expansion of(String text) {
    return new Expansion(Optional.of(text), null);
  }

  static Expansion hidden(Doubt doubt) {
    return new Expansion(Optional.empty(), doubt);
  }

  boolean isTooLong() {
    return text.isEmpty() && doubt == null;
  }
}
