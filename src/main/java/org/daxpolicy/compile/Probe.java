package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.glob.NumberSet;

/**
 * One question to a device: is the printed value of an attribute one of these texts, or matched by
 * one of these udev patterns? False when the attribute is absent.
 *
 * @param attribute what is read
 * @param exact whether the pieces are plain texts, not patterns
 * @param texts at least one unless there are numbers; none is empty or ends in white space, and no
 *     pattern holds {@code |}
 * @param nonEmpty whether a pattern accepts the empty value too, which counts as absent and has to
 *     be ruled out apart
 * @param numbers for numeric attributes: the printed numbers that hold; at least one
 */
record Probe(
    Attribute attribute,
    boolean exact,
    List<String> texts,
    boolean nonEmpty,
    Optional<NumberSet> numbers) {
  Probe {
    texts = List.copyOf(texts);
  }

  /** The texts, or the patterns; those of numbers are worked out at each call. */
  List<String> pieces() {
    return numbers.map(set -> Patterns.globs(attribute, set)).orElse(texts);
  }

  /**
   * The alternatives as match values of at most {@code longest} characters each, unless a single
   * piece is longer; one suffices where they fit.
   */
  List<String> values(int longest) {
    List<String> values = new ArrayList<>();
    List<String> chunk = new ArrayList<>();
    int length = 0;
    for (String piece : pieces()) {
      if (!chunk.isEmpty() && length + piece.length() + 1 > longest) {
        values.add(value(chunk));
        chunk.clear();
        length = 0;
      }
      chunk.add(piece);
      length += piece.length() + 1;
    }
    values.add(value(chunk));
    return values;
  }

  private String value(List<String> chunk) {
    if (!exact) {
      return String.join("|", chunk);
    }
    return chunk.size() == 1 ? Glob.literal(chunk.get(0)) : String.join("|", Glob.literals(chunk));
  }

  /** Tells probes apart; cheaper than comparing whole attributes. */
  String key() {
    StringBuilder key = new StringBuilder(attribute.name()).append('\0').append(exact);
    texts.forEach(t -> key.append('\0').append(t));
    numbers.ifPresent(
        set ->
            set.ranges()
                .forEach(
                    r ->
                        key.append('\0')
                            .append(r.low().map(Object::toString).orElse(""))
                            .append("..")
                            .append(r.high().map(Object::toString).orElse(""))));
    return key.toString();
  }
}
