package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.kernel.Firmware.Source;
import org.daxpolicy.machine.host.PhysicalRange;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.MemorySysfs;
import org.daxpolicy.udev.Verdict;

/** What may go wrong with the machine as a whole. */
final class MachineFindings {
  private static final String BLOCK = "/devices/system/memory/memory32";
  private final Scenario scenario;
  private final Risks risks;
  private final List<Diagnostic> found = new ArrayList<>();

  MachineFindings(Scenario scenario, Risks risks) {
    this.scenario = scenario;
    this.risks = risks;
  }

  List<Diagnostic> of(World world, List<DeviceResult> devices) {
    memoryRule();
    world.scenario.layout().firmware().sources().forEach(s -> missing(world, s));
    ranges();
    demotion(world);
    found.addAll(PendingParameters.of(scenario.machine().host()));
    found.addAll(new UnstableNames(scenario, risks).of(devices));
    for (Incident incident : world.course.incidents) {
      if (incident.device().isEmpty()) {
        Findings findings = new Findings(risks, "the machine", world.kernel.settings().blockSize());
        findings.incident(incident, true);
        found.addAll(findings.all());
      }
    }
    return List.copyOf(found);
  }

  /** Pages are demoted to a slower tier; CPU-less nodes may well share the processors' one. */
  private void demotion(World world) {
    if (world.kernel.demotion().orElse(false) && world.kernel.tiers() < 2) {
      found.add(
          Diagnostic.of(Code.NOTHING_TO_DEMOTE_TO, "demotion is on, and all memory is in one tier")
              .note("a cold page moves to memory of a slower tier, and there is none"));
    }
  }

  // ---- rules that work on memory blocks

  /** Distributions ship rules that online every block; found by showing them one. */
  private void memoryRule() {
    MemorySysfs sysfs =
        new MemorySysfs()
            .link(BLOCK + "/subsystem", "../../../../bus/memory")
            .link("/bus/memory/devices/memory32", "../../../devices/system/memory/memory32")
            .file(BLOCK + "/state", "offline\n", 0644)
            .file(BLOCK + "/valid_zones", "Normal Movable\n", 0444)
            .file(BLOCK + "/removable", "1\n", 0444)
            .file(BLOCK + "/phys_device", "0\n", 0444)
            .file(BLOCK + "/phys_index", "00000020\n", 0444)
            .file(BLOCK + "/uevent", "", 0644);
    Event event =
        new Event(sysfs, BLOCK, "add", Map.of("SEQNUM", "1"), scenario.at().bareHost(), Map.of());
    Verdict verdict =
        Evaluator.evaluate(scenario.rules(), event, scenario.at().udev(), Simulator.EVALUATION);
    verdict.attributeWrites().stream()
        .filter(w -> w.path().equals("/sys" + BLOCK + "/state"))
        .flatMap(w -> OnlinePolicy.parse(w.value()).stream())
        .filter(OnlinePolicy::online)
        .findFirst()
        .ifPresent(
            w ->
                found.add(
                    risks
                        .at(
                            Optional.of(verdict),
                            Code.RULE_ONLINES_MEMORY,
                            "a rule writes `" + w.word() + "` to every memory block that is added",
                            "ATTR{state}")
                        .note("it acts whatever the kernel's auto-online policy says")
                        .help(
                            "mask the file, or copy it to /etc/udev/rules.d without its memory"
                                + " lines")));
  }

  // ---- memory that no device has

  private void missing(World world, Source source) {
    Optional<String> why = world.kernel.missing(source);
    if (why.isEmpty()) {
      return;
    }
    boolean ordinary = !world.kernel.settings().softReserve().kept();
    found.add(
        ordinary
            ? Diagnostic.of(
                    Code.FIRMWARE_OWNS_MEMORY,
                    size(source.size())
                        + " of special memory, `"
                        + source.device()
                        + "`, become ordinary RAM")
                .note(why.get())
                .note("no dax device, no policy, and no way to take it back before the next boot")
            : Diagnostic.of(
                    Code.REGION_STRANDED,
                    size(source.size()) + " of memory, `" + source.device() + "`, serve nobody")
                .note(why.get()));
  }

  private static String size(long bytes) {
    return bytes >> 30 > 0 ? (bytes >> 30) + " GiB" : (bytes >> 20) + " MiB";
  }

  /** What /proc/iomem shows of memory that firmware kept, and of CXL windows. */
  private void ranges() {
    List<PhysicalRange> all = scenario.machine().host().files().physicalRanges();
    for (int i = 0; i < all.size(); i++) {
      PhysicalRange range = all.get(i);
      List<PhysicalRange> inside = inside(all, i);
      if (range.name().equals("Soft Reserved")
          && range.size() > 0
          && inside.stream().noneMatch(r -> r.name().startsWith("dax"))
          && scenario.layout().firmware().sources().stream().noneMatch(s -> overlap(range, s))) {
        found.add(
            Diagnostic.of(
                    Code.REGION_STRANDED,
                    size(range.size()) + " of soft-reserved memory serve nobody")
                .note(
                    "0x"
                        + Long.toHexString(range.start())
                        + " is kept apart, and no driver makes a dax device of it")
                .help(
                    "between 6.3 and 7.0 memory in a CXL window depends on the CXL core; see `cxl"
                        + " list -RD` and the module dax_hmem"));
      }
      if (range.name().startsWith("CXL Window")
          && inside.stream().anyMatch(r -> r.name().equals("System RAM"))) {
        found.add(owned("`" + range.name() + "`"));
      }
    }
    if (all.isEmpty()) {
      new CxlMemory(scenario.machine().sysfs(), scenario.layout())
          .owned()
          .ifPresent(w -> found.add(owned("window `" + w + "`")));
    }
  }

  private static Diagnostic owned(String window) {
    return Diagnostic.of(
            Code.FIRMWARE_OWNS_MEMORY, "firmware made ordinary RAM of CXL memory in " + window)
        .note(
            "there is no dax device for it: policies, memhp_default_state and daxctl do not reach"
                + " it, and it cannot be unplugged")
        .help(
            "have firmware mark it as specific-purpose memory (EFI_MEMORY_SP), and boot by UEFI"
                + " without efi=nosoftreserve");
  }

  private static List<PhysicalRange> inside(List<PhysicalRange> all, int index) {
    List<PhysicalRange> inside = new ArrayList<>();
    for (int i = index + 1; i < all.size() && all.get(i).depth() > all.get(index).depth(); i++) {
      inside.add(all.get(i));
    }
    return inside;
  }

  private static boolean overlap(PhysicalRange range, Source source) {
    return range.start() < source.start() + source.size() && source.start() <= range.end();
  }
}
