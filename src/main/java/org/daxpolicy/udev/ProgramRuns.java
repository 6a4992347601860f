package org.daxpolicy.udev;

import java.util.Optional;
import java.util.Set;

/** What programs that rules call would do, as far as that is told. None is ever run. */
final class ProgramRuns {
  /** Programs that {@code udevadm test} runs although it runs no others. */
  private static final Set<String> HARMLESS =
      Set.of("ata_id", "cdrom_id", "dmi_memory_id", "fido_id", "mtd_probe", "scsi_id");

  /** How the debug message begins that names a command nothing is told of. */
  static final String NO_PROGRAM = "The host has no program for: ";

  /** The most bytes of a program's output that udev reads. */
  static final int LONGEST_OUTPUT = 16383;

  private final EventState state;

  ProgramRuns(EventState state) {
    this.state = state;
  }

  /** What a command would do; empty if that is not told. */
  Optional<Host.ProgramResult> run(String command) {
    boolean skipped =
        state.options.programs() == Evaluator.Programs.AS_UDEVADM_TEST
            && state.version.atLeast(256)
            && HARMLESS.stream().noneMatch(command::startsWith);
    if (skipped) {
      return Optional.of(new Host.ProgramResult(0, ""));
    }
    state.handOver();
    Optional<Host.ProgramResult> given =
        Optional.ofNullable(state.event.host().programs().get(command))
            .or(() -> state.execution.run(command));
    if (given.isEmpty() && state.options.wholeHost()) {
      state.say(7, NO_PROGRAM + command);
      return Optional.of(new Host.ProgramResult(127, ""));
    }
    return given;
  }

  /** What a program printed, up to the first NUL. */
  static String printed(Host.ProgramResult result) {
    String output = result.output();
    int nul = output.indexOf(0);
    return nul < 0 ? output : output.substring(0, nul);
  }
}
