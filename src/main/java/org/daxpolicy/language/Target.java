package org.daxpolicy.language;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Version;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Place;

/**
 * The hosts a policy must be right on.
 *
 * @param kernel supported kernels
 * @param systemd supported systemd (and udev) releases
 * @param daxctl supported daxctl releases
 * @param nodes the NUMA nodes a device's memory may have, {@code nodes 0 .. 7}
 * @param protect how a device is kept from being onlined before the policy decides
 * @param places where the policy says each part; a part that it leaves out has none
 */
public record Target(
    Range kernel,
    Range systemd,
    Range daxctl,
    Nodes nodes,
    Protect protect,
    Map<Part, Place> places) {
  /**
   * What holds when a policy says nothing: every release the models know, nodes 0 to 15, {@code
   * protect auto}.
   */
  public static final Target DEFAULT =
      new Target(
          new Range(Version.of(6, 1), Optional.empty()),
          new Range(Version.of(252), Optional.empty()),
          new Range(Version.of(76), Optional.empty()),
          new Nodes(0, 15),
          Protect.AUTO,
          Map.of());

  public Target {
    Map<Part, Place> copy = new EnumMap<>(Part.class);
    copy.putAll(places);
    places = Collections.unmodifiableMap(copy);
  }

  /** Where the policy says a part; empty where {@link #DEFAULT} holds. */
  public Optional<Place> place(Part part) {
    return Optional.ofNullable(places.get(part));
  }

  /** The finding with the place where the policy says a part, where it says it. */
  public Diagnostic pointAt(Part part, Diagnostic finding) {
    return place(part).map(p -> finding.related(p, "the target says this")).orElse(finding);
  }

  /** What a {@code target} block can say. */
  public enum Part {
    KERNEL,
    SYSTEMD,
    DAXCTL,
    NODES,
    PROTECT
  }

  /**
   * Releases from {@code low} to {@code high}, both included; no upper bound if absent. A bound
   * 6.12 includes 6.12.107.
   */
  public record Range(Version low, Optional<Version> high) {
    /** Whether a release lies in the range. */
    public boolean contains(Version version) {
      return version.compareTo(low) >= 0
          && high.map(
                  h ->
                      version.compareTo(h) <= 0
                          || version.parts().size() > h.parts().size()
                              && version.parts().subList(0, h.parts().size()).equals(h.parts()))
              .orElse(true);
    }
  }

  /**
   * NUMA nodes.
   *
   * @param low the first
   * @param high the last
   */
  public record Nodes(int low, int high) {}

  /**
   * Section 6 of the language: protections against memory that is online before the policy decides.
   */
  public enum Protect {
    AUTO,
    STATE,
    HOLD,
    OFFLINE,
    IDLE,
    MOVABLE,
    NONE
  }
}
