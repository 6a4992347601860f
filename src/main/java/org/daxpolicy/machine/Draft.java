package org.daxpolicy.machine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Span;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.DeviceTree;
import org.jspecify.annotations.Nullable;

/** A machine that is put together device by device from a listing of devices. */
final class Draft {
  private final Input input;
  private final DeviceTree tree = new DeviceTree();
  private final Map<String, Span> seen = new LinkedHashMap<>();
  private final Map<String, DeviceRecord> records = new HashMap<>();

  /** One device as far as it is read; a listing names each member at most once. */
  static final class Entry {
    @Nullable String devpath;
    long start;
    long end;
    @Nullable String subsystem;
    @Nullable String driver;
    @Nullable Boolean bus;
    final Map<String, Optional<String>> attrs = new LinkedHashMap<>();
    final Map<String, String> links = new LinkedHashMap<>();
    @Nullable Map<String, String> uevent = new LinkedHashMap<>();
    @Nullable DeviceRecord record;
  }

  Draft(Input input) {
    this.input = input;
  }

  /** Takes a device, unless its path is missing, unusable or taken. */
  void add(Entry entry) {
    if (entry.devpath == null) {
      input.report(
          input
              .at(Code.MISSING_DEVPATH, entry.start, entry.start + 1, "a device has no `devpath`")
              .help("add its path below /sys, such as `/devices/platform/hmem.0/dax0.0`"));
      return;
    }
    String path = entry.devpath.startsWith("/sys/") ? entry.devpath.substring(4) : entry.devpath;
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    if (!path.startsWith("/") || !isUsable(path.substring(1))) {
      input.report(
          input
              .at(Code.BAD_DEVPATH, entry.start, entry.end, "`" + entry.devpath + "` is no devpath")
              .help("write an absolute path without `.` and `..`, with or without /sys in front"));
      return;
    }
    Span span = input.span(entry.start, entry.end);
    Span first = seen.putIfAbsent(path, span);
    if (first != null) {
      input.report(
          Diagnostic.at(
                  Code.DUPLICATE_DEVICE, input.source(), span, "`" + path + "` is listed twice")
              .related(input.source(), first, "first here")
              .help("remove one of the two"));
      return;
    }
    build(path, entry);
  }

  private void build(String path, Entry entry) {
    boolean bus = entry.bus != null ? entry.bus : !Subsystems.isClass(entry.subsystem);
    Optional<Map<String, String>> uevent = Optional.ofNullable(entry.uevent);
    tree.add(
        new DeviceTree.Device(
            path,
            Optional.ofNullable(entry.subsystem),
            bus,
            Optional.ofNullable(entry.driver),
            entry.attrs,
            entry.links,
            uevent));
    if (entry.record != null) {
      records.put(path, entry.record);
    }
  }

  /** Whether a relative path stays below its directory. */
  static boolean isUsable(String path) {
    return !path.isEmpty()
        && path.indexOf('\0') < 0
        && Arrays.stream(path.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }

  Machine machine(HostFacts host) {
    return Snapshots.machine(input.name(), host, tree.sysfs(), records, input::report);
  }
}
