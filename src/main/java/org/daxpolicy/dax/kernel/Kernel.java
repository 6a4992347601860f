package org.daxpolicy.dax.kernel;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.Feature;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.daxpolicy.dax.MemoryRange;
import org.daxpolicy.dax.MemoryState;
import org.daxpolicy.dax.Module;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.kernel.Firmware.Source;
import org.daxpolicy.dax.kernel.KernelLog.Subject;

/**
 * A running kernel, as far as dax devices see it. Its methods are what user space can do to it:
 * load modules and write to sysfs. Each ends with an error number, and what the kernel does stands
 * in its log.
 */
public final class Kernel {
  private final KernelSettings settings;
  private final KernelLog log = new KernelLog();
  private final Memory memory;
  private final Kmem kmem;
  private final DaxBus bus;
  private final Sources sources;
  private final Set<Module> loaded = EnumSet.noneOf(Module.class);

  /**
   * A kernel that has booted: built-in drivers are there, modules are not loaded yet.
   *
   * @param settings how it was built and with what parameters
   * @param firmware the machine
   * @param fate what cannot be known
   */
  public Kernel(KernelSettings settings, Firmware firmware, Fate fate) {
    this.settings = settings;
    this.memory = new Memory(settings, firmware, fate, log);
    this.kmem = new Kmem(settings, memory, log);
    this.bus = new DaxBus(settings, log, kmem);
    this.sources = new Sources(settings, log, bus);
    sources.boot(firmware);
    // the order of the Makefile: hmem comes before the drivers of the bus
    for (Module module :
        List.of(
            Module.DAX_HMEM,
            Module.DEVICE_DAX,
            Module.KMEM,
            Module.DAX_PMEM,
            Module.DAX_CXL,
            Module.FSDEV_DAX)) {
      if (settings.presence(module) == Presence.BUILT_IN) {
        load(module);
      }
    }
  }

  /** How it was built and booted. */
  public KernelSettings settings() {
    return settings;
  }

  /** What it did. */
  public KernelLog log() {
    return log;
  }

  /** Works on behalf of someone from here on; uevents name the actor. */
  public Kernel by(String actor) {
    log.by(actor);
    return this;
  }

  // ---- modules

  /** How loading a module ended. */
  public enum Loaded {
    /** It is there now, and was not before. */
    NOW,
    /** It was there already, or is part of the kernel. */
    BEFORE,
    /** A blacklist keeps it out. */
    BLACKLISTED,
    /** There is no such module, or nothing may load it. */
    FAILED
  }

  /**
   * Loads a module.
   *
   * @param obeysBlacklist as udev and daxctl do; {@code modprobe} with a module's name does not
   */
  public Loaded modprobe(Module module, boolean obeysBlacklist) {
    if (loaded.contains(module)) {
      return Loaded.BEFORE;
    }
    Presence presence = settings.presence(module);
    boolean there =
        presence == Presence.MODULE
            && (module != Module.FSDEV_DAX || settings.has(Feature.FSDEV))
            && (module != Module.DAX_CXL || settings.has(Feature.CXL_DAX));
    if (presence == Presence.BLACKLISTED) {
      if (obeysBlacklist) {
        return Loaded.BLACKLISTED;
      }
    } else if (!there) {
      return Loaded.FAILED;
    }
    load(module);
    return Loaded.NOW;
  }

  /** Loads what carries an alias, in the order udev's kmod builtin does. */
  public List<Module> loadAlias(String alias) {
    List<Module> carriers =
        switch (alias) {
          case "dax:t0" -> List.of(Module.DEVICE_DAX, Module.KMEM, Module.FSDEV_DAX);
          case "platform:hmem", "platform:hmem_platform" -> List.of(Module.DAX_HMEM);
          case "cxl:t8" -> List.of(Module.DAX_CXL);
          case "nd:t7" -> List.of(Module.DAX_PMEM);
          default -> List.of();
        };
    return carriers.stream().filter(m -> modprobe(m, true) == Loaded.NOW).toList();
  }

  /** Module aliases of the devices that are there before any module is loaded. */
  public List<String> aliases() {
    return sources.aliases();
  }

  private void load(Module module) {
    loaded.add(module);
    switch (module) {
      case DEVICE_DAX -> register(Driver.DEVICE_DAX);
      case KMEM -> register(Driver.KMEM);
      case FSDEV_DAX -> register(Driver.FSDEV_DAX);
      case DAX_HMEM -> sources.register(Origin.HMEM);
      case DAX_CXL -> sources.register(Origin.CXL);
      case DAX_PMEM -> sources.register(Origin.PMEM);
    }
  }

  private void register(Driver driver) {
    bus.register(driver);
    log.send("add", Subject.DRIVER, driver.sysfsName());
    if (settings.presence(DaxBus.module(driver)) != Presence.BUILT_IN) {
      log.send("add", Subject.MODULE, DaxBus.module(driver).word());
    }
  }

