package org.daxpolicy.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.Module;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.kernel.Extent;
import org.daxpolicy.dax.kernel.Kernel;
import org.daxpolicy.udev.Sysfs;
import org.jspecify.annotations.Nullable;

/**
 * Sysfs as it is at this moment of the simulation: the snapshot's tree, in which dax devices, their
 * memory blocks and the nodes that exist through them are as the kernel has them now.
 */
final class LiveSysfs implements Sysfs {
  private static final String MEMORY = "/devices/system/memory";
  private static final String NODES = "/devices/system/node";
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:/devices/system/memory|/bus/memory/devices|/devices/system/node/node\\d+)"
              + "/memory(\\d{1,18})(/.*)?");
  private static final Pattern NODE =
      Pattern.compile("(?:/devices/system/node|/bus/node/devices)/node(\\d{1,5})(/.*)?");
  private static final int READABLE = 0444;
  private static final int WRITABLE = 0644;
  private static final int SECRET = 0400;

  private final Sysfs base;
  private final Layout layout;
  private final Kernel kernel;
  private final PlacementFiles placement;
  private final long blockSize;
  private final Map<Integer, Access> access = new HashMap<>();

  LiveSysfs(Sysfs base, Layout layout, Kernel kernel) {
    this.base = base;
    this.layout = layout;
    this.kernel = kernel;
    this.placement = new PlacementFiles(kernel);
    this.blockSize = kernel.settings().blockSize();
  }

  /** How far the files of a node's {@code accessK} have come. */
  private enum Access {
    /** They are there. */
    THERE,
    /** The node is gone; they do not come back before the next boot. */
    GONE
  }

  /** Seen on kernels 6.1 and 6.12: made at the first onlining of a boot, never again. */
  void memoryIsOnline(int node) {
    access.putIfAbsent(node, Access.THERE);
  }

  void nodeIsGone(int node) {
    access.computeIfPresent(node, (n, a) -> Access.GONE);
  }

  @Override
  public Optional<Entry> entry(String path) {
    if (path.startsWith("/devices/system/") || path.startsWith("/bus/")) {
      Matcher block = BLOCK.matcher(path);
      if (block.matches()) {
        return block(path, Long.parseLong(block.group(1)), text(block.group(2)));
      }
      Matcher node = NODE.matcher(path);
      if (node.matches() && hidden(Integer.parseInt(node.group(1)), text(node.group(2)))) {
        return Optional.empty();
      }
    }
    if (path.equals(MEMORY + "/auto_online_blocks")) {
      return base.entry(path).isPresent() || !base.list(MEMORY).isEmpty()
          ? file(kernel.policy().word(), WRITABLE)
          : Optional.empty();
    }
    if (PlacementFiles.covers(path)) {
      return placement.entry(path);
    }
    if (path.startsWith("/bus/dax/devices/")) {
      String name = path.substring("/bus/dax/devices/".length());
      return kernel.device(name).isPresent()
          ? Optional.of(new Entry.Link("../../.." + layout.devpath(name)))
          : Optional.empty();
    }
    if (path.startsWith("/module/") || path.startsWith("/bus/dax/drivers/")) {
      return driver(path);
    }
    Optional<String> device = daxDevice(path);
    if (device.isEmpty()) {
      return path.endsWith("/dax_region/available_size") ? available(path) : base.entry(path);
    }
    return kernel.device(name(device.get())).flatMap(s -> device(device.get(), s, path));
  }

  private static String text(@Nullable String group) {
    return group == null ? "" : group;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Optional<Entry> file(String content, int mode) {
    return Optional.of(new Entry.File(Optional.of(content + "\n"), mode));
  }

  // ---- memory blocks and nodes

  /** Whether a block belongs to a dax region, so that the snapshot's view of it does not count. */
  private boolean ofDax(long block) {
    return layout.firmware().sources().stream()
        .anyMatch(
            s -> {
              long[] range = Layout.blocks(s, blockSize);
              return block >= range[0] && block < range[1];
            });
  }

  private Optional<Entry> block(String path, long number, String below) {
    if (!ofDax(number)) {
      return base.entry(path);
    }
    Optional<Integer> node = kernel.node(number);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!path.startsWith(MEMORY)) {
      return below.isEmpty()
          ? Optional.of(new Entry.Link(MEMORY + "/memory" + number))
          : block(MEMORY + "/memory" + number + below, number, below);
    }
    Optional<Zone> zone = kernel.zone(number);
    return switch (below) {
      case "" -> Optional.of(new Entry.Directory());
      case "/state" -> file(zone.isPresent() ? "online" : "offline", WRITABLE);
      case "/valid_zones" ->
          file(
              zone.map(z -> z == Zone.MOVABLE ? "Movable" : "Normal").orElse("Normal Movable"),
              READABLE);
      case "/phys_index" -> file(String.format(Locale.ROOT, "%08x", number), READABLE);
      case "/removable" -> file("1", READABLE);
      case "/phys_device" -> file("0", READABLE);
      case "/uevent" -> Optional.of(new Entry.File(Optional.of(""), WRITABLE));
      case "/subsystem" -> Optional.of(new Entry.Link("../../../../bus/memory"));
      default ->
          below.equals("/node" + node.get())
              ? Optional.of(new Entry.Link(NODES + "/node" + node.get()))
              : Optional.empty();
    };
  }

  private boolean hidden(int node, String below) {
    boolean permanent = layout.firmware().has(node);
    if (permanent) {
      return false;
    }
    boolean ofDax =
        layout.firmware().sources().stream().anyMatch(s -> s.node().equals(Optional.of(node)));
    if (!ofDax) {
      return false;
    }
    return !kernel.hasNode(node)
        || (below.matches("/access[01](?:/.*)?") && access.get(node) != Access.THERE);
  }

  // ---- drivers

  /** What belongs to a module or driver is there while the kernel has it. */
  private Optional<Entry> driver(String path) {
    String prefix = path.startsWith("/module/") ? "/module/" : "/bus/dax/drivers/";
    String rest = path.substring(prefix.length());
    int end = rest.indexOf('/');
    Optional<Module> module = Module.parse(end < 0 ? rest : rest.substring(0, end));
    if (module.isEmpty()) {
      return base.entry(path);
    }
    if (!kernel.has(module.get())) {
      return Optional.empty();
    }
    return end < 0 ? Optional.of(new Entry.Directory()) : base.entry(path);
  }

  // ---- dax devices

  /** The devpath of the dax device that a path leads to or into. */
  private Optional<String> daxDevice(String path) {
    for (String parent : layout.parents().values()) {
      if (path.startsWith(parent + "/dax")) {
        int end = path.indexOf('/', parent.length() + 1);
        String device = end < 0 ? path : path.substring(0, end);
        if (Layout.region(name(device)).isPresent()) {
          return Optional.of(device);
        }
      }
    }
    return Optional.empty();
  }

  /** The snapshot's device that a device's unchanging files are taken from. */
  private String model(String devpath) {
    if (base.entry(devpath).isPresent()) {
      return devpath;
    }
    String parent = devpath.substring(0, devpath.lastIndexOf('/'));
    return base.list(parent).stream()
        .filter(n -> Layout.region(n).isPresent())
        .findFirst()
        .map(n -> parent + "/" + n)
        .orElse(devpath);
  }

  private Optional<Entry> device(String devpath, DaxDeviceState state, String path) {
    String below = path.substring(devpath.length());
    String model = model(devpath);
    String name = state.name();
    if (below.startsWith("/mapping") && below.length() > "/mapping".length()) {
      return mapping(name, below);
    }
    return switch (below) {
      case "" -> Optional.of(new Entry.Directory());
      case "/driver" ->
          state.driver().map(d -> (Entry) new Entry.Link("/sys/bus/dax/drivers/" + d.sysfsName()));
      case "/uevent" -> uevent(model, name, state.driver());
      case "/size" -> changed(model + below, state.range().size());
      case "/align" -> changed(model + below, kernel.align(name));
      case "/resource" ->
          layout.placed(name) && base.entry(model + below).isPresent()
              ? file("0x" + Long.toHexString(state.range().start()), SECRET)
              : base.entry(model + below);
      case "/state" -> kernel.stateAttribute(name).flatMap(s -> file(s, WRITABLE));
      case "/memmap_on_memory" ->
          kernel.memmapOnMemory(name).flatMap(m -> file(m ? "1" : "0", WRITABLE));
      default -> base.entry(model + below);
    };
  }

  /** A number the kernel changes, where the snapshot has the file at all. */
  private Optional<Entry> changed(String model, long value) {
    Optional<Entry> shown = base.entry(model);
    return shown.orElse(null) instanceof Entry.File f
        ? file(Long.toString(value), f.mode())
        : shown;
  }

  private Optional<Entry> uevent(String model, String name, Optional<Driver> driver) {
    if (!(base.entry(model + "/uevent").orElse(null) instanceof Entry.File shown)) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (String line : shown.content().orElse("").split("\n")) {
      if (line.startsWith("DEVNAME=")) {
        text.append("DEVNAME=").append(name).append('\n');
      } else if (!line.isEmpty() && !line.startsWith("DRIVER=")) {
        text.append(line).append('\n');
      }
    }
    driver.ifPresent(d -> text.append("DRIVER=").append(d.sysfsName()).append('\n'));
    return Optional.of(new Entry.File(Optional.of(text.toString()), shown.mode()));
  }

  private Optional<Entry> mapping(String device, String below) {
    List<Extent> extents = layout.placed(device) ? kernel.extents(device) : List.of();
    Matcher m = Pattern.compile("/mapping(\\d{1,4})(?:/(start|end|page_offset))?").matcher(below);
    if (!m.matches() || Integer.parseInt(m.group(1)) >= extents.size()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(m.group(1));
    Extent extent = extents.get(index);
    long offset = extents.subList(0, index).stream().mapToLong(Extent::size).sum();
    if (m.group(2) == null) {
      return Optional.of(new Entry.Directory());
    }
    long value =
        switch (m.group(2)) {
          case "start" -> extent.start();
          case "end" -> extent.end() - 1;
          default -> offset >> 12;
        };
    return file("0x" + Long.toHexString(value), SECRET);
  }

  private Optional<Entry> available(String path) {
    Optional<Entry> shown = base.entry(path);
    String parent = path.substring(0, path.length() - "/dax_region/available_size".length());
    for (Map.Entry<Integer, String> region : layout.parents().entrySet()) {
      if (shown.isPresent() && region.getValue().equals(parent)) {
        return file(Long.toString(kernel.available("dax" + region.getKey() + ".0")), READABLE);
      }
    }
    return shown;
  }

  // ---- directories

  @Override
  public List<String> list(String path) {
    if (PlacementFiles.covers(path)) {
      return placement.list(path);
    }
    TreeSet<String> names = new TreeSet<>(base.list(path));
    if (path.equals(MEMORY) || path.equals("/bus/memory/devices")) {
      kernel.blocks().forEach(b -> names.add("memory" + b));
    } else if (path.startsWith(NODES + "/node")) {
      String node = path.substring((NODES + "/node").length());
      kernel.blocks().stream()
          .filter(b -> kernel.node(b).map(n -> n.toString().equals(node)).orElse(false))
          .forEach(b -> names.add("memory" + b));
    } else if (path.equals("/bus/dax/devices")) {
      names.addAll(kernel.deviceNames());
    } else if (layout.parents().containsValue(path)) {
      kernel.deviceNames().stream()
          .filter(d -> layout.devpath(d).startsWith(path + "/"))
          .forEach(names::add);
    } else {
      daxDevice(path).ifPresent(d -> names.addAll(deviceNames(d, path)));
    }
    names.removeIf(n -> entry(path + "/" + n).isEmpty());
    return List.copyOf(names);
  }

  private List<String> deviceNames(String devpath, String path) {
    String below = path.substring(devpath.length());
    if (below.startsWith("/mapping") && below.length() > "/mapping".length()) {
      return List.of("start", "end", "page_offset");
    }
    TreeSet<String> names = new TreeSet<>(base.list(model(devpath) + below));
    if (below.isEmpty()) {
      names.addAll(List.of("driver", "state"));
      for (int i = 0; i < kernel.extents(name(devpath)).size(); i++) {
        names.add("mapping" + i);
      }
    }
    return List.copyOf(names);
  }
}
