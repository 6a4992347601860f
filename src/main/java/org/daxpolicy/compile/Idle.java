package org.daxpolicy.compile;

import java.util.List;
import java.util.Map;
import org.daxpolicy.language.Policy;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.RuleText;

/**
 * {@code protect idle}: the kernel leaves the device of a soft-reserved region empty and unbound; a
 * rule gives it the region's memory and makes it devdax, from where the policy takes it on.
 */
final class Idle {
  /** What the region has left, as a rule reads it of the parent. */
  static final String AVAILABLE = "$attr{dax_region/available_size}";

  /** What is run, in this order. */
  static final List<String> COMMANDS =
      List.of(
          "/usr/bin/daxctl reconfigure-device -s " + AVAILABLE + " %k",
          "/usr/bin/daxctl enable-device %k");

  private Idle() {}

  /** The rules file by path. It is read before the policy's own. */
  static Map<String, String> files(Policy policy, Slug slug, Delivery delivery) {
    StringBuilder text = new StringBuilder();
    for (String line : Header.lines(policy, delivery)) {
      text.append("# ").append(line).append('\n');
    }
    text.append(
        """
        #
        # Booted with dax_hmem.region_idle=1, the first device of a soft-reserved region has no memory
        # and no driver. It gets all of the region's. Each command writes a file or two and ends; so
        # they may run in udev's worker.
        """);
    COMMANDS.forEach(command -> text.append(line(command)));
    return Map.of(
        "etc/udev/rules.d/95-daxpolicy-" + slug.text() + "-create.rules", text.toString());
  }

  /** All keys that look upwards have to find the same parent, the region's. */
  private static String line(String command) {
    return RuleText.line()
            .term("ACTION", Operator.MATCH, "add|change")
            .term("SUBSYSTEM", Operator.MATCH, "dax")
            .term("KERNEL", Operator.MATCH, "dax*.0")
            .term("ATTR", "size", Operator.MATCH, "0")
            .term("SUBSYSTEMS", Operator.MATCH, "platform")
            .term("DRIVERS", Operator.MATCH, "hmem")
            .term("ATTRS", "dax_region/available_size", Operator.MATCH, "[1-9]*")
            .term("RUN", Operator.ADD, command)
            .text()
        + "\n";
  }
}
