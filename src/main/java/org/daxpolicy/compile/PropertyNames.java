package org.daxpolicy.compile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.daxpolicy.dax.Attribute;

/**
 * Names of the udev properties a policy uses. A leading dot keeps a property out of udev's
 * database; the policy's slug keeps two policies apart.
 */
final class PropertyNames {
  /** The chosen rule's name, stored. */
  static final String RULE = "DAXPOLICY_RULE";

  /** The chosen rule's outcome, stored. */
  static final String OUTCOME = "DAXPOLICY_OUTCOME";

  /** The weight the chosen rule wants of the node, stored. */
  static final String WEIGHTS = "DAXPOLICY_WEIGHTS";

  /** What the chosen rule wants of demotion, stored. */
  static final String DEMOTION = "DAXPOLICY_DEMOTION";

  /** The sizes of the parts that the chosen rule divides a region into, stored. */
  static final String PARTITION = "DAXPOLICY_PARTITION";

  private final String slug;
  private final Map<String, String> copies = new HashMap<>();
  private final Map<Integer, String> facts = new HashMap<>();
  private final Map<String, Integer> next = new HashMap<>();
  private final Set<String> used = new HashSet<>(Set.of("KNOWN", "DIVIDED"));

  PropertyNames(Slug slug) {
    this.slug = slug.property();
  }

  /** Holds an attribute's value that rules cannot compare where it stands. */
  String copy(Attribute attribute) {
    return copies.computeIfAbsent(
        attribute.name(), n -> used.add(safe(n)) ? temporary(safe(n)) : numbered(safe(n)));
  }

  /** A new one that says whether a probe of the attribute holds. */
  String probe(Attribute attribute) {
    return numbered(safe(attribute.name()));
  }

  /** A new one that says whether the first part of a long line holds. */
  String part() {
    return numbered("PART");
  }

  /** Says whether a disjunction holds. */
  String any(int fact) {
    return facts.computeIfAbsent(fact, f -> numbered("ANY"));
  }

  /** Says that what exists only with the memory can be read now. */
  String known() {
    return temporary("KNOWN");
  }

  /** Says that the region's first device is the first part already. */
  String divided() {
    return temporary("DIVIDED");
  }

  /** The decision made while it could be read, stored. */
  String decided() {
    return "DAXPOLICY_" + slug + "_DECIDED";
  }

  private String numbered(String base) {
    String name;
    do {
      name = base + "_" + next.merge(base, 1, Integer::sum);
    } while (!used.add(name));
    return temporary(name);
  }

  private String temporary(String name) {
    return ".DAXPOLICY_" + slug + "_" + name;
  }

  private static String safe(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
