package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What rules queue, one behind the other, at one moment; immutable. A longer series shares the
 * shorter one it grew from.
 *
 * @param <T> what is queued
 */
final class Series<T> {
  private static final Series<?> EMPTY = new Series<>(null, 0);

  /** Longer stretches in which two series differ are not compared entry by entry. */
  private static final int LONGEST_COMPARED = 200;

  private final @Nullable Link<T> last;
  private final int size;

  private Series(@Nullable Link<T> last, int size) {
    this.last = last;
    this.size = size;
  }

  /**
   * What was queued.
   *
   * @param value what it is; empty if it is not known
   * @param place the rule that queued it
   * @param unsure what is unsure: what it is, or whether it was queued; null if nothing is
   */
  record Entry<T>(Optional<T> value, Place place, @Nullable Unsure unsure) {}

  private record Link<T>(Entry<T> entry, @Nullable Link<T> before) {}

  @SuppressWarnings("unchecked")
  static <T> Series<T> empty() {
    return (Series<T>) EMPTY;
  }

  Series<T> with(T value, Place place) {
    return with(new Entry<>(Optional.of(value), place, null));
  }

  /** With one more entry that nobody knows. */
  Series<T> withSome(Doubt doubt, Place place) {
    return with(new Entry<>(Optional.empty(), place, new Unsure(doubt, place)));
  }

  private Series<T> with(Entry<T> entry) {
    return new Series<>(new Link<>(entry, last), size + 1);
  }

  /** Whether it is another one with an entry more. */
  boolean isOneMoreThan(Series<T> other) {
    return last != null && last.before == other.last;
  }

  /** The last entry; there must be one. */
  Entry<T> newest() {
    return Objects.requireNonNull(last).entry;
  }

  /** What is surely queued, in order. */
  List<T> values() {
    List<T> values = new ArrayList<>();
    for (Entry<T> entry : entries()) {
      if (entry.unsure == null) {
        entry.value.ifPresent(values::add);
      }
    }
    return values;
  }

  /** All entries in order. */
  List<Entry<T>> entries() {
    List<Entry<T>> entries = new ArrayList<>(size);
    for (Link<T> at = last; at != null; at = at.before) {
      entries.add(at.entry);
    }
    Collections.reverse(entries);
    return entries;
  }

  /** What is left to say of a series that is this or that. */
  static <T> Series<T> either(Series<T> a, Series<T> b, Doubt doubt) {
    if (a.last == b.last) {
      return a;
    }
    List<Entry<T>> mine = new ArrayList<>();
    List<Entry<T>> theirs = new ArrayList<>();
    Link<T> atA = a.last;
    Link<T> atB = b.last;
    int sizeA = a.size;
    int sizeB = b.size;
    while (atA != atB) {
      boolean stepA = sizeA >= sizeB;
      boolean stepB = sizeB >= sizeA;
      if (stepA && atA != null) {
        mine.add(atA.entry);
        atA = atA.before;
        sizeA--;
      }
      if (stepB && atB != null) {
        theirs.add(atB.entry);
        atB = atB.before;
        sizeB--;
      }
    }
    Collections.reverse(mine);
    Collections.reverse(theirs);
    Series<T> merged = new Series<>(atA, sizeA);
    for (Entry<T> entry : merge(mine, theirs, doubt)) {
      merged = merged.with(entry);
    }
    return merged;
  }

  /** Both lists in one: what is in both is as sure as before, what is in one only may be there. */
  private static <T> List<Entry<T>> merge(List<Entry<T>> a, List<Entry<T>> b, Doubt doubt) {
    boolean compared = a.size() <= LONGEST_COMPARED && b.size() <= LONGEST_COMPARED;
    int[][] common = compared ? common(a, b) : new int[0][0];
    List<Entry<T>> merged = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (compared && i < a.size() && j < b.size() && a.get(i).value.equals(b.get(j).value)) {
        merged.add(a.get(i).unsure != null ? a.get(i) : b.get(j));
        i++;
        j++;
      } else if (j == b.size()
          || (i < a.size() && (!compared || common[i + 1][j] >= common[i][j + 1]))) {
        merged.add(doubted(a.get(i++), doubt));
      } else {
        merged.add(doubted(b.get(j++), doubt));
      }
    }
    return merged;
  }

  /** For each pair of positions, how many entries the rests behind them have in common. */
  private static <T> int[][] common(List<Entry<T>> a, List<Entry<T>> b) {
    int[][] common = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        common[i][j] =
            a.get(i).value.equals(b.get(j).value)
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static <T> Entry<T> doubted(Entry<T> entry, Doubt doubt) {
    return entry.unsure != null
        ? entry
        : new Entry<>(entry.value, entry.place, new Unsure(doubt, entry.place));
  }
}
