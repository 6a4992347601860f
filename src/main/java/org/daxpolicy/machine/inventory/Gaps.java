package org.daxpolicy.machine.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.daxpolicy.machine.DevicePath;
import org.daxpolicy.machine.HostFacts;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.machine.inventory.Part.Kind;

/** What a snapshot does not tell although it matters. */
final class Gaps {
  /** A sentence about devices, with their names in place of a star, to those names. */
  private final Map<String, List<String>> ofDevices = new TreeMap<>();

  private final List<String> found = new ArrayList<>();

  private Gaps() {}

  static List<String> of(
      Machine machine, List<NumaNode> nodes, List<Part> parts, boolean hasBlocks) {
    Gaps gaps = new Gaps();
    gaps.host(machine.host(), nodes.isEmpty());
    gaps.nodes(nodes);
    parts.forEach(part -> gaps.part(part, hasBlocks));
    gaps.ofDevices.forEach(
        (sentence, names) -> {
          names.sort(DevicePath.NATURAL);
          gaps.found.add(sentence.replace("*", String.join(", ", names)));
        });
    gaps.found.addAll(machine.host().unread());
    return gaps.found;
  }

  private void host(HostFacts host, boolean noNodes) {
    List<String> absent = new ArrayList<>();
    HostTree files = host.files();
    absent(absent, host.kernel().isEmpty(), "the kernel's release");
    absent(absent, host.kernelConfig().isEmpty(), "the kernel's configuration");
    absent(absent, host.commandLine().isEmpty(), "its command line");
    absent(absent, host.systemd().isEmpty(), "systemd's release");
    absent(absent, host.daxctl().isEmpty(), "daxctl's release");
    absent(absent, host.virtualization().isEmpty(), "virtualization");
    boolean rules = files.entries().keySet().stream().anyMatch(path -> path.endsWith(".rules"));
    absent(absent, !rules, "udev's rules");
    absent(absent, files.text("/proc/iomem").isEmpty(), "/proc/iomem");
    absent(absent, noNodes, "NUMA nodes");
    if (!absent.isEmpty()) {
      found.add("not in the snapshot: " + String.join(", ", absent));
    }
    if (!files.physicalRanges().isEmpty()
        && files.physicalRanges().stream().allMatch(range -> range.size() == 0)) {
      found.add("/proc/iomem was read without privilege and has no addresses");
    }
  }

  private static void absent(List<String> list, boolean absent, String what) {
    if (absent) {
      list.add(what);
    }
  }

  private void nodes(List<NumaNode> nodes) {
    nodes.stream()
        .filter(node -> !node.closest().isKnown() && !node.devices().isEmpty())
        .forEach(
            node -> about("no bandwidth or latency from firmware of node *", "" + node.number()));
  }

  private void about(String sentence, String name) {
    ofDevices.computeIfAbsent(sentence, s -> new ArrayList<>()).add(name);
  }

  private void part(Part part, boolean hasBlocks) {
    part.dax().ifPresent(dax -> dax(part, dax, hasBlocks));
    part.parts().forEach(inner -> part(inner, hasBlocks));
    if (part.kind() == Kind.RESERVED && part.parts().isEmpty()) {
      about("no dax device, so nobody uses its memory: *", part.name());
    }
  }

  private void dax(Part part, DaxPart dax, boolean hasBlocks) {
    String name = part.name();
    if (dax.targetNode().isEmpty()) {
      about("no target node, so it cannot become system RAM: *", name);
    }
    if (part.size().isEmpty()) {
      about("no size: *", name);
    }
    if (dax.origin().isEmpty()) {
      about("no ancestor that tells where the memory comes from: *", name);
    }
    if (dax.mode().equals("system-ram") && !dax.addressed()) {
      about("no address, so no telling which memory blocks it has: *", name);
    } else if (dax.mode().equals("system-ram") && !hasBlocks) {
      about("no memory blocks: *", name);
    }
  }
}
