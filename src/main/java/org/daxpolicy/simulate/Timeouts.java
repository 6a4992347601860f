package org.daxpolicy.simulate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.dax.KernelParameters;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.simulate.systemd.TimeSpan;

/**
 * How long udev and systemd wait (man pages udev.conf, systemd-udevd.service, systemd-system.conf).
 */
final class Timeouts {
  private static final double USUAL_EVENT = 180;
  private static final double USUAL_START = 90;
  private static final Pattern EVENT =
      Pattern.compile("(?m)^\\s*event_timeout\\s*=\\s*\"?([^\"\\n]+)");
  private static final Pattern START =
      Pattern.compile("(?m)^\\s*DefaultTimeoutStartSec\\s*=\\s*([^\\n]+)");

  private final HostTree files;
  private final KernelParameters parameters;

  Timeouts(HostTree files, KernelParameters parameters) {
    this.files = files;
    this.parameters = parameters;
  }

  /** Seconds an event may take. */
  double event(List<Fact> facts) {
    Optional<Double> booted =
        parameters
            .value("udev.event_timeout")
            .or(() -> parameters.value("rd.udev.event_timeout"))
            .flatMap(TimeSpan::seconds);
    Optional<Double> configured =
        written("/usr/lib/udev/udev.conf", "/etc/udev/udev.conf", "udev.conf.d", EVENT);
    Optional<Double> told = booted.or(() -> configured);
    told.ifPresent(
        s ->
            facts.add(
                new Fact(
                    "event timeout",
                    String.format(Locale.ROOT, "%.0fs", s),
                    booted.isPresent() ? "kernel parameters" : "udev.conf")));
    return told.orElse(USUAL_EVENT);
  }

  /** Seconds a service's start may take where its unit does not say. */
  double start() {
    return written("", "/etc/systemd/system.conf", "system.conf.d", START).orElse(USUAL_START);
  }

  /** The last value written in the main files and the drop-ins. */
  private Optional<Double> written(String shipped, String main, String dropIns, Pattern key) {
    Optional<Double> value = Optional.empty();
    for (Map.Entry<String, String> file : files.texts().entrySet()) {
      boolean counts =
          file.getKey().equals(shipped)
              || file.getKey().equals(main)
              || file.getKey().contains("/" + dropIns + "/");
      Matcher m = key.matcher(file.getValue());
      while (counts && m.find()) {
        value = TimeSpan.seconds(m.group(1)).or(valueOf(value));
      }
    }
    return value;
  }

  private static java.util.function.Supplier<Optional<Double>> valueOf(Optional<Double> value) {
    return () -> value;
  }
}
