package org.daxpolicy.simulate.systemd;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as units write them: {@code 30min}, {@code 1h 30s}, {@code 90} (seconds). */
public final class TimeSpan {
  private static final Pattern PIECE = Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d+)?)\\s*([a-zA-Z]*)");

  private TimeSpan() {}

  /** Seconds; infinite for {@code infinity}; empty for a text that is no span. */
  public static Optional<Double> seconds(String text) {
    if (text.strip().equals("infinity")) {
      return Optional.of(Double.POSITIVE_INFINITY);
    }
    Matcher m = PIECE.matcher(text.strip());
    double seconds = 0;
    int at = 0;
    while (m.find() && m.start() == at) {
      Optional<Double> unit = unit(m.group(2));
      if (unit.isEmpty()) {
        return Optional.empty();
      }
      seconds += Double.parseDouble(m.group(1)) * unit.get();
      at = m.end();
    }
    return at == 0 || at < text.strip().length() ? Optional.empty() : Optional.of(seconds);
  }

  private static Optional<Double> unit(String word) {
    return switch (word) {
      case "us", "usec" -> Optional.of(1e-6);
      case "ms", "msec" -> Optional.of(1e-3);
      case "", "s", "sec", "second", "seconds" -> Optional.of(1.0);
      case "m", "min", "minute", "minutes" -> Optional.of(60.0);
      case "h", "hr", "hour", "hours" -> Optional.of(3600.0);
      case "d", "day", "days" -> Optional.of(86_400.0);
      default -> Optional.empty();
    };
  }
}
