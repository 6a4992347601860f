package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.compile.Artifacts;

/**
 * What is installed on the machine: texts only, never a policy.
 *
 * @param rules udev rules by file name, directories merged: {@code 95-x.rules} to text
 * @param units systemd units by name: {@code x@.service} to text
 * @param conf files of {@code /etc/daxctl.conf.d} by name
 * @param parameters kernel parameters that boot files add, separated by blanks
 */
public record Installed(
    SortedMap<String, String> rules,
    SortedMap<String, String> units,
    SortedMap<String, String> conf,
    String parameters) {
  private static final Pattern GRUB =
      Pattern.compile(
          "(?m)^GRUB_CMDLINE_LINUX(?:_DEFAULT)?=\"\\$GRUB_CMDLINE_LINUX\\w* ([^\"]*)\"");

  public static final Installed NOTHING =
      new Installed(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), "");

  public Installed {
    rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    conf = Collections.unmodifiableSortedMap(new TreeMap<>(conf));
  }

  /**
   * A tree of files rooted like the target's: {@code etc/udev/rules.d}, {@code etc/systemd/system},
   * {@code etc/daxctl.conf.d} and the parameters of {@code etc/default/grub.d}. Other files do not
   * count.
   */
  public static Installed of(Artifacts artifacts) {
    SortedMap<String, String> rules = new TreeMap<>();
    SortedMap<String, String> units = new TreeMap<>();
    SortedMap<String, String> conf = new TreeMap<>();
    List<String> parameters = new ArrayList<>();
    artifacts
        .files()
        .forEach(
            (path, artifact) -> {
              String name = path.substring(path.lastIndexOf('/') + 1);
              if (path.startsWith("etc/udev/rules.d/") && name.endsWith(".rules")) {
                rules.put(name, artifact.text());
              } else if (path.startsWith("etc/systemd/system/")) {
                units.put(name, artifact.text());
              } else if (path.startsWith("etc/daxctl.conf.d/") && name.endsWith(".conf")) {
                conf.put(name, artifact.text());
              } else if (path.startsWith("etc/default/grub.d/") && name.endsWith(".cfg")) {
                Matcher m = GRUB.matcher(artifact.text());
                while (m.find()) {
                  parameters.add(m.group(1));
                }
              }
            });
    return new Installed(rules, units, conf, String.join(" ", parameters));
  }

  /** Both together; a file of {@code other} replaces one of the same name. */
  public Installed plus(Installed other) {
    SortedMap<String, String> allRules = new TreeMap<>(rules);
    allRules.putAll(other.rules);
    SortedMap<String, String> allUnits = new TreeMap<>(units);
    allUnits.putAll(other.units);
    SortedMap<String, String> allConf = new TreeMap<>(conf);
    allConf.putAll(other.conf);
    return new Installed(
        allRules, allUnits, allConf, (parameters + " " + other.parameters).strip());
  }
}
