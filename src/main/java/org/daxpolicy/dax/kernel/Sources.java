package org.daxpolicy.dax.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.dax.Feature;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.kernel.Firmware.Source;
import org.daxpolicy.dax.kernel.Firmware.Window;
import org.daxpolicy.dax.kernel.KernelLog.Subject;

/**
 * Where dax regions come from: soft-reserved memory ({@code drivers/dax/hmem}), CXL RAM regions
 * ({@code drivers/dax/cxl.c}) and NVDIMM namespaces ({@code drivers/dax/pmem.c}).
 */
final class Sources {
  private final KernelSettings settings;
  private final KernelLog log;
  private final DaxBus bus;

  /** Sources whose device is there, by its name. */
  private final Map<String, Source> devices = new HashMap<>();

  /** CXL regions that the CXL core has not made yet. */
  private final Map<String, Source> programmed = new HashMap<>();

  private final Map<String, Region> bound = new HashMap<>();
  private final Map<Integer, String> missing = new HashMap<>();
  private final Set<Origin> drivers = new HashSet<>();

  /** Whether there is a device for all soft-reserved memory together. */
  private boolean platform;

  Sources(KernelSettings settings, KernelLog log, DaxBus bus) {
    this.settings = settings;
    this.log = log;
    this.bus = bus;
  }

  /** Why no device was made of a source; empty if one was. */
  Optional<String> missing(Source source) {
    return Optional.ofNullable(missing.get(source.id()));
  }

  /** The devices that exist before any module is loaded. */
  void boot(Firmware firmware) {
    boolean soft = firmware.sources().stream().anyMatch(s -> s.origin() == Origin.HMEM);
    platform =
        settings.has(Feature.HMEM_PLATFORM)
            && settings.softReserve().kept()
            && settings.softReserve().devices()
            && (soft || firmware.describesMemory());
    for (Source source : firmware.sources()) {
      Optional<String> why = absent(source);
      if (why.isPresent()) {
        missing.put(source.id(), why.get());
      } else {
        missing.put(source.id(), "no module makes a device of it");
        (maker(source) == Origin.CXL ? programmed : devices).put(source.device(), source);
      }
    }
  }

  /** Makes the regions of which firmware has programmed the decoders. */
  void assembleAll() {
    List<Source> all =
        programmed.values().stream().sorted(Comparator.comparingInt(Source::id)).toList();
    programmed.clear();
    all.forEach(this::assemble);
  }

  /** Why the kernel makes nothing of a source, whatever modules are there. */
  private Optional<String> absent(Source source) {
    return switch (source.origin()) {
      case PMEM -> Optional.empty();
      case CXL ->
          settings.has(Feature.CXL_DAX)
              ? Optional.empty()
              : Optional.of("before 6.3 no dax device is made of a CXL RAM region");
      case HMEM -> absentHmem(source);
    };
  }

  private Optional<String> absentHmem(Source source) {
    if (!settings.softReserve().kept()) {
      return Optional.of("efi=nosoftreserve: the memory is ordinary RAM");
    }
    if (!settings.softReserve().devices()) {
      return Optional.of("device_hmem.disable=1: no device is made of the memory");
    }
    boolean left =
        source.window() == Window.UNASSEMBLED
            && settings.has(Feature.HMEM_LEAVES_WINDOWS)
            && !settings.has(Feature.HMEM_TAKES_BACK);
    return left
        ? Optional.of(
            "the memory lies in a CXL window, so hmem leaves it to the CXL core, which makes"
                + " nothing of it")
        : Optional.empty();
  }

  /** Soft-reserved memory that the CXL core assembles goes the way of CXL regions. */
  private Origin maker(Source source) {
    return source.origin() == Origin.HMEM
            && source.window() == Window.ASSEMBLED
            && settings.has(Feature.HMEM_LEAVES_WINDOWS)
        ? Origin.CXL
        : source.origin();
  }

