package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.udev.ValuePattern;

/** What properties hold while an event goes through the lines: for each, cases in order. */
final class Kept {
  /** A value of a property. */
  sealed interface Value {
    /** These bytes. */
    record Text(String bytes) implements Value {}

    /** What an attribute has for a value, empty where it is absent. */
    record Of(Attribute attribute) implements Value {}

    /** Something that only others know. */
    record Unknown() implements Value {}
  }

  private record Case(Formula when, Value value) {}

  private final Map<String, List<Case>> properties = new HashMap<>();
  private final DeviceSets sets;
  private final Values values;

  Kept(DeviceSets sets, Values values) {
    this.sets = sets;
    this.values = values;
  }

  private List<Case> cases(String property) {
    boolean ours = property.startsWith(".") || property.startsWith("DAXPOLICY_");
    Value before = ours ? new Value.Text("") : new Value.Unknown();
    return properties.getOrDefault(property, List.of(new Case(Formula.TRUE, before)));
  }

  /** Keeps a value where a condition holds. */
  void keep(String property, Formula when, Value value) {
    List<Case> cases = new ArrayList<>(List.of(new Case(when, value)));
    if (!when.equals(Formula.TRUE)) {
      cases.addAll(cases(property));
    }
    properties.put(property, cases);
  }

  /** What a property holds among some devices, if it is one thing. */
  Optional<Value> value(String property, Formula given) {
    Optional<Value> only = Optional.empty();
    Formula rest = given;
    for (Case one : cases(property)) {
      if (!sets.isEmpty(rest, one.when())) {
        if (only.isPresent() && !only.get().equals(one.value())) {
          return Optional.empty();
        }
        only = Optional.of(one.value());
        rest = Formula.and(rest, Formula.not(one.when()));
      }
    }
    return only;
  }

  /** The devices, among some, on which a property compares as wanted; none if nobody knows. */
  Optional<Formula> holds(String property, ValuePattern pattern, Formula given) {
    List<Formula> any = new ArrayList<>();
    Formula rest = Formula.TRUE;
    for (Case one : cases(property)) {
      if (sets.isEmpty(given, rest, one.when())) {
        continue;
      }
      Optional<Formula> here =
          one.value() instanceof Value.Text text
              ? Optional.of(Formula.of(pattern.holds(text.bytes())))
              : one.value() instanceof Value.Of of
                  ? values.text(of.attribute(), pattern)
                  : Optional.empty();
      if (here.isEmpty()) {
        return here;
      }
      any.add(Formula.and(List.of(rest, one.when(), here.get())));
      rest = Formula.and(rest, Formula.not(one.when()));
    }
    return Optional.of(sets.simple(Formula.or(any), given));
  }
}