  /** Whether a module is loaded or part of the kernel. */
  public boolean has(Module module) {
    return loaded.contains(module);
  }

  // ---- what is there

  /** Its dax devices, by region and instance. */
  public List<DaxDeviceState> devices() {
    return bus.devices().map(this::state).toList();
  }

  /** The names of its dax devices, in that order. */
  public List<String> deviceNames() {
    return bus.devices().map(Device::name).toList();
  }

  /** The dax device of a name. */
  public Optional<DaxDeviceState> device(String name) {
    return bus.device(name).map(this::state);
  }

  /** Why no device was made of a source; empty if one was. */
  public Optional<String> missing(Source source) {
    return sources.missing(source);
  }

  private DaxDeviceState state(Device device) {
    MemoryRange range =
        new MemoryRange(device.resource(), device.size(), device.region.source.node());
    boolean plugged = device.driver.equals(Optional.of(Driver.KMEM));
    MemoryState blocks = plugged ? memory(device) : MemoryState.NONE;
    return new DaxDeviceState(
        device.name(),
        range,
        device.driver,
        blocks,
        blocks.online() > 0 ? range.node().flatMap(this::weight) : Optional.empty());
  }

  private MemoryState memory(Device device) {
    return new MemoryState(
        device.extents.stream().flatMap(e -> memory.states(e.start(), e.end()).stream()).toList());
  }

  private List<Long> blocks(Device device) {
    return device.extents.stream()
        .flatMap(e -> memory.within(e.start(), e.end()).stream())
        .toList();
  }

  /** Says of every device that got no driver why, where no driver was tried. */
  public void explainUnbound() {
    bus.devices().filter(d -> d.driver.isEmpty()).forEach(bus::explain);
  }

  /** Whether memory of a device was left online when it was unbound. */
  public boolean isStuck(String device) {
    return bus.device(device).map(kmem::isStuck).orElse(false);
  }

  /**
   * Numbers of memory blocks whose addresses lie within {@code [start, start + size)}, in the order
   * in which sysfs lists them below their node.
   */
  public List<Long> blocks(long start, long size) {
    return KernfsOrder.sorted(
            memory.within(start, start + size).stream().map(n -> "memory" + n).toList())
        .stream()
        .map(n -> Long.valueOf(n.substring("memory".length())))
        .toList();
  }

  /** Numbers of all memory blocks that were added. */
  public List<Long> blocks() {
    return memory.numbers();
  }

  /** The node of an added block; empty if there is no such block. */
  public Optional<Integer> node(long block) {
    return memory.node(block);
  }

  /** The dax device that added a block; empty if there is no such block. */
  public Optional<String> owner(long block) {
    return memory.owner(block);
  }

  /** The pieces of memory a device has. */
  public List<Extent> extents(String device) {
    return bus.device(device).map(d -> List.copyOf(d.extents)).orElse(List.of());
  }

  /** Where a block is online; empty if it is offline. */
  public Optional<Zone> zone(long block) {
    return memory.zone(block);
  }

  /** Whether a NUMA node exists. */
  public boolean hasNode(int node) {
    return memory.exists(node);
  }

  /** {@code dax_region/available_size} of a device's region, in bytes. */
  public long available(String device) {
    return bus.device(device).map(d -> d.region.available()).orElse(0L);
  }

  /** Numbers of the regions that have devices. */
  public List<Integer> regions() {
    return bus.regions().map(Region::id).toList();
  }

  /** The device {@code dax_region/seed} names. */
  public Optional<String> seed(int region) {
    return region(region).flatMap(r -> r.seed);
  }

  /** {@code align} of a device. */
  public long align(String device) {
    return bus.device(device).map(d -> d.align).orElse(0L);
  }

  /** {@code state} of a device; empty where there is no such attribute. */
  public Optional<String> stateAttribute(String device) {
    return bus.device(device)
        .filter(d -> settings.has(Feature.STATE_ATTRIBUTE))
        .filter(d -> d.driver.equals(Optional.of(Driver.KMEM)))
        .map(d -> d.plugged.map(OnlinePolicy::word).orElse("unplugged"));
  }

  /** {@code memmap_on_memory} of a device; empty where there is no such attribute. */
  public Optional<Boolean> memmapOnMemory(String device) {
    return bus.device(device)
        .filter(d -> settings.has(Feature.MEMMAP_ATTRIBUTE))
        .map(d -> d.memmapOnMemory);
  }

  /** {@code auto_online_blocks}. */
  public OnlinePolicy policy() {
    return memory.policy();
  }

  /**
   * {@code weighted_interleave/nodeN}; empty where there is no such file. A node's weight is 1 to
   * 255.
   */
  public Optional<Integer> weight(int node) {
    return memory.placement().weight(node);
  }

