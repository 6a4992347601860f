package org.daxpolicy.analysis;

import java.util.Optional;
import java.util.Set;

/**
 * One thing that a condition or a rule line can ask of a device, its event or its host. Equal facts
 * are one variable of the diagrams.
 */
sealed interface Fact {
  /** Which ancestors of a known kind the device has; see {@link Chain}. */
  record Ancestors() implements Fact {}

  /** The number {@code R} of {@code daxR.I}. */
  record RegionNumber() implements Fact {}

  /** The number {@code I} of {@code daxR.I}. */
  record InstanceNumber() implements Fact {}

  /** A file of the device. */
  record Own(String file) implements Fact {}

  /** A file of the ancestor of a kind, if there is one. */
  record OfAncestor(Chain.Kind kind, String file) implements Fact {}

  /** The driver of the ancestor of a kind, where the kind does not tell it. */
  record DriverOf(Chain.Kind kind) implements Fact {}

  /** The kernel name of the ancestor of a kind. */
  record NameOf(Chain.Kind kind) implements Fact {}

  /** A file that only the device's parent has, which is its dax region: {@code dax_region/id}. */
  record OfParent(String file) implements Fact {}

  /** A file of the NUMA node that {@code target_node} names. */
  record OfTargetNode(String file) implements Fact {}

  /** A file of {@code [subsystem/kernel]}. */
  record Addressed(String subsystem, String kernel, String file) implements Fact {}

  /** A parameter of the kernel's command line; {@code -} in its name is written {@code _}. */
  record Parameter(String name) implements Fact {}

  /** {@code CONST{key}}. */
  record Constant(String key) implements Fact {}

  /** What the event does. */
  record Action() implements Fact {}

  /** The driver udev takes for the device's. */
  record BoundDriver() implements Fact {}

  /** A property of the event before any rule. */
  record Property(String name) implements Fact {}

  /** A property that udev's database holds from the device's last event. */
  record Stored(String name) implements Fact {}

  /** A text that only the world outside knows; its name says which. */
  record Unknown(String what) implements Fact {}

  /** A question that only the world outside can answer; its name says which. */
  record Answer(String question, Optional<Parent> parent) implements Fact {
    Answer(String question) {
      this(question, Optional.empty());
    }
  }

  /**
   * What is certain of an ancestor that a question asks for.
   *
   * @param kind the kind of which there may be several, or none for an ancestor of no known kind
   * @param names one of these patterns matches its kernel name; any, if empty
   * @param subsystems one of these is its subsystem; any, if empty
   * @param drivers one of these is its driver; any or none, if empty
   * @param files it has these
   */
  record Parent(
      Optional<Chain.Kind> kind,
      Set<String> names,
      Set<String> subsystems,
      Set<String> drivers,
      Set<String> files) {}
}
