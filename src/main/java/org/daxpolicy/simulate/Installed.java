package org.daxpolicy.simulate;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.machine.host.HostTree.Entry;
import org.daxpolicy.machine.host.Units;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.UdevVersion;

/**
 * What is installed on the machine: texts only, never a policy.
 *
 * @param tree rules, units, configuration and boot files, rooted like the target's file system
 */
public record Installed(HostTree tree) {
  public static final Installed NOTHING = new Installed(HostTree.NONE);

  private static final String BOOT = "/etc/default/grub.d/daxpolicy-simulate.cfg";

  /**
   * Files by kind.
   *
   * @param rules udev rules by file name, directories merged: {@code 95-x.rules} to text
   * @param units systemd units by name: {@code x@.service} to text
   * @param conf files of {@code /etc/daxctl.conf.d} by name
   * @param parameters kernel parameters that boot files add, separated by blanks
   */
  public Installed(
      SortedMap<String, String> rules,
      SortedMap<String, String> units,
      SortedMap<String, String> conf,
      String parameters) {
    this(tree(rules, units, conf, parameters));
  }

  private static HostTree tree(
      SortedMap<String, String> rules,
      SortedMap<String, String> units,
      SortedMap<String, String> conf,
      String parameters) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    rules.forEach((name, text) -> entries.put("/etc/udev/rules.d/" + name, file(text)));
    units.forEach((name, text) -> entries.put("/etc/systemd/system/" + name, file(text)));
    conf.forEach((name, text) -> entries.put("/etc/daxctl.conf.d/" + name, file(text)));
    if (!parameters.isBlank()) {
      entries.put(BOOT, file("GRUB_CMDLINE_LINUX=\"" + parameters.strip() + "\"\n"));
    }
    return new HostTree(entries);
  }

  private static Entry file(String text) {
    return new Entry.File(Optional.of(ByteText.of(text)));
  }

  /** A tree of files rooted like the target's. */
  public static Installed of(Artifacts artifacts) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    artifacts.files().forEach((path, artifact) -> entries.put("/" + path, file(artifact.text())));
    return new Installed(new HostTree(entries));
  }

  /** Both together; a file of {@code other} replaces one of the same path. */
  public Installed plus(Installed other) {
    SortedMap<String, Entry> entries = new TreeMap<>(tree.entries());
    entries.putAll(other.tree.entries());
    return new Installed(new HostTree(entries));
  }

  /** The rules that count, directories merged and masks applied: file name to text. */
  public SortedMap<String, String> rules() {
    SortedMap<String, String> texts = new TreeMap<>();
    tree.rules(UdevVersion.NEWEST)
        .forEach((name, text) -> texts.put(name, ByteText.readable(text)));
    return texts;
  }

  /** The same without any rules. */
  public Installed withoutRules() {
    SortedMap<String, Entry> entries = new TreeMap<>(tree.entries());
    entries.keySet().removeIf(path -> path.endsWith(".rules"));
    return new Installed(new HostTree(entries));
  }

  /** The systemd units, drop-ins appended. */
  Units units() {
    return tree.units();
  }

  /** Units that start at boot without anyone's wish. */
  SortedSet<String> enabled() {
    SortedSet<String> names = new TreeSet<>();
    tree.units().wanted().values().forEach(names::addAll);
    return names;
  }

  /** Kernel parameters that boot files add. */
  String parameters() {
    return tree.bootParameters().values().stream()
        .map(text -> text.replaceAll("\\$\\{?\\w+\\}?", " ").strip())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
