package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.simulate.DeviceResult.Via;
import org.daxpolicy.simulate.shell.Computer.Killed;
import org.daxpolicy.simulate.systemd.UnitFile;

/** systemd's and udev's own programs, as somebody runs them. */
final class ServiceTools {
  private final Hands hands;

  ServiceTools(Hands hands) {
    this.hands = hands;
  }

  /** {@code systemd-run}: hands the command over. */
  int systemdRun(List<String> words) {
    List<String> rest = new ArrayList<>(words);
    Optional<String> unit = Optional.empty();
    List<UnitFile.Setting> properties = new ArrayList<>();
    while (!rest.isEmpty() && rest.get(0).startsWith("-")) {
      String option = rest.remove(0);
      boolean named =
          option.startsWith("--unit=") || option.equals("-u") || option.equals("--unit");
      boolean takesValue =
          !option.contains("=")
              && Set.of("-u", "--unit", "-p", "--property", "-E", "--setenv", "--slice")
                  .contains(option);
      String value =
          takesValue && !rest.isEmpty()
              ? rest.remove(0)
              : option.substring(option.indexOf('=') + 1);
      if (option.equals("-p") || option.startsWith("--property")) {
        setting(value).ifPresent(properties::add);
      } else if (option.startsWith("--service-type=")) {
        setting("Type=" + value).ifPresent(properties::add);
      } else if (option.equals("--remain-after-exit") || option.equals("-r")) {
        setting("RemainAfterExit=yes").ifPresent(properties::add);
      }
      if (named) {
        unit = Optional.of(value.contains(".service") ? value : value + ".service");
      }
    }
    if (!rest.isEmpty()) {
      hands.world.systemd.run(unit, properties, rest, hands.cause, hands.device);
    }
    return 0;
  }

  /** A property of a service, {@code TimeoutStartSec=5min}. */
  private static Optional<UnitFile.Setting> setting(String text) {
    int equals = text.indexOf('=');
    return equals <= 0
        ? Optional.empty()
        : Optional.of(
            new UnitFile.Setting("Service", text.substring(0, equals), text.substring(equals + 1)));
  }

  /** {@code systemctl}, as far as it starts units. */
  int systemctl(List<String> words) {
    List<String> rest = words.stream().filter(w -> !w.startsWith("-")).toList();
    if (rest.size() < 2 || !Set.of("start", "restart", "try-restart").contains(rest.get(0))) {
      return 0;
    }
    int status = 0;
    for (String unit : rest.subList(1, rest.size())) {
      status = hands.world.systemd.start(unit, "systemctl starts it") ? status : Hands.FAILED;
    }
    return status;
  }

  /** {@code udevadm}: trigger and settle. */
  int udevadm(List<String> words) throws Killed {
    if (words.isEmpty()) {
      return 0;
    }
    if (words.get(0).equals("settle")) {
      if (hands.via() == Via.RUN || hands.via() == Via.RULE) {
        hands.world.course.incident(
            Incident.Kind.WAITS_FOR_ITSELF,
            hands.device.orElse(""),
            hands.cause,
            "udevadm settle",
            Optional.empty());
        hands.deadline.pass(Double.POSITIVE_INFINITY);
      }
      hands.world.udevd.settle();
    } else if (words.get(0).equals("trigger")) {
      trigger(words.subList(1, words.size()));
    }
    return 0;
  }

  private void trigger(List<String> words) {
    String action = "change";
    List<String> subsystems = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String value =
          word.startsWith("--") && word.contains("=")
              ? word.substring(word.indexOf('=') + 1)
              : i + 1 < words.size() ? words.get(i + 1) : "";
      if (word.equals("-c") || word.startsWith("--action")) {
        action = value;
      } else if (word.equals("-s") || word.startsWith("--subsystem-match")) {
        subsystems.add(value);
      }
    }
    hands.world.udevd.trigger(action, subsystems);
  }
}
