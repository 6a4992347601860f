package org.daxpolicy.simulate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.KernelModel;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.MemorySysfs;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.Verdict;

/**
 * What the rules do to memory blocks that are added offline: distributions ship some that online
 * every block, whatever the kernel's policy. Found by showing the rules such a block.
 *
 * @param word what is written to the block's {@code state}; empty if nothing is
 * @param verdict what the rules decided
 */
record MemoryRules(Optional<OnlinePolicy> word, Verdict verdict) {
  private static final String BLOCK = "/devices/system/memory/memory32";

  static MemoryRules of(RuleSet rules, Surroundings at, MemorySysfs empty) {
    MemorySysfs sysfs =
        empty
            .link(BLOCK + "/subsystem", "../../../../bus/memory")
            .link("/bus/memory/devices/memory32", "../../../devices/system/memory/memory32")
            .file(BLOCK + "/state", "offline\n", 0644)
            .file(BLOCK + "/valid_zones", "Normal Movable\n", 0444)
            .file(BLOCK + "/removable", "1\n", 0444)
            .file(BLOCK + "/phys_device", "0\n", 0444)
            .file(BLOCK + "/phys_index", "00000020\n", 0444)
            .file(BLOCK + "/uevent", "", 0644);
    Event event = new Event(sysfs, BLOCK, "add", Map.of("SEQNUM", "1"), at.host(), Map.of());
    Verdict verdict = Evaluator.evaluate(rules, event, at.udev(), Simulator.EVALUATION);
    List<String> written =
        verdict.attributeWrites().stream()
            .filter(w -> w.path().equals("/sys" + BLOCK + "/state"))
            .map(Verdict.Write::value)
            .toList();
    Optional<OnlinePolicy> word =
        written.stream()
            .flatMap(w -> OnlinePolicy.parse(w).stream())
            .filter(OnlinePolicy::online)
            .findFirst();
    return new MemoryRules(word, verdict);
  }

  /** A device whose offline blocks the rules have brought online. */
  DaxDeviceState onlined(DaxDeviceState device, KernelModel kernel) {
    return word.flatMap(kernel::zone)
        .map(z -> device.with(device.memory().bringOnline(z)))
        .orElse(device);
  }
}
