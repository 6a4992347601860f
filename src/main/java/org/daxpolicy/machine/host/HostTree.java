package org.daxpolicy.machine.host;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.udev.UdevVersion;

/**
 * Files of a host outside sysfs, as far as a snapshot holds them: rules, units, modprobe's and
 * daxctl's configuration, boot parameters, parts of {@code /proc}. Texts are byte strings.
 *
 * @param entries absolute path to what stands there
 */
public record HostTree(SortedMap<String, Entry> entries) {
  /** A host of which no file is known. */
  public static final HostTree NONE = new HostTree(Collections.emptySortedMap());

  /** What stands at a path. */
  public sealed interface Entry {
    /** The content, of a link that of the file it leads to; empty if it is not known. */
    Optional<String> text();

    /**
     * A file.
     *
     * @param text its content; empty if it could not be read
     */
    record File(Optional<String> text) implements Entry {}

    /**
     * A symbolic link.
     *
     * @param target the target as written
     * @param text the content of the file it leads to; empty if it leads to {@code /dev/null}, to
     *     no regular file or to one that was not captured
     */
    record Link(String target, Optional<String> text) implements Entry {}
  }

  public HostTree {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** The content at a path, links followed; empty if there is none or it is not known. */
  public Optional<String> text(String path) {
    Entry entry = entries.get(path);
    return entry == null ? Optional.empty() : entry.text();
  }

  /** All contents that are known, by path. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    entries.forEach((path, entry) -> entry.text().ifPresent(text -> texts.put(path, text)));
    return texts;
  }

  /** What stands directly in a directory, by name. */
  public SortedMap<String, Entry> in(String directory) {
    String prefix = directory + "/";
    SortedMap<String, Entry> found = new TreeMap<>();
    entries
        .subMap(prefix, directory + "0")
        .forEach(
            (path, entry) -> {
              String name = path.substring(prefix.length());
              if (name.indexOf('/') < 0) {
                found.put(name, entry);
              }
            });
    return found;
  }

  /**
   * The rules files that count, in udev's order: name to text. Directories, masks and links are
   * taken as {@code udev(7)} says, and as {@link org.daxpolicy.udev.RulesDirectories} does on disk.
   */
  public SortedMap<String, String> rules(UdevVersion version) {
    return InstalledRules.rules(this, version);
  }

  /** The systemd units that were captured. */
  public Units units() {
    return Units.of(this);
  }

  /** What {@code modprobe.d(5)} and {@code modules-load.d(5)} tell modprobe and the boot. */
  public Modprobe modprobe() {
    return Modprobe.of(this);
  }

  /** What daxctl reads of {@code /etc/daxctl.conf.d}: name to text; links do not count there. */
  public SortedMap<String, String> daxctlConf() {
    SortedMap<String, String> conf = new TreeMap<>();
    in("/etc/daxctl.conf.d")
        .forEach(
            (name, entry) -> {
              if (name.endsWith(".conf") && entry instanceof Entry.File file) {
                file.text().ifPresent(text -> conf.put(name, text));
              }
            });
    return conf;
  }

  /** The zones of all nodes, from {@code /proc/zoneinfo}; empty if it was not captured. */
  public List<ZoneInfo> zones() {
    return text("/proc/zoneinfo").map(ZoneInfo::parse).orElse(List.of());
  }

  /** Physical memory and what claims it, from {@code /proc/iomem}. */
  public List<PhysicalRange> physicalRanges() {
    return text("/proc/iomem").map(PhysicalRange::parse).orElse(List.of());
  }

  /**
   * Kernel parameters that the next boot is configured with, by the file that says so: {@code
   * /etc/default/grub} and its directory, {@code /etc/kernel/cmdline}, boot loader entries. Values
   * that a capture hid are {@code [hidden]}.
   */
  public SortedMap<String, String> bootParameters() {
    return BootParameters.of(this);
  }
}
