package org.daxpolicy.machine;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.daxpolicy.machine.host.ModuleState;

/** Kernel modules that have to do with memory devices, and how they can be had. */
final class Modules {
  /** Their names; {@code device_hmem} and {@code memory_hotplug} are never modules of their own. */
  static final Set<String> NAMES =
      Set.of(
          "cxl_acpi",
          "cxl_core",
          "cxl_mem",
          "cxl_pci",
          "cxl_pmem",
          "cxl_port",
          "dax_cxl",
          "dax_hmem",
          "dax_pmem",
          "device_dax",
          "famfs",
          "fsdev_dax",
          "kmem",
          "libnvdimm",
          "nd_btt",
          "nd_e820",
          "nd_pmem",
          "nfit",
          "of_pmem",
          "virtio_mem",
          "virtio_pmem");

  private Modules() {}

  /**
   * What three files tell of the modules.
   *
   * @param loaded {@code /proc/modules}: a module's name at the start of each line
   * @param builtIn {@code modules.builtin}: a module's file on each line
   * @param installed {@code modules.dep}: a module's file, a colon, and what it needs
   */
  static SortedMap<String, ModuleState> states(
      Optional<String> loaded, Optional<String> builtIn, Optional<String> installed) {
    SortedMap<String, ModuleState> states = new TreeMap<>();
    if (installed.isPresent() && builtIn.isPresent()) {
      NAMES.forEach(name -> states.put(name, ModuleState.ABSENT));
    }
    files(installed).forEach(name -> states.put(name, ModuleState.INSTALLED));
    files(builtIn).forEach(name -> states.put(name, ModuleState.BUILT_IN));
    loaded
        .orElse("")
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(NAMES::contains)
        .forEach(name -> states.put(name, ModuleState.LOADED));
    return states;
  }

  /** The modules whose files stand at the start of lines. */
  private static SortedSet<String> files(Optional<String> list) {
    SortedSet<String> names = new TreeSet<>();
    for (String line : list.orElse("").split("\n", -1)) {
      int colon = line.indexOf(':');
      String file = DevicePath.name(colon < 0 ? line : line.substring(0, colon));
      int dot = file.indexOf(".ko");
      if (dot > 0) {
        names.add(file.substring(0, dot).replace('-', '_'));
      }
    }
    names.retainAll(NAMES);
    return names;
  }
}
