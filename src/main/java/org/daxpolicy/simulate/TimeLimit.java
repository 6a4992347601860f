package org.daxpolicy.simulate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.daxpolicy.simulate.shell.Interval;

/**
 * A call of {@code timeout} (man page timeout, coreutils).
 *
 * @param seconds how long the command may take
 * @param exit the exit status when it takes longer
 * @param command what is run
 */
record TimeLimit(double seconds, int exit, List<String> command) {
  private static final int PASSED = 124;
  private static final int TERMINATED = 143;
  private static final int KILLED = 137;

  TimeLimit {
    command = List.copyOf(command);
  }

  /** Reads the words behind {@code timeout}; empty if it refuses them. */
  static Optional<TimeLimit> of(List<String> words) {
    int exit = PASSED;
    int i = 0;
    for (; i < words.size() && words.get(i).startsWith("-"); i++) {
      String option = words.get(i);
      boolean signal = option.equals("-s") || option.equals("--signal");
      boolean takesValue = signal || option.equals("-k") || option.equals("--kill-after");
      String value =
          takesValue && i + 1 < words.size()
              ? words.get(++i)
              : option.substring(option.indexOf('=') + 1);
      if ((signal || option.startsWith("--signal=") || option.startsWith("-s"))
          && value.matches("(?:-s)?(?:SIG)?KILL|(?:-s)?9")) {
        exit = KILLED;
      } else if (option.equals("--preserve-status") || option.equals("-p")) {
        exit = TERMINATED;
      }
    }
    if (i + 1 >= words.size()) {
      return Optional.empty();
    }
    OptionalDouble seconds = Interval.seconds(words.get(i));
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    double limit = seconds.getAsDouble();
    return Optional.of(
        new TimeLimit(
            limit == 0 ? Double.POSITIVE_INFINITY : limit,
            exit,
            words.subList(i + 1, words.size())));
  }
}
