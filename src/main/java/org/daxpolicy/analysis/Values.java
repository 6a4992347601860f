package org.daxpolicy.analysis;

import java.util.List;
import java.util.SortedSet;
import org.daxpolicy.glob.NumberSet;

/**
 * A set of values a fact may have, as something compares it: the cuts of an {@link Alphabet} are
 * made along these. Texts and patterns are bytes; none of them speaks of a value that is missing or
 * empty.
 */
sealed interface Values {
  /** Numbers as they are printed, not in base units. */
  record Numbers(NumberSet printed) implements Values {}

  /** These texts; none is empty. */
  record Texts(SortedSet<String> texts) implements Values {}

  /** What one of several patterns matches. */
  record Globs(List<String> patterns, boolean foldsCase) implements Values {
    public Globs {
      patterns = List.copyOf(patterns);
    }
  }
}
