package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.RuleText;

/**
 * How a rule line asks for one attribute.
 *
 * @param key the udev key
 * @param attribute the key's attribute; empty for a key without one
 * @param guards terms on the same parent that go with it, empty unless the key searches parents
 * @param kind what the key's {@code !=} means
 * @param prefix what stands in front of each alternative
 * @param suffix what stands behind each alternative
 */
record Access(
    String key, String attribute, List<Guard> guards, Kind kind, String prefix, String suffix) {
  /** A term {@code key==value} or {@code key{attribute}==value}. */
  record Guard(String key, String attribute, String value) {}

  /** How an attribute's key treats what is missing. */
  enum Kind {
    /** Reads a string that is empty when missing: {@code !=} is exactly the negation. */
    STRING,
    /** A missing file makes {@code ==} and {@code !=} false alike. */
    FILE,
    /** Any parent may satisfy the term: {@code !=} says nothing about the one that was meant. */
    PARENT
  }

  /** How to ask for {@code attribute}; temporary properties are made by {@code names}. */
  static Access to(Attribute attribute, PropertyNames names) {
    Reach reach = attribute.reach();
    if (reach instanceof Reach.Own own) {
      return plain("ATTR", own.file(), Kind.FILE);
    }
    if (reach instanceof Reach.Fixed fixed) {
      return plain(
          "ATTR", "[" + fixed.subsystem() + "/" + fixed.kernel() + "]" + fixed.file(), Kind.FILE);
    }
    if (reach instanceof Reach.Name name) {
      return switch (name.part()) {
        case WHOLE -> new Access("KERNEL", "", List.of(), Kind.STRING, "", "");
        case REGION -> new Access("KERNEL", "", List.of(), Kind.STRING, "dax", ".*");
        case INSTANCE -> new Access("KERNEL", "", List.of(), Kind.STRING, "dax*.", "");
      };
    }
    if (reach instanceof Reach.Constant constant) {
      return plain("CONST", constant.key(), Kind.STRING);
    }
    if (reach instanceof Reach.Ancestor ancestor) {
      return ancestor(ancestor);
    }
    if (reach instanceof Reach.Parent parent) {
      return plain("ATTRS", parent.file(), Kind.PARENT);
    }
    return plain("ENV", names.copy(attribute), Kind.STRING);
  }

  private static Access plain(String key, String attribute, Kind kind) {
    return new Access(key, attribute, List.of(), kind, "", "");
  }

  private static Access ancestor(Reach.Ancestor reach) {
    List<Guard> guards = new ArrayList<>();
    guards.add(new Guard("SUBSYSTEMS", "", reach.subsystem()));
    reach.driver().ifPresent(d -> guards.add(new Guard("DRIVERS", "", d)));
    reach.devtype().ifPresent(t -> guards.add(new Guard("ATTRS", "devtype", t)));
    return new Access("ATTRS", reach.file(), List.copyOf(guards), Kind.PARENT, "", "");
  }

  /** A match value with prefix and suffix put round each of its alternatives. */
  String wrap(String value) {
    return prefix.isEmpty() && suffix.isEmpty()
        ? value
        : prefix + value.replace("|", suffix + "|" + prefix) + suffix;
  }

  /** Appends the terms that compare with a match value. */
  void append(RuleText line, Operator operator, String value) {
    guards.forEach(g -> term(line, g.key(), g.attribute(), Operator.MATCH, g.value()));
    term(line, key, attribute, operator, value);
  }

  static void term(RuleText line, String key, String attribute, Operator operator, String value) {
    if (attribute.isEmpty()) {
      line.term(key, operator, value);
    } else {
      line.term(key, attribute, operator, value);
    }
  }
}
