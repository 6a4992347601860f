package org.daxpolicy.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.MemorySysfs;

/**
 * A machine made up for tests, from which three things follow independently: its sysfs tree, in
 * memory or on disk, and what each attribute of each device is.
 */
record FakeMachine(
    Map<Integer, Map<String, String>> nodes,
    Map<String, String> dmi,
    String commandLine,
    String architecture,
    String virtualization,
    List<Device> devices) {

  enum Kind {
    HMEM,
    CXL,
    PMEM,
    OTHER
  }

  /** A dax device; the maps hold the files of itself, its parents by what they are. */
  record Device(
      String name,
      Kind kind,
      Map<String, String> own,
      Map<String, String> region,
      Map<String, String> window,
      Map<String, String> nd,
      Map<String, String> daxRegion,
      Optional<String> driver) {

    String devpath() {
      String id = name.substring(3, name.indexOf('.'));
      return switch (kind) {
        case HMEM -> "/devices/platform/hmem." + id + "/" + name;
        case CXL ->
            "/devices/platform/ACPI0017:00/root0/decoder0."
                + id
                + "/region"
                + id
                + "/dax_region"
                + id
                + "/"
                + name;
        case PMEM ->
            "/devices/platform/ACPI0012:00/ndbus0/region" + id + "/dax" + id + ".0/" + name;
        case OTHER -> "/devices/platform/other." + id + "/" + name;
      };
    }
  }

  /** The printed value of an attribute, trailing white space cut; empty if absent. */
  Optional<String> value(Device device, Attribute attribute) {
    Reach reach = attribute.reach();
    String id = device.name().substring(3);
    String printed = null;
    if (reach instanceof Reach.Own own) {
      printed = device.own().get(own.file());
    } else if (reach instanceof Reach.Name name) {
      printed =
          switch (name.part()) {
            case WHOLE -> device.name();
            case REGION -> id.substring(0, id.indexOf('.'));
            case INSTANCE -> id.substring(id.indexOf('.') + 1);
          };
    } else if (reach instanceof Reach.OriginOfAncestors) {
      printed = device.kind() == Kind.OTHER ? null : device.kind().name().toLowerCase();
    } else if (reach instanceof Reach.Ancestor a) {
      printed =
          switch (a.devtype().orElse("")) {
            case "cxl_region" -> device.kind() == Kind.CXL ? device.region().get(a.file()) : null;
            case "cxl_decoder_root" ->
                device.kind() == Kind.CXL ? device.window().get(a.file()) : null;
            case "nd_dax" -> device.kind() == Kind.PMEM ? device.nd().get(a.file()) : null;
            default -> throw new IllegalStateException("no such parent here: " + a);
          };
    } else if (reach instanceof Reach.Parent parent) {
      printed = device.daxRegion().get(parent.file());
    } else if (reach instanceof Reach.TargetNode node) {
      String target = device.own().get("target_node");
      printed =
          target == null
              ? null
              : nodes.getOrDefault(Integer.valueOf(target), Map.of()).get(node.file());
    } else if (reach instanceof Reach.Fixed fixed) {
      printed = dmi.get(fixed.file());
    } else if (reach instanceof Reach.Constant constant) {
      printed = constant.key().equals("arch") ? architecture : virtualization;
    } else if (reach instanceof Reach.KernelParameter p) {
      printed = parameter(p.parameter());
    }
    return Optional.ofNullable(printed).map(FakeMachine::cut).filter(v -> !v.isEmpty());
  }

  private String parameter(String name) {
    String found = "";
    for (String word : commandLine.split(" ")) {
      if (word.equals(name)) {
        found = "1";
      } else if (word.startsWith(name + "=")) {
        found = word.substring(name.length() + 1);
      }
    }
    return found;
  }

  private static String cut(String text) {
    return text.replaceAll("[ \\t\\n\\r]+$", "");
  }

  /** Files by path below /sys; a value that begins with "->" is a link. */
  private SortedMap<String, String> tree() {
    SortedMap<String, String> tree = new TreeMap<>();
    tree.put("/bus/dax/drivers/README", "");
    nodes.forEach(
        (n, files) -> {
          String path = "/devices/system/node/node" + n;
          tree.put(path + "/uevent", "");
          link(tree, path + "/subsystem", "/bus/node");
          link(tree, "/bus/node/devices/node" + n, path);
          files.forEach((f, v) -> tree.put(path + "/" + f, v + "\n"));
        });
    tree.put("/devices/virtual/dmi/id/uevent", "");
    link(tree, "/class/dmi/id", "/devices/virtual/dmi/id");
    link(tree, "/devices/virtual/dmi/id/subsystem", "/class/dmi");
    dmi.forEach((f, v) -> tree.put("/devices/virtual/dmi/id/" + f, v + "\n"));
    devices.forEach(d -> device(tree, d));
    return tree;
  }

  private static void device(SortedMap<String, String> tree, Device d) {
    String path = d.devpath();
    put(tree, path, "dax", d.driver().orElse(""), d.own());
    tree.put(path + "/uevent", "MAJOR=252\nMINOR=0\nDEVNAME=" + d.name() + "\nMODALIAS=dax:t0\n");
    link(tree, "/bus/dax/devices/" + d.name(), path);
    String parent = up(path);
    d.daxRegion().forEach((f, v) -> tree.put(parent + "/" + f, v + "\n"));
    switch (d.kind()) {
      case HMEM -> put(tree, parent, "platform", "hmem", Map.of("numa_node", "0"));
      case OTHER -> put(tree, parent, "platform", "strange", Map.of());
      case CXL -> {
        put(tree, parent, "cxl", "cxl_dax_region", Map.of("devtype", "cxl_dax_region"));
        put(tree, up(parent), "cxl", "cxl_region", typed(d.region(), "cxl_region"));
        put(tree, up(up(parent)), "cxl", "", typed(d.window(), "cxl_decoder_root"));
        put(tree, up(up(up(parent))), "cxl", "", Map.of("devtype", "cxl_port"));
        put(tree, up(up(up(up(parent)))), "platform", "cxl_acpi", Map.of());
      }
      case PMEM -> {
        put(tree, parent, "nd", "dax_pmem", typed(d.nd(), "nd_dax"));
        put(tree, up(parent), "nd", "nd_region", Map.of("devtype", "nd_pmem"));
        put(tree, up(up(parent)), "nd", "nd_bus", Map.of());
        put(tree, up(up(up(parent))), "platform", "acpi-nfit", Map.of());
      }
    }
  }

  private static Map<String, String> typed(Map<String, String> files, String devtype) {
    Map<String, String> all = new TreeMap<>(files);
    all.put("devtype", devtype);
    return all;
  }

  private static String up(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private static void put(
      SortedMap<String, String> tree,
      String path,
      String subsystem,
      String driver,
      Map<String, String> files) {
    tree.put(path + "/uevent", "");
    link(tree, path + "/subsystem", "/bus/" + subsystem);
    if (!driver.isEmpty()) {
      link(tree, path + "/driver", "/bus/" + subsystem + "/drivers/" + driver);
    }
    files.forEach((f, v) -> tree.put(path + "/" + f, v + "\n"));
  }

  private static void link(SortedMap<String, String> tree, String path, String to) {
    tree.put(
        path,
        "->"
            + "../".repeat((int) path.chars().filter(c -> c == '/').count() - 1)
            + to.substring(1));
  }

  MemorySysfs sysfs() {
    MemorySysfs sysfs = new MemorySysfs();
    tree()
        .forEach(
            (path, value) -> {
              if (value.startsWith("->")) {
                sysfs.link(path, value.substring(2));
              } else {
                sysfs.file(path, ByteText.of(value), 0644);
              }
            });
    return sysfs;
  }

  /** Lays the tree out below {@code root/sys}, and the command line in {@code root/proc}. */
  void write(Path root) throws IOException {
    for (Map.Entry<String, String> file : tree().entrySet()) {
      Path path = root.resolve("sys" + file.getKey());
      Files.createDirectories(path.getParent());
      if (file.getValue().startsWith("->")) {
        Files.createSymbolicLink(path, Path.of(file.getValue().substring(2)));
      } else {
        Files.write(path, file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    Files.createDirectories(root.resolve("proc"));
    Files.write(
        root.resolve("proc/cmdline"), (commandLine + "\n").getBytes(StandardCharsets.UTF_8));
  }

  Host host() {
    return new Host(
        Optional.of(architecture),
        Optional.of(virtualization),
        Optional.of("none"),
        Optional.of(commandLine),
        Map.of("root", 0, "hbm", 990),
        Map.of("root", 0, "hbm", 990),
        Map.of(),
        Map.of());
  }

  Event event(Device device, String action) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("MAJOR", "252");
    environment.put("MINOR", "0");
    environment.put("DEVNAME", "/dev/" + device.name());
    environment.put("MODALIAS", "dax:t0");
    device.driver().ifPresent(d -> environment.put("DRIVER", d));
    return new Event(sysfs(), device.devpath(), action, environment, host(), Map.of());
  }

  /** The same with one device changed. */
  FakeMachine with(Device device) {
    List<Device> changed = new ArrayList<>(devices);
    changed.replaceAll(d -> d.name().equals(device.name()) ? device : d);
    return new FakeMachine(nodes, dmi, commandLine, architecture, virtualization, changed);
  }
}
