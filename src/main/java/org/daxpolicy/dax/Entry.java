package org.daxpolicy.dax;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.dax.Attribute.Type;
import org.daxpolicy.dax.Availability.From;

/** Gathers the parts of a catalogue entry; what is not said is the common case. */
final class Entry {
  private final String name;
  private final Type type;
  private final Encoding encoding;
  private final Reach reach;
  private Availability availability = Availability.ALWAYS;
  private final SortedMap<String, String> words = new TreeMap<>();
  private String where = "";
  private String absentWhen = Attribute.NEVER;

  private Entry(String name, Type type, Encoding encoding, Reach reach) {
    this.name = name;
    this.type = type;
    this.encoding = encoding;
    this.reach = reach;
  }

  static Entry of(String name, Type type, Encoding encoding, Reach reach) {
    return new Entry(name, type, encoding, reach);
  }

  Entry since(int... release) {
    availability = new Availability(Optional.of(Version.of(release)), availability.from());
    return this;
  }

  Entry from(From from) {
    availability = new Availability(availability.since(), from);
    return this;
  }

  Entry word(String written, String printed) {
    words.put(written, printed);
    return this;
  }

  Entry where(String text) {
    where = text;
    return this;
  }

  Entry absent(String when) {
    absentWhen = when;
    return this;
  }

  Attribute example(String example, String summary) {
    return new Attribute(
        name,
        type,
        encoding,
        reach,
        availability,
        Collections.unmodifiableSortedMap(words),
        where,
        absentWhen,
        example,
        summary);
  }
}
