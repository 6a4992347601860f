package org.daxpolicy.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.machine.host.ModuleState;
import org.daxpolicy.udev.AccountTable;

/**
 * Facts about the host from files that may lie beside {@code sys}; all of them are optional. Paths
 * are relative to the root directory.
 */
final class HostFiles {
  /** Files that are kept as they are: a directory and a pattern of names, or one file. */
  static final List<String> KEPT =
      List.of(
          "proc/iomem",
          "proc/meminfo",
          "proc/version",
          "proc/zoneinfo",
          "proc/sys/kernel/numa_balancing",
          "proc/sys/vm/hugetlb_optimize_vmemmap",
          "proc/sys/vm/min_free_kbytes",
          "proc/sys/vm/nr_hugepages",
          "proc/sys/vm/watermark_scale_factor",
          "proc/sys/vm/zone_reclaim_mode",
          "etc/daxctl.conf",
          "etc/daxctl.conf.d/*.conf",
          "etc/modprobe.d/*.conf",
          "run/modprobe.d/*.conf",
          "usr/local/lib/modprobe.d/*.conf",
          "usr/lib/modprobe.d/*.conf",
          "lib/modprobe.d/*.conf",
          "etc/modules",
          "etc/modules-load.d/*.conf",
          "run/modules-load.d/*.conf",
          "usr/local/lib/modules-load.d/*.conf",
          "usr/lib/modules-load.d/*.conf",
          "lib/modules-load.d/*.conf",
          "etc/udev/udev.conf",
          "etc/udev/udev.conf.d/*.conf",
          "run/udev/udev.conf.d/*.conf",
          "usr/lib/udev/udev.conf",
          "usr/lib/udev/udev.conf.d/*.conf",
          "etc/udev/rules.d/*.rules",
          "run/udev/rules.d/*.rules",
          "usr/local/lib/udev/rules.d/*.rules",
          "usr/lib/udev/rules.d/*.rules",
          "lib/udev/rules.d/*.rules",
          "etc/systemd/system.conf",
          "etc/systemd/system.conf.d/*.conf",
          "etc/default/grub",
          "etc/default/grub.d/*.cfg",
          "etc/kernel/cmdline",
          "etc/kernel/cmdline.d/*.conf",
          "usr/lib/kernel/cmdline",
          "boot/loader/entries/*.conf");

  /** Directories of units, of which those are kept that have to do with memory devices. */
  static final List<String> UNITS =
      List.of(
          "etc/systemd/system",
          "run/systemd/system",
          "usr/local/lib/systemd/system",
          "usr/lib/systemd/system",
          "lib/systemd/system");

  /** What the names of options of a kernel's configuration begin with that are about memory. */
  static final List<String> OPTIONS =
      List.of(
          "ACPI_HMAT",
          "ACPI_HOTPLUG_MEMORY",
          "ACPI_NFIT",
          "ACPI_NUMA",
          "BLK_DEV_PMEM",
          "CXL",
          "DAX",
          "DEVICE_PRIVATE",
          "DEV_DAX",
          "EFI_FAKE",
          "EFI_SOFT",
          "FS_DAX",
          "LIBNVDIMM",
          "MEMORY_",
          "MHP_",
          "MIGRATION",
          "MODULES",
          "ND_",
          "NUMA",
          "NVDIMM",
          "OF_PMEM",
          "SPARSEMEM",
          "VIRTIO_MEM",
          "VIRTIO_PMEM",
          "X86_PMEM",
          "ZONE_DEVICE");

  /** Files that facts are taken from; of a kernel's there are more. */
  static final List<String> TOLD =
      List.of(
          "proc/cmdline",
          "proc/modules",
          "proc/config",
          "proc/config.gz",
          "proc/sys/kernel/arch",
          "proc/sys/kernel/hostname",
          "proc/sys/kernel/osrelease",
          "etc/os-release",
          "usr/lib/os-release",
          "etc/passwd",
          "etc/group");

  private static final Pattern OF_KERNEL =
      Pattern.compile(
          "boot/config-[^/]+|(?:usr/)?lib/modules/[^/]+/(?:config|modules\\.(?:builtin|dep))");
  private static final Pattern KEPT_FILE = pattern();
  private static final String RELEASE = "proc/sys/kernel/osrelease";
  private static final Pattern OPTION =
      Pattern.compile("(?m)^(?:(CONFIG_\\w+)=(\\S+)|# (CONFIG_\\w+) is not set)$");
  private final SortedMap<String, HostTree.Entry> entries = new TreeMap<>();
  private final Map<String, String> followed = new TreeMap<>();

  /** Whether a file, by its path from the root directory, tells something. */
  static boolean isOne(String path) {
    return TOLD.contains(path)
        || Answers.isOne(path)
        || OF_KERNEL.matcher(path).matches()
        || KEPT_FILE.matcher(path).matches();
  }

