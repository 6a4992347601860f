package org.daxpolicy.machine;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Hides values of kernel parameters that may be secrets: all but those of a list, and of words a
 * user adds. {@code root=UUID=…} becomes {@code root=[hidden]}.
 */
final class KernelSecrets {
  /** What stands for a hidden value. */
  static final String HIDDEN = "[hidden]";

  /** Parameters whose values are kept, {@code -} written {@code _}; {@code *} is any text. */
  static final List<String> OPEN =
      List.of(
          "acpi*",
          "BOOT_IMAGE",
          "cgroup*",
          "console",
          "crashkernel",
          "cxl*",
          "dax*",
          "default_hugepagesz",
          "device_dax.*",
          "device_hmem.*",
          "efi",
          "efi_fake_mem",
          "famfs.*",
          "fsdev_dax.*",
          "hugepages",
          "hugepagesz",
          "hugetlb*",
          "init_on_alloc",
          "init_on_free",
          "initcall_blacklist",
          "intel_iommu",
          "iommu*",
          "isolcpus",
          "kernelcore",
          "kmem.*",
          "libnvdimm.*",
          "loglevel",
          "maxcpus",
          "mem",
          "memhp_default_state",
          "memmap",
          "memory_hotplug.*",
          "mitigations",
          "modprobe.blacklist",
          "module_blacklist",
          "movablecore",
          "nd_*",
          "nfit.*",
          "nr_cpus",
          "numa*",
          "page_alloc.*",
          "panic",
          "pci",
          "possible_cpus",
          "rd.udev.*",
          "rdinit",
          "systemd.show_status",
          "systemd.unit",
          "transparent_hugepage",
          "udev.*",
          "virtio_mem.*");

  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  private final List<Pattern> open;

  /**
   * Hides with more exceptions.
   *
   * @param more parameters whose values are kept too; {@code *} is any text
   */
  KernelSecrets(Collection<String> more) {
    this.open =
        java.util.stream.Stream.concat(OPEN.stream(), more.stream())
            .map(name -> Pattern.compile(Pattern.quote(canonical(name)).replace("*", "\\E.*\\Q")))
            .toList();
  }

  /**
   * A line without the values of parameters that are not open. Words are told apart by blanks and
   * tabs, which quotes hold together; what follows {@code --} is init's, and hidden.
   */
  String hide(String line) {
    StringBuilder shown = new StringBuilder();
    boolean quoted = false;
    boolean dropping = false;
    boolean stopped = false;
    for (String word : BLANKS.split(line, -1)) {
      if (word.isEmpty()) {
        continue;
      }
      if (stopped) {
        shown.append(' ').append(HIDDEN);
        break;
      }
      if (!quoted) {
        int equals = word.indexOf('=');
        String name = (equals < 0 ? word : word.substring(0, equals)).replaceFirst("^\"", "");
        dropping = equals >= 0 && !isOpen(name);
        stopped = word.equals("--");
        shown.append(' ').append(dropping ? name + "=" + HIDDEN : word);
      } else if (!dropping) {
        shown.append(' ').append(word);
      }
      quoted ^= word.chars().filter(c -> c == '"').count() % 2 == 1;
    }
    return shown.toString().strip();
  }

  private boolean isOpen(String name) {
    return open.stream().anyMatch(p -> p.matcher(canonical(name)).matches());
  }

  private static String canonical(String name) {
    return name.replace('-', '_');
  }
}
