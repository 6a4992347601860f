package org.daxpolicy.udev;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of the rule language, a row each: whether an attribute goes with the key and which
 * operators it takes. A new key, or an operator a release brought, is one row here.
 */
final class KeyTable {
  /** Whether a key takes an attribute in braces. */
  enum Attribute {
    FORBIDDEN,
    REQUIRED,
    OPTIONAL
  }

  /** What becomes of an operator a key does not really take. */
  private record Replacement(Operator operator, Optional<String> takes) {}

  /** One key. */
  static final class Row {
    private final String name;
    private final Attribute attribute;
    private final Set<Operator> operators = EnumSet.noneOf(Operator.class);
    private final Map<Operator, Replacement> replaced = new EnumMap<>(Operator.class);
    private final Map<Operator, Integer> since = new EnumMap<>(Operator.class);
    private boolean foldsCase;

    private Row(String name, Attribute attribute) {
      this.name = name;
      this.attribute = attribute;
    }

    /** Takes == and !=, and their values may be {@code i"…"}. */
    private Row matches() {
      foldsCase = true;
      return takes(Operator.MATCH, Operator.NO_MATCH);
    }

    private Row takes(Operator... allowed) {
      operators.addAll(Set.of(allowed));
      return this;
    }

    /** Takes {@code operator} from a release on. */
    private Row takesSince(int version, Operator operator) {
      operators.add(operator);
      since.put(operator, version);
      return this;
    }

    /** Takes {@code written} for {@code meant} without a word. */
    private Row readsAs(Operator meant, Operator... written) {
      for (Operator operator : written) {
        replaced.put(operator, new Replacement(meant, Optional.empty()));
      }
      return this;
    }

    /** Takes {@code written} for = and warns, naming the operators it {@code takes}. */
    private Row assumes(String takes, Operator... written) {
      for (Operator operator : written) {
        replaced.put(operator, new Replacement(Operator.ASSIGN, Optional.of(takes)));
      }
      return this;
    }

    String name() {
      return name;
    }

    /** Whether the values of this key's matches may ignore letter case. */
    boolean foldsCase() {
      return foldsCase;
    }

    /** Whether an attribute, or its absence, suits the key. */
    boolean admits(Optional<String> given) {
      return switch (attribute) {
        case FORBIDDEN -> given.isEmpty();
        case REQUIRED -> given.isPresent() && !given.get().isEmpty();
        case OPTIONAL -> true;
      };
    }

    /** The operator that is meant by a written one; empty if the key does not take it. */
    Optional<Operator> meaning(Operator written, UdevVersion version) {
      Replacement replacement = replaced.get(written);
      if (replacement != null) {
        return Optional.of(replacement.operator());
      }
      boolean taken =
          operators.contains(written) && version.atLeast(since.getOrDefault(written, 0));
      return taken ? Optional.of(written) : Optional.empty();
    }

    /** The warning that goes with a replaced operator. */
    Optional<String> warning(Operator written) {
      return Optional.ofNullable(replaced.get(written))
          .flatMap(Replacement::takes)
          .map(takes -> name + " key takes " + takes + " operator, assuming '='.");
    }
  }

  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  private KeyTable() {}

  private static Row row(String name, Attribute attribute) {
    Row row = new Row(name, attribute);
    ROWS.put(name, row);
    return row;
  }

  static {
    Operator match = Operator.MATCH;
    Operator noMatch = Operator.NO_MATCH;
    Operator set = Operator.ASSIGN;
    Operator last = Operator.ASSIGN_FINAL;
    Operator add = Operator.ADD;
    Operator remove = Operator.REMOVE;
    row("ACTION", Attribute.FORBIDDEN).matches();
    row("DEVPATH", Attribute.FORBIDDEN).matches();
    row("KERNEL", Attribute.FORBIDDEN).matches();
    row("SUBSYSTEM", Attribute.FORBIDDEN).matches();
    row("DRIVER", Attribute.FORBIDDEN).matches();
    row("KERNELS", Attribute.FORBIDDEN).matches();
    row("SUBSYSTEMS", Attribute.FORBIDDEN).matches();
    row("DRIVERS", Attribute.FORBIDDEN).matches();
    row("TAGS", Attribute.FORBIDDEN).matches();
    row("ATTRS", Attribute.REQUIRED).matches();
    row("CONST", Attribute.REQUIRED).matches();
    row("RESULT", Attribute.FORBIDDEN).matches();
    String written = "'==', '!=', or '='";
    row("ATTR", Attribute.REQUIRED).matches().takes(set).assumes(written, add, last);
    row("SYSCTL", Attribute.REQUIRED).matches().takes(set).assumes(written, add, last);
    String appended = "'==', '!=', '=', or '+='";
    row("ENV", Attribute.REQUIRED).matches().takes(set, add).assumes(appended, last);
    row("TAG", Attribute.FORBIDDEN).matches().takes(set, add, remove).assumes(appended, last);
    row("SYMLINK", Attribute.FORBIDDEN).matches().takes(set, add, last).takesSince(254, remove);
    row("NAME", Attribute.FORBIDDEN)
        .matches()
        .takes(set, last)
        .assumes("'==', '!=', '=', or ':='", add);
    row("TEST", Attribute.OPTIONAL).takes(match, noMatch);
    row("PROGRAM", Attribute.FORBIDDEN).takes(match, noMatch).readsAs(match, set, add, last);
    row("IMPORT", Attribute.REQUIRED).takes(match, noMatch).readsAs(match, set, add, last);
    for (String name : new String[] {"OWNER", "GROUP", "MODE"}) {
      row(name, Attribute.FORBIDDEN).takes(set, last).assumes("'=' or ':='", add);
    }
    row("SECLABEL", Attribute.REQUIRED).takes(set, add).assumes("'=' or '+='", last);
    row("RUN", Attribute.OPTIONAL).takes(set, add, last);
    row("OPTIONS", Attribute.FORBIDDEN).takes(set, last).readsAs(set, add);
    row("GOTO", Attribute.FORBIDDEN).takes(set);
    row("LABEL", Attribute.FORBIDDEN).takes(set);
  }

  /** The row of a key, which are all upper-case. */
  static Optional<Row> find(String name) {
    return Optional.ofNullable(ROWS.get(name));
  }
}
