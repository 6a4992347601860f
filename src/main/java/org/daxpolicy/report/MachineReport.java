package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.machine.HostFacts;
import org.daxpolicy.machine.host.ModuleState;
import org.daxpolicy.machine.inventory.Blocks;
import org.daxpolicy.machine.inventory.ConfigurationFile;
import org.daxpolicy.machine.inventory.CxlDevice;
import org.daxpolicy.machine.inventory.DaxPart;
import org.daxpolicy.machine.inventory.FirmwareRange;
import org.daxpolicy.machine.inventory.Inventory;
import org.daxpolicy.machine.inventory.NumaNode;
import org.daxpolicy.machine.inventory.Part;
import org.daxpolicy.machine.inventory.Performance;
import org.daxpolicy.report.Palette.Role;
import org.daxpolicy.report.TextTable.Side;
import org.daxpolicy.udev.ByteText;

/** A machine for people: the host, its nodes, what holds memory and what that became. */
public final class MachineReport {
  private static final String INDENT = "  ";
  private static final Pattern OPTION =
      Pattern.compile(
          "(?:DEV_DAX\\w*|CXL_REGION|EFI_SOFT_RESERVE|MEMORY_HOTPLUG_DEFAULT_ONLINE)=.*"
              + "|MHP_DEFAULT_ONLINE_TYPE_\\w+=y");

  private final Inventory inventory;
  private final boolean full;
  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  private MachineReport(Inventory inventory, boolean full, Palette palette) {
    this.inventory = inventory;
    this.full = full;
    this.palette = palette;
  }

  /**
   * The report.
   *
   * @param name what to call the machine if its snapshot has no name for it
   * @param full whether to show the lines of files too
   */
  public static String text(Inventory inventory, String name, boolean full, Palette palette) {
    return new MachineReport(inventory, full, palette).text(name);
  }

  private String text(String name) {
    HostFacts host = inventory.host();
    String shown = Printable.line(ByteText.readable(host.name().orElse(name)));
    text.append(palette.paint(Role.STRONG, shown)).append('\n');
    host();
    section("Nodes", nodes());
    section("Memory devices", parts());
    section("CXL devices", cxlDevices());
    section("Set apart by firmware", firmware());
    section("Configuration", configuration());
    section("Missing", missing());
    return text.toString();
  }

  private void section(String title, String body) {
    if (!body.isEmpty()) {
      text.append('\n').append(palette.paint(Role.STRONG, title)).append('\n').append(body);
    }
  }

  private void host() {
    HostFacts host = inventory.host();
    TextTable table = new TextTable().column("", Side.LEFT).column("", Side.LEFT);
    line(table, "kernel", joined(List.of(host.kernel(), host.architecture(), virtual(host))));
    line(
        table,
        "software",
        joined(
            List.of(
                Optional.ofNullable(host.versions().get("os")),
                host.systemd().map(v -> "systemd " + v),
                host.daxctl().map(v -> "daxctl " + v))));
    line(table, "options", options(host));
    line(table, "modules", modules(host));
    line(table, "parameters", String.join(" ", inventory.parameters()));
    line(
        table,
        "new memory",
        joined(
            List.of(
                inventory.autoOnline().map(MachineReport::policy),
                inventory.blockSize().map(size -> "in blocks of " + Quantity.bytes(size)))));
    line(table, "settings", settings());
    text.append(table.render(INDENT, palette));
  }

