package org.daxpolicy.machine.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.daxpolicy.machine.host.HostTree;

/** Finds lines about memory devices in a host's files. */
public final class ConfigurationReader {
  /** In rules: a memory device's subsystem, driver, name or attribute is asked for or set. */
  private static final Pattern RULE =
      Pattern.compile(
          "\"(?:dax|cxl|nd|memory|node|hmem|kmem|device_dax)[^\"/]*\"|daxctl|cxl|ndctl"
              + "|auto_online_blocks|memory/memory");

  private static final Pattern MODULE =
      Pattern.compile("\\b(?:\\w*[_-]?(?:dax|kmem|hmem|famfs|nvdimm)\\b|cxl\\w*|nfit|nd_\\w+)");

  private static final Pattern ANY =
      Pattern.compile("dax|cxl|ndctl|hmem|kmem|memhp|memory_hotplug|system/memory|online_blocks");

  private ConfigurationReader() {}

  /** The files that say something about memory devices, each with the lines that do. */
  public static List<ConfigurationFile> read(HostTree tree) {
    List<ConfigurationFile> found = new ArrayList<>();
    for (Map.Entry<String, HostTree.Entry> entry : tree.entries().entrySet()) {
      Optional<Pattern> wanted = wanted(entry.getKey());
      if (wanted.isPresent()) {
        List<String> lines = lines(entry.getValue().text().orElse(""), wanted.get());
        if (!lines.isEmpty()) {
          found.add(new ConfigurationFile(entry.getKey(), lines));
        }
      }
    }
    return found;
  }

  private static Optional<Pattern> wanted(String path) {
    if (path.startsWith("/proc/")) {
      return Optional.empty();
    }
    if (path.endsWith(".rules")) {
      return Optional.of(RULE);
    }
    return Optional.of(path.contains("/mod") ? MODULE : ANY);
  }

  private static List<String> lines(String text, Pattern wanted) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("#") && wanted.matcher(line).find())
        .toList();
  }
}
