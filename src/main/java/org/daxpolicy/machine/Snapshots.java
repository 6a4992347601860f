package org.daxpolicy.machine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.Sysfs;

/** What all formats end in. */
final class Snapshots {
  private static final Pattern DAX_NAME = Pattern.compile("dax(\\d+)\\.(\\d+)");

  /** dax2.0 before dax10.0; names of another shape last. */
  static final Comparator<String> NATURAL =
      Comparator.comparing((String path) -> number(path, 1))
          .thenComparing(path -> number(path, 2))
          .thenComparing(Comparator.naturalOrder());

  static final HostFacts UNKNOWN_HOST =
      new HostFacts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          new TreeMap<>(),
          Map.of(),
          Map.of());

  private Snapshots() {}

  /** A number of a dax device's name; more than any for other names. */
  private static BigInteger number(String path, int group) {
    Matcher m = DAX_NAME.matcher(path.substring(path.lastIndexOf('/') + 1));
    return m.matches() ? new BigInteger(m.group(group)) : BigInteger.ONE.shiftLeft(4096);
  }

  static Machine machine(
      String name,
      HostFacts host,
      Sysfs sysfs,
      Map<String, DeviceRecord> records,
      Consumer<Diagnostic> report) {
    List<String> dax = daxDevices(sysfs);
    if (dax.isEmpty()) {
      report.accept(
          Diagnostic.of(Code.NO_DAX_DEVICE, "`" + name + "` holds no dax device")
              .help("take the snapshot where dax devices are, with `/sys/bus/dax` in it"));
    }
    return new Machine(name, host, sysfs, records, dax);
  }

  /** The devices of subsystem {@code dax}, as its bus (a class before 5.1) lists them. */
  static List<String> daxDevices(Sysfs sysfs) {
    List<String> found = new ArrayList<>();
    for (String home : List.of("/bus/dax/devices", "/class/dax")) {
      for (String device : sysfs.list(home)) {
        Paths.resolve(sysfs, home + "/" + device).ifPresent(found::add);
      }
    }
    return found.stream().distinct().sorted(NATURAL).toList();
  }
}