  /** A driver of such regions is there: what waits for it becomes a dax device. */
  void register(Origin origin) {
    if (origin == Origin.HMEM) {
      registerHmem();
      return;
    }
    drivers.add(origin);
    waiting(origin).forEach(this::bind);
    if (origin == Origin.CXL) {
      log.send("add", Subject.DRIVER, "cxl_dax_region");
      log.send("add", Subject.MODULE, "dax_cxl");
    } else {
      log.send("add", Subject.DRIVER, "dax_pmem");
      log.send("add", Subject.MODULE, "dax_pmem");
    }
  }

  /** Aliases of devices that are there before any module is loaded. */
  List<String> aliases() {
    List<String> aliases = new ArrayList<>();
    if (platform) {
      aliases.add("platform:hmem_platform");
    }
    waiting(Origin.HMEM).stream().findFirst().ifPresent(s -> aliases.add("platform:hmem"));
    waiting(Origin.PMEM).stream().findFirst().ifPresent(s -> aliases.add("nd:t7"));
    return aliases;
  }

  private void registerHmem() {
    List<Source> found = waiting(Origin.HMEM);
    if (platform) {
      found.forEach(s -> log.send("add", Subject.PLATFORM, s.device()));
      log.send("bind", Subject.PLATFORM, "hmem_platform.0", Optional.of("hmem_platform"));
      log.send("add", Subject.DRIVER, "hmem_platform");
    }
    drivers.add(Origin.HMEM);
    found.forEach(this::bind);
    log.send("add", Subject.DRIVER, "hmem");
    log.send("add", Subject.MODULE, "dax_hmem");
  }

  private List<Source> waiting(Origin origin) {
    return devices.values().stream()
        .filter(s -> maker(s) == origin && !bound.containsKey(s.device()))
        .sorted(Comparator.comparingInt(Source::id))
        .toList();
  }

  /** Binds a region's device to the driver that makes a dax device of it. */
  Errno bind(String device) {
    Source source = devices.get(device);
    if (source == null || !drivers.contains(maker(source))) {
      return Errno.ENODEV;
    }
    if (bound.containsKey(device)) {
      return Errno.EBUSY;
    }
    bind(source);
    return Errno.OK;
  }

  private void bind(Source source) {
    Origin maker = maker(source);
    boolean idle = maker == Origin.HMEM && settings.softReserve().idle();
    boolean wantsKmem = maker != Origin.PMEM && !idle && settings.has(Feature.KMEM_FIRST);
    Region region = new Region(source, wantsKmem);
    bound.put(source.device(), region);
    missing.remove(source.id());
    bus.add(region, idle ? 0 : source.size());
    switch (maker) {
      case HMEM -> log.send("bind", Subject.PLATFORM, source.device(), Optional.of("hmem"));
      case CXL -> log.send("bind", Subject.CXL, source.device(), Optional.of("cxl_dax_region"));
      case PMEM -> log.send("bind", Subject.ND, source.device(), Optional.of("dax_pmem"));
    }
  }

  /** Unbinds a region's device; its dax devices go. */
  Errno unbind(String device) {
    Region region = bound.remove(device);
    if (region == null) {
      return Errno.ENODEV;
    }
    bus.remove(region);
    Subject subject =
        switch (maker(region.source)) {
          case HMEM -> Subject.PLATFORM;
          case CXL -> Subject.CXL;
          case PMEM -> Subject.ND;
        };
    log.send("unbind", subject, device);
    return Errno.OK;
  }

  /** A CXL RAM region that is assembled while the kernel runs. */
  void assemble(Source source) {
    String region = "region" + source.id();
    log.send("add", Subject.CXL, region);
    log.send("add", Subject.CXL, source.device());
    devices.put(source.device(), source);
    missing.put(source.id(), absent(source).orElse("no module makes a device of it"));
    if (absent(source).isEmpty() && drivers.contains(Origin.CXL)) {
      bind(source);
    }
    log.send("bind", Subject.CXL, region, Optional.of("cxl_region"));
  }

  /** A namespace that is put into devdax mode while the kernel runs. */
  void addNamespace(Source source) {
    devices.put(source.device(), source);
    missing.put(source.id(), "no module makes a device of it");
    if (drivers.contains(Origin.PMEM)) {
      bind(source);
    }
  }
}
