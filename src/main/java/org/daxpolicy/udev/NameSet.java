package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tags or links at one moment; immutable. */
final class NameSet {
  static final NameSet EMPTY = new NameSet(NameMap.empty(), 0, null);

  private final NameMap<Member> members;
  private final int added;
  private final @Nullable Unsure others;

  /** One of the doubts about names, once somebody has asked for it. */
  private @Nullable Optional<Unsure> unsure;

  private NameSet(NameMap<Member> members, int added, @Nullable Unsure others) {
    this.members = members;
    this.added = added;
    this.others = others;
  }

  /** A name, when it was added, and what is unsure about it, if anything is. */
  private record Member(int order, Place place, @Nullable Unsure unsure) {}

  /** Names from before the first rule. */
  static NameSet of(Collection<String> names) {
    NameSet set = EMPTY;
    for (String name : names) {
      set = set.with(name, Place.BEFORE);
    }
    return set;
  }

  NameSet with(String name, Place place) {
    Member old = members.get(name);
    return old != null && old.unsure == null
        ? this
        : new NameSet(members.with(name, new Member(added, place, null)), added + 1, others);
  }

  NameSet without(String name) {
    // a name nobody knows may be this one, but it is removed in any case
    return members.get(name) == null ? this : new NameSet(members.without(name), added, others);
  }

  /** As it is when a name was added that nobody knows. */
  NameSet withSome(Doubt doubt, Place place) {
    return new NameSet(members, added, new Unsure(doubt, place));
  }

  /** As it is when a name was removed that nobody knows. */
  NameSet withoutSome(Doubt doubt, Place place) {
    Unsure unsure = new Unsure(doubt, place);
    return new NameSet(
        members.each((name, m) -> m.unsure != null ? m : new Member(m.order, place, unsure)),
        added,
        others);
  }

  /** Only those names that the other set surely has, or may have. */
  NameSet only(NameSet other) {
    return new NameSet(
        NameMap.merge(
            members,
            other.members,
            (name, mine, theirs) ->
                mine == null || theirs == null
                    ? null
                    : theirs.unsure == null
                        ? mine
                        : new Member(mine.order, mine.place, theirs.unsure)),
        added,
        null);
  }

  static NameSet either(NameSet a, NameSet b, Doubt doubt) {
    if (a == b) {
      return a;
    }
    NameMap<Member> merged =
        NameMap.merge(
            a.members,
            b.members,
            (name, mine, theirs) -> {
              if (mine != null && theirs != null) {
                return mine.unsure != null || theirs.unsure == null ? mine : theirs;
              }
              Member one = mine != null ? mine : Objects.requireNonNull(theirs);
              return one.unsure != null
                  ? one
                  : new Member(one.order, one.place, new Unsure(doubt, one.place));
            });
    return new NameSet(merged, Math.max(a.added, b.added), a.others != null ? a.others : b.others);
  }

  boolean isEmpty() {
    return members.isEmpty() && others == null;
  }

  /** What hides which names there are; null if all of them are known. */
  @Nullable Doubt doubt() {
    Unsure any = anyUnsure();
    return any == null ? null : any.doubt();
  }

  /** One of the things that are unsure about names; null if nothing is. */
  @Nullable Unsure anyUnsure() {
    if (unsure == null) {
      unsure = Optional.ofNullable(unsure(name -> true));
    }
    return unsure.orElse(null);
  }

  /** Whether a name that is surely there is accepted. */
  boolean has(Predicate<String> accepted) {
    boolean[] found = {false};
    members.forEach((name, m) -> found[0] |= !found[0] && m.unsure == null && accepted.test(name));
    return found[0];
  }

  /** A doubt because of which a name may be there that is accepted; null if there is none. */
  @Nullable Unsure unsure(Predicate<String> accepted) {
    Unsure[] found = {others};
    members.forEach(
        (name, m) -> {
          if (m.unsure != null && found[0] == null && accepted.test(name)) {
            found[0] = m.unsure;
          }
        });
    return found[0];
  }

  /** The names that may be there, sorted; "" for those nobody knows. */
  SortedMap<String, Unsure> unsure() {
    SortedMap<String, Unsure> all = new TreeMap<>();
    if (others != null) {
      all.put("", others);
    }
    members.forEach(
        (name, m) -> {
          if (m.unsure != null) {
            all.put(name, m.unsure);
          }
        });
    return all;
  }

  /** The names that are surely there, sorted. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    members.forEach(
        (name, m) -> {
          if (m.unsure == null) {
            names.add(name);
          }
        });
    names.sort(Comparator.naturalOrder());
    return names;
  }

  /** The names that are surely there, in the order in which they were added. */
  List<String> inOrder() {
    List<String> names = names();
    names.sort(Comparator.comparing(n -> Objects.requireNonNull(members.get(n)).order));
    return names;
  }
}
