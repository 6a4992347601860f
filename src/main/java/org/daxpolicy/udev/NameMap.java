package org.daxpolicy.udev;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from names to values. A changed map shares with the old one all that is the same
 * in both, so that keeping both costs nothing, and telling where two differ costs no more than they
 * differ.
 *
 * <p>A treap: a search tree by one hash of the name that is at the same time a heap by another, so
 * that its shape depends on nothing but the names in it. Names come in the order of the first hash.
 */
final class NameMap<V> {
  private static final NameMap<?> EMPTY = new NameMap<>(null);

  private final @Nullable Node<V> root;

  private NameMap(@Nullable Node<V> root) {
    this.root = root;
  }

  @SuppressWarnings("unchecked")
  static <V> NameMap<V> empty() {
    return (NameMap<V>) EMPTY;
  }

  /** What becomes of a name whose values in two maps differ. */
  interface Merger<V> {
    /** The value in the merged map; null if the name is not in it. */
    @Nullable V merge(String name, @Nullable V mine, @Nullable V theirs);
  }

  private record Node<V>(
      String name, V value, int weight, @Nullable Node<V> left, @Nullable Node<V> right) {
    Node<V> with(@Nullable Node<V> newLeft, @Nullable Node<V> newRight) {
      return newLeft == left && newRight == right
          ? this
          : new Node<>(name, value, weight, newLeft, newRight);
    }

    Node<V> with(V newValue) {
      return newValue == value ? this : new Node<>(name, newValue, weight, left, right);
    }

    boolean isAbove(Node<V> other) {
      return weight != other.weight ? weight > other.weight : order(name, other.name) < 0;
    }
  }

  /** By what strings remember anyway; the names themselves are compared only if that is equal. */
  private static int order(String a, String b) {
    int hashes = Integer.compare(a.hashCode(), b.hashCode());
    return hashes != 0 ? hashes : a.equals(b) ? 0 : a.compareTo(b);
  }

  boolean isEmpty() {
    return root == null;
  }

  @Nullable V get(String name) {
    Node<V> here = root;
    while (here != null) {
      int order = order(name, here.name);
      if (order == 0) {
        return here.value;
      }
      here = order < 0 ? here.left : here.right;
    }
    return null;
  }

  NameMap<V> with(String name, V value) {
    return new NameMap<>(with(root, new Node<>(name, value, weight(name), null, null)));
  }

  private static <V> Node<V> with(@Nullable Node<V> at, Node<V> added) {
    if (at == null) {
      return added;
    }
    int order = order(added.name, at.name);
    if (order == 0) {
      return at.with(added.value);
    }
    if (added.isAbove(at)) {
      return added.with(before(at, added.name), behind(at, added.name));
    }
    return order < 0
        ? at.with(with(at.left, added), at.right)
        : at.with(at.left, with(at.right, added));
  }

  NameMap<V> without(String name) {
    return get(name) == null ? this : new NameMap<>(without(root, name));
  }

  private static <V> @Nullable Node<V> without(@Nullable Node<V> at, String name) {
    if (at == null) {
      return null;
    }
    int order = order(name, at.name);
    if (order == 0) {
      return join(at.left, at.right);
    }
    return order < 0
        ? at.with(without(at.left, name), at.right)
        : at.with(at.left, without(at.right, name));
  }

  /** Both maps in one. Names with the same value in both are not asked for. */
  static <V> NameMap<V> merge(NameMap<V> mine, NameMap<V> theirs, Merger<V> merger) {
    return mine.root == theirs.root ? mine : new NameMap<>(merge(mine.root, theirs.root, merger));
  }

  private static <V> @Nullable Node<V> merge(
      @Nullable Node<V> mine, @Nullable Node<V> theirs, Merger<V> merger) {
    if (mine == theirs) {
      return mine;
    }
    if (mine != null && theirs != null && theirs.name.equals(mine.name)) {
      // a name's weight is the same in both, so both parts below it lie between the same names
      Node<V> left = merge(mine.left, theirs.left, merger);
      Node<V> right = merge(mine.right, theirs.right, merger);
      V value =
          theirs.value == mine.value
              ? mine.value
              : merger.merge(mine.name, mine.value, theirs.value);
      return grown(mine, value, left, right);
    }
    if (mine == null || (theirs != null && theirs.isAbove(mine))) {
      Node<V> top = Objects.requireNonNull(theirs);
      Node<V> left = merge(before(mine, top.name), top.left, merger);
      Node<V> right = merge(behind(mine, top.name), top.right, merger);
      return grown(top, merger.merge(top.name, null, top.value), left, right);
    }
    Node<V> left = merge(mine.left, before(theirs, mine.name), merger);
    Node<V> right = merge(mine.right, behind(theirs, mine.name), merger);
    return grown(mine, merger.merge(mine.name, mine.value, null), left, right);
  }

  private static <V> @Nullable Node<V> grown(
      Node<V> top, @Nullable V value, @Nullable Node<V> left, @Nullable Node<V> right) {
    return value == null ? join(left, right) : top.with(value).with(left, right);
  }

  /** The part of a tree whose names come before one. */
  private static <V> @Nullable Node<V> before(@Nullable Node<V> at, String name) {
    if (at == null) {
      return null;
    }
    return order(at.name, name) < 0
        ? at.with(at.left, before(at.right, name))
        : before(at.left, name);
  }

  /** The part of a tree whose names come behind one. */
  private static <V> @Nullable Node<V> behind(@Nullable Node<V> at, String name) {
    if (at == null) {
      return null;
    }
    return order(at.name, name) > 0
        ? at.with(behind(at.left, name), at.right)
        : behind(at.right, name);
  }

  /** Two trees in one, all names of the first before all names of the second. */
  private static <V> @Nullable Node<V> join(@Nullable Node<V> first, @Nullable Node<V> second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return first.isAbove(second)
        ? first.with(first.left, join(first.right, second))
        : second.with(join(first, second.left), second.right);
  }

  /** The same names with other values; those without a value go. */
  NameMap<V> each(BiFunction<String, ? super V, ? extends @Nullable V> change) {
    return new NameMap<>(each(root, change));
  }

  private static <V> @Nullable Node<V> each(
      @Nullable Node<V> at, BiFunction<String, ? super V, ? extends @Nullable V> change) {
    if (at == null) {
      return null;
    }
    Node<V> left = each(at.left, change);
    V value = change.apply(at.name, at.value);
    return grown(at, value, left, each(at.right, change));
  }

  /** Visits all names. */
  void forEach(BiConsumer<String, ? super V> visitor) {
    forEach(root, visitor);
  }

  private static <V> void forEach(@Nullable Node<V> at, BiConsumer<String, ? super V> visitor) {
    if (at != null) {
      forEach(at.left, visitor);
      visitor.accept(at.name, at.value);
      forEach(at.right, visitor);
    }
  }

  /** FNV-1a with a last stir: well spread, and the same on every machine. */
  private static int weight(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return (int) (hash ^ (hash >>> 29));
  }
}
