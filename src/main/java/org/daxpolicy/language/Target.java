package org.daxpolicy.language;

import java.util.Optional;
import org.daxpolicy.dax.Version;

/**
 * The hosts a policy must be right on.
 *
 * @param kernel supported kernels
 * @param systemd supported systemd (and udev) releases
 * @param daxctl supported daxctl releases
 * @param nodes the NUMA nodes a device's memory may have, {@code nodes 0 .. 7}
 * @param protect how a device is kept from being onlined before the policy decides
 */
public record Target(Range kernel, Range systemd, Range daxctl, Nodes nodes, Protect protect) {
  /**
   * What holds when a policy says nothing: every release the models know, nodes 0 to 15, {@code
   * protect auto}.
   */
  public static final Target DEFAULT =
      new Target(
          new Range(Version.of(6, 1), Optional.empty()),
          new Range(Version.of(252), Optional.empty()),
          new Range(Version.of(76), Optional.empty()),
          new Nodes(0, 15, false),
          Protect.AUTO);

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
   * @param stated whether the policy says so, or the default applies
   */
  public record Nodes(int low, int high, boolean stated) {}

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
