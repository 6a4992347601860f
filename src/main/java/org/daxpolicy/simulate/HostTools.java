package org.daxpolicy.simulate;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.simulate.shell.Computer.Done;
import org.daxpolicy.simulate.shell.NotUnderstood;

/** Programs that only tell what host they run on. */
final class HostTools {
  private HostTools() {}

  /** {@code uname} with the options scripts ask by. */
  static Done uname(List<String> options, Scenario scenario) throws NotUnderstood {
    String asked = String.join(" ", options);
    Optional<String> answer =
        switch (asked) {
          case "-m" -> scenario.at().host().architecture().map(HostTools::machine);
          case "-r" -> scenario.machine().host().kernel();
          default -> Optional.empty();
        };
    return new Done(
        0,
        answer.orElseThrow(() -> new NotUnderstood("what `uname " + asked + "` says is not known"))
            + "\n");
  }

  /** What {@code uname -m} calls an architecture that udev calls so. */
  private static String machine(String architecture) {
    return switch (architecture) {
      case "x86-64" -> "x86_64";
      case "x86" -> "i686";
      case "arm64" -> "aarch64";
      case "ppc64-le" -> "ppc64le";
      default -> architecture;
    };
  }

  /** {@code systemd-detect-virt}, which fails where there is none. */
  static Done virtualization(List<String> options, Scenario scenario) throws NotUnderstood {
    Optional<String> virtualization = scenario.at().host().virtualization();
    if (!options.isEmpty() || virtualization.isEmpty()) {
      throw new NotUnderstood("what `systemd-detect-virt` says is not known");
    }
    return new Done(virtualization.get().equals("none") ? 1 : 0, virtualization.get() + "\n");
  }
}
