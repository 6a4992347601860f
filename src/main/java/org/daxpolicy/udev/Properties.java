package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.glob.Glob;

/**
 * The properties of an event at one moment; immutable.
 *
 * @param entries what is said of single properties: a value, none, or a doubt
 * @param blurs what was imported without being told: all properties of certain names that are not
 *     among the entries may have been set
 */
record Properties(NameMap<Known<Optional<String>>> entries, List<Blur> blurs) {
  static final Properties NONE = new Properties(NameMap.empty(), List.of());

  private static final Known<Optional<String>> ABSENT = Known.of(Optional.empty());

  /**
   * An import of which nothing is told.
   *
   * @param names which properties it may set
   * @param value any of these properties
   */
  record Blur(Glob names, Known<Optional<String>> value) {}

  Known<Optional<String>> get(String name) {
    Known<Optional<String>> entry = entries.get(name);
    if (entry != null) {
      return entry;
    }
    for (Blur blur : blurs) {
      if (blur.names.matches(name)) {
        return blur.value;
      }
    }
    return ABSENT;
  }

  Properties with(String name, Known<Optional<String>> entry) {
    return new Properties(entries.with(name, entry), blurs);
  }

  Properties with(String name, String value, Place place) {
    return with(name, Known.of(Optional.of(value), place));
  }

  Properties without(String name, Place place) {
    return blurs.isEmpty()
        ? new Properties(entries.without(name), blurs)
        : with(name, Known.of(Optional.empty(), place));
  }

  /** As they are when properties of some names may have been set. */
  Properties blurred(Glob names, Doubt doubt, Place place) {
    NameMap<Known<Optional<String>>> doubted =
        entries.each(
            (name, entry) ->
                entry.doubt() == null && names.matches(name)
                    ? Known.hidden(doubt, place, entry.get())
                    : entry);
    return new Properties(doubted, together(blurs, new Blur(names, Known.hidden(doubt, place))));
  }

  /** What is left to say of properties that are these or those. */
  static Properties either(Properties a, Properties b, Doubt doubt) {
    if (a == b) {
      return a;
    }
    NameMap<Known<Optional<String>>> merged =
        NameMap.merge(
            a.entries,
            b.entries,
            (name, mine, theirs) ->
                Known.either(
                    mine == null ? a.get(name) : mine,
                    theirs == null ? b.get(name) : theirs,
                    doubt));
    if (a.blurs == b.blurs) {
      return new Properties(merged, a.blurs);
    }
    List<Blur> all = a.blurs;
    for (Blur blur : b.blurs) {
      all = together(all, blur);
    }
    return new Properties(merged, all);
  }

  /** The list itself if names are blurred in it already. */
  private static List<Blur> together(List<Blur> blurs, Blur added) {
    for (Blur blur : blurs) {
      if (blur.names.equals(added.names)) {
        return blurs;
      }
    }
    List<Blur> all = new ArrayList<>(blurs);
    all.add(added);
    return List.copyOf(all);
  }
}
