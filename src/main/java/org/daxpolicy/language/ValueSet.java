package org.daxpolicy.language;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.daxpolicy.glob.NumberSet;

/** A set of attribute values. */
public sealed interface ValueSet {
  /** Numbers in base units, for numeric types. */
  record Numbers(NumberSet set) implements ValueSet {}

  /** Exactly these printed values (for enumerations: the text sysfs prints). */
  record Texts(SortedSet<String> values) implements ValueSet {
    public Texts {
      values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    /** A set of these values. */
    public static Texts of(Collection<String> values) {
      return new Texts(new TreeSet<>(values));
    }
  }

  /**
   * Every printed value that one udev glob matches; the glob holds no {@code |}, at which udev
   * splits values before it looks at quotes and brackets.
   */
  record Matching(String glob) implements ValueSet {}
}
