package org.daxpolicy.machine.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.daxpolicy.machine.HostFacts;
import org.daxpolicy.machine.host.HostTree;

/** Takes an inventory apart into things that can be compared. */
final class Things {
  private final List<Thing> things = new ArrayList<>();

  private Things() {}

  static List<Thing> of(Inventory inventory) {
    Things all = new Things();
    all.host(inventory);
    all.files(inventory.host().files());
    inventory.nodes().forEach(all::node);
    inventory.parts().forEach(part -> all.part(part, Optional.empty()));
    inventory.cxlDevices().forEach(all::cxl);
    return all.things;
  }

  /** What a thing is, in a few words, when all of it came or went. */
  static Value summary(Thing thing) {
    if (thing.area() == Area.FILES) {
      return thing.aspects().getOrDefault("text", new Value.Text(""));
    }
    for (String aspect : List.of("size", "memory", "ram")) {
      Value value = thing.aspects().get(aspect);
      if (value != null) {
        return value;
      }
    }
    return new Value.Text("");
  }

  private static final class Aspects {
    private final Map<String, Value> values = new LinkedHashMap<>();

    Aspects text(String name, Optional<String> value) {
      value.filter(v -> !v.isEmpty()).ifPresent(v -> values.put(name, new Value.Text(v)));
      return this;
    }

    Aspects bytes(String name, Optional<Long> value) {
      value.ifPresent(v -> values.put(name, new Value.Bytes(v)));
      return this;
    }

    Aspects memory(String name, Optional<Long> value) {
      value.ifPresent(v -> values.put(name, new Value.Memory(v)));
      return this;
    }

    Aspects address(String name, Optional<Long> value) {
      value.ifPresent(v -> values.put(name, new Value.Address(v)));
      return this;
    }

    Aspects bandwidth(String name, Optional<Long> value) {
      value.ifPresent(v -> values.put(name, new Value.Bandwidth(v)));
      return this;
    }

    Aspects texts(String prefix, Map<String, ?> texts) {
      texts.forEach((name, value) -> text(prefix + name, Optional.of(value.toString())));
      return this;
    }
  }

  private void host(Inventory inventory) {
    HostFacts host = inventory.host();
    Map<String, String> modules = new LinkedHashMap<>();
    host.modules().forEach((name, state) -> modules.put(name, state.word()));
    Aspects aspects =
        new Aspects()
            .text("name", host.name())
            .text("kernel", host.kernel())
            .text("architecture", host.architecture())
            .text("virtualization", host.virtualization())
            .text("systemd", host.systemd())
            .text("daxctl", host.daxctl())
            .texts("", host.versions())
            .text("auto-online", inventory.autoOnline())
            .bytes("memory block", inventory.blockSize())
            .texts("", inventory.settings())
            .texts("module ", modules)
            .texts("", host.kernelConfig());
    inventory.parameters().forEach(word -> aspects.text("parameter " + word, Optional.of("set")));
    aspects
        .texts("user ", new java.util.TreeMap<>(host.users()))
        .texts("group ", new java.util.TreeMap<>(host.groups()));
    things.add(new Thing(Area.HOST, "host", List.of("host"), aspects.values));
  }

  /** Parts of {@code /proc} change all the time; what matters of them is told elsewhere. */
  private void files(HostTree tree) {
    tree.entries()
        .forEach(
            (path, entry) -> {
              if (!path.startsWith("/proc/")) {
                Aspects aspects = new Aspects();
                if (entry instanceof HostTree.Entry.Link link) {
                  aspects.text("link to", Optional.of(link.target()));
                }
                entry.text().ifPresent(t -> aspects.values.put("text", new Value.Lines(t)));
                things.add(new Thing(Area.FILES, path, List.of(path), aspects.values));
              }
            });
  }

  private void node(NumaNode node) {
    Aspects aspects =
        new Aspects()
            .text("processors", node.processors())
            .memory("memory", node.memory())
            .text("blocks online", Optional.of(blocks(node.blocks(), node.blocks().total())))
            .text("zones", Optional.of(String.join(" ", node.zones())))
            .text("tier", node.tier().map(String::valueOf))
            .text("weight", node.weight().map(String::valueOf))
            .bytes("cache", node.cache())
            .bandwidth("read bandwidth", node.closest().readBandwidth())
            .bandwidth("write bandwidth", node.closest().writeBandwidth())
            .text("read latency", node.closest().readLatency().map(ns -> ns + " ns"))
            .text("write latency", node.closest().writeLatency().map(ns -> ns + " ns"))
            .text(
                "distances",
                Optional.of(
                    node.distances().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" "))));
    String name = "node " + node.number();
    things.add(new Thing(Area.NODES, name, List.of(name), aspects.values));
  }

  private void part(Part part, Optional<String> uuid) {
    Optional<String> own = Optional.ofNullable(part.facts().get("uuid")).or(() -> uuid);
    Aspects aspects =
        new Aspects()
            .text("name", Optional.of(part.name()))
            .bytes("size", part.size())
            .address("address", part.start());
    part.dax()
        .ifPresent(
            dax ->
                aspects
                    .text("mode", Optional.of(dax.mode()))
                    .text("driver", dax.driver())
                    .text("node", dax.targetNode().map(String::valueOf))
                    .text("blocks online", blocksOf(dax)));
    aspects.texts("", part.facts());
    things.add(new Thing(Area.DEVICES, part.name(), identities(part, own), aspects.values));
    part.parts().forEach(inner -> part(inner, own));
  }

  private static Optional<String> blocksOf(DaxPart dax) {
    long of = Math.max(dax.wholeBlocks(), dax.blocks().total());
    return Optional.of(dax.mode())
        .filter(mode -> mode.equals("system-ram"))
        .map(mode -> blocks(dax.blocks(), of));
  }

  /** What is not set up yet has an address that is another's too. */
  private static List<String> identities(Part part, Optional<String> uuid) {
    String kind = part.kind().word() + " ";
    List<String> identities = new ArrayList<>();
    uuid.ifPresent(u -> identities.add(kind + "uuid " + u));
    part.start()
        .filter(start -> !part.size().equals(Optional.of(0L)))
        .ifPresent(start -> identities.add(kind + "at " + start));
    identities.add(kind + part.path());
    return identities;
  }

  private void cxl(CxlDevice device) {
    List<String> identities = new ArrayList<>();
    device.serial().ifPresent(serial -> identities.add("serial " + serial));
    identities.add("name " + device.name());
    things.add(
        new Thing(
            Area.CXL,
            device.serial().map(s -> "serial " + s).orElse(device.name()),
            identities,
            new Aspects()
                .text("name", Optional.of(device.name()))
                .text("serial", device.serial())
                .text("PCI", device.host())
                .bytes("ram", device.ram())
                .bytes("pmem", device.pmem())
                .text("near", device.node().map(n -> "node " + n))
                .text("regions", Optional.of(String.join(" ", device.regions())))
                .values));
  }

  /** {@code 8 of 8: 8 Normal}. */
  private static String blocks(Blocks blocks, long of) {
    if (of == 0) {
      return "";
    }
    String zones =
        blocks.online().entrySet().stream()
            .map(z -> z.getValue() + " " + z.getKey())
            .collect(Collectors.joining(", "));
    return blocks.onlineCount() + " of " + of + (zones.isEmpty() ? "" : ": " + zones);
  }
}
