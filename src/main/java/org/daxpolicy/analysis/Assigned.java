package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What rules have made of one thing they can assign, as far as it can be written down without a
 * device: texts with facts in them, and collections of such texts.
 */
sealed interface Assigned {
  /** The same where {@code before} was there before. */
  Assigned after(Assigned before);

  /** A piece of a text. */
  sealed interface Part {
    /** These bytes. */
    record Literal(String bytes) implements Part {}

    /** The value of a fact; nothing where it has none. */
    record Value(Fact fact) implements Part {}

    /** What was there before. */
    record Before() implements Part {}

    /** A blank if anything was there before. */
    record Blank() implements Part {}
  }

  /**
   * A text; without parts it is empty, which is also what is said of a property that is not set.
   */
  record Text(List<Part> parts) implements Assigned {
    /** The empty text. */
    static final Text EMPTY = new Text(List.of());

    /** What was there before, untouched. */
    static final Text BEFORE = new Text(List.of(new Part.Before()));

    public Text {
      parts = joined(parts);
    }

    static Text literal(String bytes) {
      return new Text(List.of(new Part.Literal(bytes)));
    }

    static Text value(Fact fact) {
      return new Text(List.of(new Part.Value(fact)));
    }

    /** Neighbouring literals are one, and none is empty. */
    private static List<Part> joined(List<Part> parts) {
      List<Part> joined = new ArrayList<>();
      for (Part part : parts) {
        if (part instanceof Part.Literal literal) {
          int last = joined.size() - 1;
          if (literal.bytes().isEmpty()) {
            continue;
          }
          if (last >= 0 && joined.get(last) instanceof Part.Literal before) {
            joined.set(last, new Part.Literal(before.bytes() + literal.bytes()));
            continue;
          }
        }
        joined.add(part);
      }
      return List.copyOf(joined);
    }

    /** The bytes, if no fact is in it. */
    Optional<String> constant() {
      if (parts.isEmpty()) {
        return Optional.of("");
      }
      return parts.size() == 1 && parts.get(0) instanceof Part.Literal literal
          ? Optional.of(literal.bytes())
          : Optional.empty();
    }

    /** The fact whose value it is, if it is nothing else. */
    Optional<Fact> fact() {
      return parts.size() == 1 && parts.get(0) instanceof Part.Value value
          ? Optional.of(value.fact())
          : Optional.empty();
    }

    /** This text and another behind it. */
    Text plus(Text other) {
      List<Part> all = new ArrayList<>(parts);
      all.addAll(other.parts);
      return new Text(all);
    }

    @Override
    public Assigned after(Assigned before) {
      Text earlier = (Text) before;
      List<Part> all = new ArrayList<>();
      for (Part part : parts) {
        if (part instanceof Part.Before) {
          all.addAll(earlier.parts);
        } else if (part instanceof Part.Blank && !earlier.equals(BEFORE)) {
          all.add(new Part.Literal(earlier.equals(EMPTY) ? "" : " "));
        } else {
          all.add(part);
        }
      }
      return new Text(all);
    }
  }

  /**
   * A collection.
   *
   * @param cleared whether what was there before is gone
   * @param ordered whether the order counts, and with it how often something is there
   * @param added what is there now
   * @param removed what was there before and is not now
   */
  record Items(boolean cleared, boolean ordered, List<Text> added, List<Text> removed)
      implements Assigned {
    static Items untouched(boolean ordered) {
      return new Items(false, ordered, List.of(), List.of());
    }

    static Items cleared(boolean ordered) {
      return new Items(true, ordered, List.of(), List.of());
    }

    public Items {
      added = ordered ? List.copyOf(added) : sorted(added);
      removed = sorted(removed);
    }

    private static List<Text> sorted(List<Text> texts) {
      TreeSet<Text> set = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
      set.addAll(texts);
      return List.copyOf(set);
    }

    Items plus(Text text) {
      List<Text> more = new ArrayList<>(added);
      more.add(text);
      List<Text> fewer = new ArrayList<>(removed);
      fewer.remove(text);
      return new Items(cleared, ordered, more, fewer);
    }

    Items minus(Text text) {
      List<Text> fewer = new ArrayList<>(added);
      fewer.remove(text);
      List<Text> more = new ArrayList<>(removed);
      if (!cleared) {
        more.add(text);
      }
      return new Items(cleared, ordered, fewer, more);
    }

    @Override
    public Assigned after(Assigned before) {
      if (cleared) {
        return this;
      }
      Items all = (Items) before;
      for (Text text : removed) {
        all = all.minus(text);
      }
      for (Text text : added) {
        all = all.plus(text);
      }
      return all;
    }
  }
}