  /** Of one name a directory below that has drop-ins or links to units is a directory of it. */
  private static Pattern pattern() {
    StringBuilder all = new StringBuilder();
    for (String kept : KEPT) {
      all.append(Pattern.quote(kept).replace("*", "\\E[^/]+\\Q")).append('|');
    }
    for (String units : UNITS) {
      all.append(Pattern.quote(units)).append("/[^/]+(?:/[^/]+)?|");
    }
    return Pattern.compile(all.substring(0, all.length() - 1));
  }

  /** A file's content; empty if it cannot be read. */
  void file(String path, Optional<String> text) {
    entries.put(path, new HostTree.Entry.File(text));
  }

  /** A link, and the content of the file it leads to. */
  void link(String path, String target, Optional<String> text) {
    entries.put(path, new HostTree.Entry.Link(target, text));
  }

  /** A file that is there but cannot be read. */
  void unreadable(String path) {
    entries.putIfAbsent(path, new HostTree.Entry.File(Optional.empty()));
  }

  /** What a link leads to, told apart from it. */
  void followed(String path, String text) {
    followed.put(path, text);
  }

  private Optional<String> text(String path) {
    HostTree.Entry entry = entries.get(path);
    return entry instanceof HostTree.Entry.Link link
        ? link.text().or(() -> Optional.ofNullable(followed.get(path)))
        : entry instanceof HostTree.Entry.File file ? file.text() : Optional.empty();
  }

  /** The kernel's release. */
  Optional<String> release() {
    return first(RELEASE).or(() -> answers().value("kernel"));
  }

  /** Files about a kernel of this release; of one kind the first that is there counts. */
  static List<String> ofKernel(String release) {
    List<String> paths = new ArrayList<>();
    paths.add("boot/config-" + release);
    for (String modules : List.of("usr/lib/modules/", "lib/modules/")) {
      for (String file : List.of("config", "modules.builtin", "modules.dep")) {
        paths.add(modules + release + "/" + file);
      }
    }
    return paths;
  }

  Answers answers() {
    return Answers.parse(text(Answers.GIVEN).orElse(""), text(Answers.UNREAD).orElse(""));
  }

  HostFacts facts() {
    Answers answers = answers();
    SortedMap<String, String> versions = new TreeMap<>(answers.versions());
    system().ifPresent(os -> versions.put("os", os));
    return new HostFacts(
        first("proc/sys/kernel/hostname").or(() -> answers.value("name")),
        release(),
        answers.value("systemd"),
        answers.value("daxctl"),
        first("proc/sys/kernel/arch").or(() -> answers.value("arch")).map(Architecture::udevName),
        answers.value("virt"),
        first("proc/cmdline"),
        options(),
        ids("etc/passwd"),
        ids("etc/group"),
        versions,
        modules(),
        kept(),
        answers.unread());
  }

  private HostTree kept() {
    SortedMap<String, HostTree.Entry> kept = new TreeMap<>();
    entries.forEach(
        (path, entry) -> {
          if (KEPT_FILE.matcher(path).matches()) {
            kept.put(
                "/" + path,
                entry instanceof HostTree.Entry.Link link
                    ? new HostTree.Entry.Link(link.target(), text(path))
                    : entry);
          }
        });
    return new HostTree(kept);
  }

  private Optional<String> first(String path) {
    return text(path)
        .map(text -> text.lines().findFirst().orElse("").strip())
        .filter(line -> !line.isEmpty());
  }

  private Optional<String> system() {
    Matcher m =
        Pattern.compile("(?m)^PRETTY_NAME=\"?([^\"\n]{1,80})\"?$")
            .matcher(text("etc/os-release").or(() -> text("usr/lib/os-release")).orElse(""));
    return m.find() ? Optional.of(m.group(1)) : Optional.empty();
  }

  private SortedMap<String, String> options() {
    SortedMap<String, String> options = new TreeMap<>();
    Matcher m = OPTION.matcher(configuration());
    while (m.find()) {
      String name = m.group(1) == null ? m.group(3) : m.group(1);
      if (OPTIONS.stream().anyMatch(o -> name.startsWith(o, "CONFIG_".length()))) {
        options.put(name, m.group(1) == null ? "n" : m.group(2));
      }
    }
    return options;
  }

  /** The running kernel's own account comes before the files of its package. */
  private String configuration() {
    Optional<String> own =
        text("proc/config").or(() -> text("proc/config.gz").flatMap(Gzip::unpacked));
    return own.or(
            () ->
                release().stream()
                    .flatMap(release -> ofKernel(release).stream())
                    .filter(path -> path.contains("config"))
                    .flatMap(path -> text(path).stream())
                    .findFirst())
        .orElse("");
  }

  private SortedMap<String, ModuleState> modules() {
    return Modules.states(
        text("proc/modules"), ofRelease("modules.builtin"), ofRelease("modules.dep"));
  }

  private Optional<String> ofRelease(String name) {
    return release().stream()
        .flatMap(release -> ofKernel(release).stream())
        .filter(path -> path.endsWith("/" + name))
        .flatMap(path -> text(path).stream())
        .findFirst();
  }

  private Map<String, Integer> ids(String path) {
    return AccountTable.read(text(path).orElse(""));
  }
}