  /** What {@code auto_movable_*} say counts under one policy only. */
  private String settings() {
    boolean auto = "auto-movable".equals(inventory.settings().get("online_policy"));
    return inventory.settings().entrySet().stream()
        .filter(s -> auto || !s.getKey().startsWith("auto_movable"))
        .map(s -> s.getKey() + " " + s.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The options of the kernel that decide which drivers there are and what they do. */
  private static String options(HostFacts host) {
    return host.kernelConfig().entrySet().stream()
        .map(o -> o.getKey().substring("CONFIG_".length()) + "=" + o.getValue())
        .filter(o -> OPTION.matcher(o).matches())
        .collect(Collectors.joining(" "));
  }

  private static void line(TextTable table, String what, String value) {
    if (!value.isEmpty()) {
      table.row().cell(what, Role.FAINT).cell(ByteText.readable(value));
    }
  }

  private static String joined(List<Optional<String>> parts) {
    return parts.stream().flatMap(Optional::stream).collect(Collectors.joining(", "));
  }

  private static Optional<String> virtual(HostFacts host) {
    return host.virtualization().map(v -> v.equals("none") ? "no virtual machine" : v);
  }

  /** What the kernel does with added blocks, in words. */
  private static String policy(String policy) {
    return switch (policy) {
      case "offline" -> "stays offline";
      case "online" -> "goes online, in a zone the kernel chooses";
      case "online_kernel" -> "goes online in a kernel zone";
      case "online_movable" -> "goes online as movable memory";
      default -> policy;
    };
  }

  private static String modules(HostFacts host) {
    return host.modules().entrySet().stream()
        .filter(m -> m.getValue() != ModuleState.ABSENT)
        .collect(
            Collectors.groupingBy(
                Map.Entry::getValue,
                java.util.TreeMap::new,
                Collectors.mapping(Map.Entry::getKey, Collectors.joining(" "))))
        .entrySet()
        .stream()
        .map(m -> m.getKey().word() + ": " + m.getValue())
        .collect(Collectors.joining("; "));
  }

  private String nodes() {
    TextTable table =
        new TextTable()
            .column("node", Side.RIGHT)
            .column("processors", Side.LEFT)
            .column("memory", Side.RIGHT)
            .column("blocks online", Side.LEFT)
            .column("tier", Side.RIGHT)
            .column("weight", Side.RIGHT)
            .column("cache", Side.RIGHT)
            .column("read", Side.LEFT)
            .column("write", Side.LEFT)
            .column("distance", Side.LEFT)
            .column("dax", Side.LEFT);
    for (NumaNode node : inventory.nodes()) {
      table
          .row()
          .cell(String.valueOf(node.number()), Role.STRONG)
          .cell(node.processors().map(p -> p.isEmpty() ? "none" : p).orElse(""))
          .cell(node.memory().map(Quantity::bytes).orElse(""))
          .cell(blocks(node.blocks(), node.blocks().total()), online(node.blocks()))
          .cell(node.tier().map(String::valueOf).orElse(""))
          .cell(node.weight().map(String::valueOf).orElse(""))
          .cell(node.cache().map(Quantity::bytes).orElse(""))
          .cell(speed(node.closest(), true))
          .cell(speed(node.closest(), false))
          .cell(node.distances().stream().map(String::valueOf).collect(Collectors.joining(" ")))
          .cell(String.join(" ", node.devices()));
    }
    return inventory.nodes().isEmpty() ? "" : table.render(INDENT, palette);
  }

  private static String speed(Performance p, boolean read) {
    LongFunction<String> nanoseconds = ns -> ns + " ns";
    return joined(
        List.of(
            (read ? p.readLatency() : p.writeLatency()).map(nanoseconds::apply),
            (read ? p.readBandwidth() : p.writeBandwidth()).map(Quantity::bandwidth)));
  }

  /** {@code 8 of 8 Normal}. */
  private static String blocks(Blocks blocks, long of) {
    if (of == 0) {
      return "";
    }
    String zones =
        blocks.online().size() == 1
            ? " " + blocks.online().firstKey()
            : blocks.online().entrySet().stream()
                .map(z -> z.getValue() + " " + z.getKey())
                .collect(Collectors.joining(", ", ": ", ""));
    return blocks.onlineCount() + " of " + of + (blocks.online().isEmpty() ? "" : zones);
  }

  private static Role online(Blocks blocks) {
    return blocks.offline() == 0 ? Role.GOOD : Role.WARNING;
  }

  private String parts() {
    TextTable table =
        new TextTable()
            .column("", Side.LEFT)
            .column("size", Side.RIGHT)
            .column("address", Side.LEFT)
            .column("is", Side.LEFT)
            .column("", Side.LEFT);
    inventory.parts().forEach(part -> part(part, "", "", table));
    return inventory.parts().isEmpty() ? "" : table.render(INDENT, palette);
  }

  private void part(Part part, String branch, String below, TextTable table) {
    table
        .row()
        .cell(branch + ByteText.readable(part.name()), Role.STRONG)
        .cell(part.size().map(Quantity::bytes).orElse(part.dax().isPresent() ? "?" : ""))
        .cell(part.start().map(Quantity::address).orElse(""))
        .cell(part.dax().map(DaxPart::mode).orElse(part.kind().word()), role(part))
        .cell(details(part));
    for (int i = 0; i < part.parts().size(); i++) {
      boolean last = i + 1 == part.parts().size();
      part(part.parts().get(i), below + (last ? "└ " : "├ "), below + (last ? "  " : "│ "), table);
    }
  }

  private static Role role(Part part) {
    return switch (part.dax().map(DaxPart::mode).orElse("")) {
      case "" -> Role.PLAIN;
      case "unbound" -> Role.BAD;
      default -> Role.GOOD;
    };
  }

  private String details(Part part) {
    List<String> details = new ArrayList<>();
    Map<String, String> facts = part.facts();
    part.dax().ifPresent(dax -> dax(part, dax, details));
    switch (part.kind()) {
      case WINDOW -> {
        add(details, facts, "takes", "takes ");
        details.add(interleave(facts));
        add(details, facts, "qos_class", "QoS class ");
      }
      case REGION -> {
        add(details, facts, "mode", "");
        details.add(interleave(facts));
        add(details, facts, "devices", "on ");
        add(details, facts, "uuid", "uuid ");
        if (facts.getOrDefault("commit", "1").equals("0")) {
          details.add("not committed");
        }
      }
      case NVDIMM_BUS -> add(details, facts, "provider", "");
      case NVDIMM_REGION -> {
        add(details, facts, "devices", "on ");
        add(details, facts, "persistence_domain", "persistent through ");
      }
      case NAMESPACE -> {
        add(details, facts, "mode", "metadata in ");
        add(details, facts, "uuid", "uuid ");
      }
      case DAX -> add(details, facts, "state", "state ");
      default -> {
        if (part.parts().isEmpty()) {
          details.add("no dax device");
        }
      }
    }
    Optional.ofNullable(facts.get("available"))
        .map(Long::valueOf)
        .ifPresent(size -> details.add(Quantity.bytes(size) + " available"));
    details.removeIf(String::isEmpty);
    return ByteText.readable(String.join(", ", details));
  }

  private static void dax(Part part, DaxPart dax, List<String> details) {
    details.add(dax.targetNode().map(n -> "node " + n).orElse("no target node"));
    if (dax.mode().equals("system-ram")) {
      long of = Math.max(dax.wholeBlocks(), dax.blocks().total());
      boolean shown = dax.blocks().total() > 0 || of == 0;
      details.add(
          shown ? "blocks online " + blocks(dax.blocks(), of) : Quantity.count(of, "block"));
      details.removeIf(d -> d.equals("blocks online ") || d.equals("0 blocks"));
    }
    if (part.size().equals(Optional.of(0L))) {
      details.add("not set up");
    }
    if (part.parts().isEmpty() && dax.origin().equals(Optional.of(Origin.PMEM))) {
      details.removeIf(d -> d.startsWith("align"));
    }
  }

  private static void add(
      List<String> details, Map<String, String> facts, String name, String before) {
    Optional.ofNullable(facts.get(name)).ifPresent(value -> details.add(before + value));
  }

  private static String interleave(Map<String, String> facts) {
    String ways = facts.getOrDefault("interleave_ways", "");
    String grains = facts.getOrDefault("interleave_granularity", "");
    if (ways.isEmpty() || ways.equals("1")) {
      return "";
    }
    return ways + " ways" + (grains.isEmpty() ? "" : " of " + grains + " bytes");
  }

  private String cxlDevices() {
    TextTable table =
        new TextTable()
            .column("", Side.LEFT)
            .column("ram", Side.RIGHT)
            .column("pmem", Side.RIGHT)
            .column("serial", Side.LEFT)
            .column("PCI", Side.LEFT)
            .column("near", Side.LEFT)
            .column("regions", Side.LEFT);
    for (CxlDevice device : inventory.cxlDevices()) {
      table
          .row()
          .cell(device.name(), Role.STRONG)
          .cell(device.ram().map(Quantity::bytes).orElse(""))
          .cell(device.pmem().filter(p -> p > 0).map(Quantity::bytes).orElse(""))
          .cell(device.serial().map(ByteText::readable).orElse(""))
          .cell(device.host().map(ByteText::readable).orElse(""))
          .cell(device.node().map(n -> "node " + n).orElse(""))
          .cell(
              device.regions().isEmpty() ? "none" : String.join(" ", device.regions()),
              device.regions().isEmpty() ? Role.WARNING : Role.PLAIN);
    }
    return inventory.cxlDevices().isEmpty() ? "" : table.render(INDENT, palette);
  }

  private String firmware() {
    TextTable table =
        new TextTable()
            .column("", Side.LEFT)
            .column("size", Side.RIGHT)
            .column("address", Side.LEFT)
            .column("holds", Side.LEFT);
    for (FirmwareRange range : inventory.firmware()) {
      boolean unused = range.holders().isEmpty();
      table
          .row()
          .cell(ByteText.readable(range.name()), Role.STRONG)
          .cell(Quantity.bytes(range.size()))
          .cell(Quantity.address(range.start()))
          .cell(
              unused
                  ? "nothing"
                  : range.holders().stream()
                      .map(ByteText::readable)
                      .collect(Collectors.joining(" › ")),
              unused ? Role.WARNING : Role.PLAIN);
    }
    return inventory.firmware().isEmpty() ? "" : table.render(INDENT, palette);
  }

  private String configuration() {
    TextTable table = new TextTable().column("", Side.LEFT).column("", Side.LEFT);
    for (ConfigurationFile file : inventory.configuration()) {
      table
          .row()
          .cell(ByteText.readable(file.path()))
          .cell(
              full || file.lines().size() == 1
                  ? ByteText.readable(file.lines().get(0))
                  : Quantity.count(file.lines().size(), "line") + " about memory devices");
      if (full) {
        file.lines().stream()
            .skip(1)
            .forEach(line -> table.row().cell("").cell(ByteText.readable(line)));
      }
    }
    return inventory.configuration().isEmpty() ? "" : table.render(INDENT, palette);
  }

  private String missing() {
    return inventory.missing().stream()
        .map(m -> INDENT + Printable.line(ByteText.readable(m)) + "\n")
        .map(m -> palette.paint(Role.FAINT, m.stripTrailing()) + "\n")
        .collect(Collectors.joining());
  }
}
