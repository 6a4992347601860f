package org.daxpolicy.udev;

import org.jspecify.annotations.Nullable;

/**
 * A value that rules change: known, or hidden by a doubt.
 *
 * @param <T> what the value is; of {@code Optional} where there may be none
 */
final class Known<T> {
  private final @Nullable T value;
  private final @Nullable Doubt doubt;
  private final Place place;

  private Known(@Nullable T value, @Nullable Doubt doubt, Place place) {
    this.value = value;
    this.doubt = doubt;
    this.place = place;
  }

  static <T> Known<T> of(T value, Place place) {
    return new Known<>(value, null, place);
  }

  /** A value from before the first rule. */
  static <T> Known<T> of(T value) {
    return new Known<>(value, null, Place.BEFORE);
  }

  static <T> Known<T> hidden(Doubt doubt, Place place) {
    return new Known<>(null, doubt, place);
  }

  /** Hidden, with what it would be if the doubt were without consequence. */
  static <T> Known<T> hidden(Doubt doubt, Place place, T otherwise) {
    return new Known<>(otherwise, doubt, place);
  }

  /** What hides the value; null if it is known. */
  @Nullable Doubt doubt() {
    return doubt;
  }

  /** The value, which must be known. */
  T get() {
    if (doubt != null || value == null) {
      throw new IllegalStateException("a doubt hides the value");
    }
    return value;
  }

  /** The value if it is known, else {@code other}. */
  T orElse(T other) {
    return doubt != null || value == null ? other : value;
  }

  /** The value, or what it would be if the doubt were without consequence. */
  @Nullable T likely() {
    return value;
  }

  /** The rule that set it, or that may have. */
  Place place() {
    return place;
  }

  /** What is left to say of a value that is one or the other. */
  static <T> Known<T> either(Known<T> a, Known<T> b, Doubt doubt) {
    if (a == b) {
      return a;
    }
    if (a.doubt == null && b.doubt == null && a.get().equals(b.get())) {
      return a;
    }
    Doubt why = a.doubt != null ? a.doubt : b.doubt != null ? b.doubt : doubt;
    boolean same = a.value != null && b.value != null && a.value.equals(b.value);
    return new Known<>(same ? a.value : null, why, Place.later(a.place, b.place));
  }
}
