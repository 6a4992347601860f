package org.daxpolicy.simulate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Verdict;

/**
 * What becomes of one dax device.
 *
 * @param name kernel name
 * @param devpath its path without {@code /sys}
 * @param before what the kernel alone makes of it; empty if it makes no device
 * @param why why so, a sentence
 * @param events its events in order, each with what the rules decided
 * @param steps the work that was done on it, in order
 * @param after how it ends if all goes well; empty if there is no device
 * @param alternatives how else it may end; empty when {@code after} is certain
 * @param perhapsMissing whether there may be no device in the end where {@code after} is one
 * @param align its alignment in bytes where there is a device in the end
 * @param rule the policy's rule that decided last, from DAXPOLICY_RULE
 * @param outcome what that rule wants, from DAXPOLICY_OUTCOME: {@code keep}, {@code devdax}, {@code
 *     system-ram movable}, {@code system-ram kernel}, {@code system-ram none}
 * @param use what that rule wants of the memory beside, in the policy's words: {@code weights 3}
 * @param node what became of {@code /dev/daxR.I}
 * @param risks what may go wrong or did
 */
public record DeviceResult(
    String name,
    String devpath,
    Optional<DaxDeviceState> before,
    String why,
    List<EventResult> events,
    List<Step> steps,
    Optional<DaxDeviceState> after,
    List<DaxDeviceState> alternatives,
    boolean perhapsMissing,
    Optional<Long> align,
    Optional<String> rule,
    Optional<String> outcome,
    List<String> use,
    Node node,
    List<Diagnostic> risks) {

  /**
   * One event.
   *
   * @param action {@code add}, {@code bind}, {@code unbind}
   * @param driver DRIVER of the event
   * @param verdict what the rules decided
   */
  public record EventResult(String action, Optional<String> driver, Verdict verdict) {}

  /** Who does a step. */
  public enum Via {
    /** udev itself, while it works the rules: an attribute that is written, a PROGRAM. */
    RULE("rule"),
    /** udev's worker, from RUN. */
    RUN("RUN"),
    /** A systemd unit, from SYSTEMD_WANTS, systemd-run or the boot. */
    UNIT("unit"),
    /** Someone at a terminal. */
    SHELL("shell");

    private final String word;

    Via(String word) {
      this.word = word;
    }

    /** The word reports use. */
    public String word() {
      return word;
    }
  }

  /**
   * One piece of work.
   *
   * @param event index into the events: the last one before it; -1 if there was none
   * @param via who does it
   * @param unit the unit's name; empty for others
   * @param command the command line
   * @param endings every way it can end, the hoped-for first
   */
  public record Step(
      int event, Via via, Optional<String> unit, String command, List<Ending> endings) {
    public Step {
      endings = List.copyOf(endings);
    }
  }

  /**
   * A way a step can end.
   *
   * @param exit exit status; empty where it is not known
   * @param sentence what happens
   */
  public record Ending(Optional<Integer> exit, String sentence) {}

  /**
   * The device node. What no rule set is as devtmpfs made it: {@code 0600 root root}.
   *
   * @param owner numeric id
   * @param group numeric id
   * @param mode permission bits
   * @param symlinks without {@code /dev/}
   * @param tags current tags
   * @param seclabels module to label
   */
  public record Node(
      Optional<Integer> owner,
      Optional<Integer> group,
      Optional<Integer> mode,
      List<String> symlinks,
      List<String> tags,
      Map<String, String> seclabels) {
    /** A node no rule has touched. */
    public static final Node UNTOUCHED =
        new Node(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), Map.of());

    public Node {
      symlinks = List.copyOf(symlinks);
      tags = List.copyOf(tags);
      seclabels = Map.copyOf(seclabels);
    }
  }

  public DeviceResult {
    events = List.copyOf(events);
    steps = List.copyOf(steps);
    use = List.copyOf(use);
    alternatives = List.copyOf(alternatives);
    risks = List.copyOf(risks);
  }

  /** Whether the device can end in one way only. */
  public boolean certain() {
    return alternatives.isEmpty() && !perhapsMissing;
  }

  /** Every way the device can end, the hoped-for first. */
  public List<DaxDeviceState> endings() {
    return java.util.stream.Stream.concat(after.stream(), alternatives.stream()).toList();
  }
}