  /** {@code weighted_interleave/auto}; empty where there is no such file. */
  public Optional<Boolean> weightsFromBandwidth() {
    return memory.placement().auto();
  }

  /** {@code demotion_enabled}; empty where there is no such file. */
  public Optional<Boolean> demotion() {
    return memory.placement().demotion();
  }

  /** How many memory tiers have nodes. */
  public int tiers() {
    return memory.tiers();
  }

  private Optional<Region> region(int id) {
    return bus.regions().filter(r -> r.id() == id).findFirst();
  }

  // ---- writes to sysfs

  /** Writes {@code auto_online_blocks}. */
  public Errno setPolicy(String word) {
    Optional<OnlinePolicy> policy = OnlinePolicy.parse(word);
    policy.ifPresent(memory::policy);
    return policy.isPresent() ? Errno.OK : Errno.EINVAL;
  }

  /** Writes {@code weighted_interleave/nodeN}. */
  public Errno setWeight(int node, String text) {
    return memory.placement().setWeight(node, text);
  }

  /** Writes {@code weighted_interleave/auto}. */
  public Errno setWeightsFromBandwidth(String text) {
    return memory.placement().setAuto(text);
  }

  /** Writes {@code demotion_enabled}. */
  public Errno setDemotion(String text) {
    return memory.placement().setDemotion(text);
  }

  /** Writes a block's {@code state}. */
  public Errno setBlock(long block, String word) {
    Optional<OnlinePolicy> policy = OnlinePolicy.parse(word);
    if (policy.isEmpty()) {
      return Errno.EINVAL;
    }
    return policy.get().online() ? memory.online(block, policy.get()) : memory.offline(block);
  }

  /** Writes a driver's {@code new_id}. */
  public Errno newId(Driver driver, String device) {
    return bus.newId(driver, device);
  }

  /** Writes a driver's {@code remove_id}. */
  public Errno removeId(Driver driver, String device) {
    return bus.removeId(driver, device);
  }

  /** Writes a driver's {@code bind}. */
  public Errno bind(Driver driver, String device) {
    return bus.bind(driver, device);
  }

  /** Writes a driver's {@code unbind}. */
  public Errno unbind(Driver driver, String device) {
    return bus.unbind(driver, device);
  }

  /** Whether a driver is registered on the dax bus. */
  public boolean registered(Driver driver) {
    return bus.registered(driver);
  }

  /** Writes {@code dax_region/create}. */
  public Errno create(int region) {
    return region(region).map(bus::create).orElse(Errno.ENOENT);
  }

  /** Writes {@code dax_region/delete}. */
  public Errno delete(int region, String device) {
    return region(region).map(r -> bus.delete(r, device)).orElse(Errno.ENOENT);
  }

  /** Writes a device's {@code size}. */
  public Errno setSize(String device, long bytes) {
    return bus.device(device).map(d -> bus.resize(d, bytes)).orElse(Errno.ENOENT);
  }

  /** Writes a device's {@code align}. */
  public Errno setAlign(String device, long bytes) {
    return bus.device(device).map(d -> bus.realign(d, bytes)).orElse(Errno.ENOENT);
  }

  /** Writes a device's {@code mapping}. */
  public Errno setMapping(String device, Extent extent) {
    return bus.device(device).map(d -> bus.map(d, extent)).orElse(Errno.ENOENT);
  }

  /** Writes a device's {@code state}. */
  public Errno setState(String device, String word) {
    return stateAttribute(device).isEmpty()
        ? Errno.ENOENT
        : bus.device(device).map(d -> kmem.writeState(d, word)).orElse(Errno.ENOENT);
  }

  /** Writes a device's {@code memmap_on_memory}. */
  public Errno setMemmapOnMemory(String device, boolean wanted) {
    return bus.device(device).map(d -> bus.memmapOnMemory(d, wanted)).orElse(Errno.ENOENT);
  }

  /** Binds the device of a region, {@code hmem.N} or {@code dax_regionN}. */
  public Errno bindRegion(String device) {
    return sources.bind(device);
  }

  /** Unbinds the device of a region. */
  public Errno unbindRegion(String device) {
    return sources.unbind(device);
  }

  // ---- what happens to it

  /** The CXL core assembles the regions that firmware has programmed. */
  public void assembleRegions() {
    sources.assembleAll();
  }

  /** A CXL RAM region is assembled. */
  public void assemble(Source region) {
    sources.assemble(region);
  }

  /** An NVDIMM namespace is put into devdax mode. */
  public void addNamespace(Source namespace) {
    sources.addNamespace(namespace);
  }

  /**
   * Something is allocated on every node that has kernel memory, as a new memory cgroup makes the
   * kernel do.
   */
  public void allocateEverywhere() {
    memory.allocatedEverywhere();
  }
}
