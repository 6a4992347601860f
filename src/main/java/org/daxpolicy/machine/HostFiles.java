package org.daxpolicy.machine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.udev.AccountTable;

/** Facts about the host from files that may lie beside {@code sys}. All of them are optional. */
final class HostFiles {
  private static final String RELEASE = "proc/sys/kernel/osrelease";
  private static final Pattern OPTION =
      Pattern.compile(
          "(?m)^(CONFIG_(?:DEV_DAX|FS_DAX|CXL|MEMORY_HOT|MHP_|EFI_SOFT|ZONE_DEVICE)\\w*)=(\\S+)$");

  /** The files' paths from the root directory; a kernel's configuration is one more. */
  static final List<String> NAMES =
      List.of(
          "proc/cmdline",
          RELEASE,
          "proc/sys/kernel/arch",
          "proc/sys/kernel/hostname",
          "etc/passwd",
          "etc/group");

  private final Map<String, String> contents = new TreeMap<>();

  /** Whether a file, by its path from the root directory, tells something. */
  static boolean isOne(String path) {
    return NAMES.contains(path) || path.startsWith("boot/config-");
  }

  void put(String path, String content) {
    contents.put(path, content);
  }

  /** The file that holds the configuration of this kernel, if its release is known. */
  Optional<String> configuration() {
    return first(RELEASE).map(release -> "boot/config-" + release);
  }

  HostFacts facts() {
    return new HostFacts(
        first("proc/sys/kernel/hostname"),
        first(RELEASE),
        Optional.empty(),
        Optional.empty(),
        first("proc/sys/kernel/arch").map(Architecture::udevName),
        Optional.empty(),
        first("proc/cmdline"),
        options(),
        ids("etc/passwd"),
        ids("etc/group"));
  }

  private Optional<String> first(String path) {
    return Optional.ofNullable(contents.get(path))
        .map(text -> text.lines().findFirst().orElse("").strip())
        .filter(line -> !line.isEmpty());
  }

  private SortedMap<String, String> options() {
    SortedMap<String, String> options = new TreeMap<>();
    Matcher m =
        OPTION.matcher(configuration().map(path -> contents.getOrDefault(path, "")).orElse(""));
    while (m.find()) {
      options.put(m.group(1), m.group(2));
    }
    return options;
  }

  private Map<String, Integer> ids(String path) {
    return AccountTable.read(contents.getOrDefault(path, ""));
  }
}
