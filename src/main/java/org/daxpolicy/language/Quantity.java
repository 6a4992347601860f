package org.daxpolicy.language;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Span;

/**
 * A number literal in base units.
 *
 * @param measure what it measures
 * @param value bytes, bytes per second, nanoseconds, milliseconds of a duration, or just a number;
 *     zero for versions and dates, whose text is read elsewhere
 */
record Quantity(Measure measure, BigInteger value) {
  /** What a literal measures. */
  enum Measure {
    INTEGER("an integer"),
    ADDRESS("an address"),
    SIZE("a size"),
    BANDWIDTH("a bandwidth"),
    LATENCY("a latency"),
    DURATION("a duration"),
    VERSION("a version"),
    DATE("a date");

    private final String phrase;

    Measure(String phrase) {
      this.phrase = phrase;
    }

    /** With its article. */
    String phrase() {
      return phrase;
    }
  }

  private record Unit(Measure measure, BigInteger factor) {}

  /** The largest number any attribute prints. */
  static final BigInteger LARGEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private static final int MOST_DIGITS = 40;
  private static final Map<String, Unit> UNITS = units();
  private static final Pattern HEX = Pattern.compile("0[xX]([0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*)");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}");
  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");
  private static final Pattern DECIMAL =
      Pattern.compile("(-?[0-9]+(?:_[0-9]+)*(?:\\.[0-9]+)?)([A-Za-z]+(?:/[A-Za-z]+)?)?");

  /** Reads a literal, or reports why it is none. */
  static Optional<Quantity> read(String text, Span span, Findings findings) {
    Matcher hex = HEX.matcher(text);
    if (hex.matches()) {
      String digits = hex.group(1).replace("_", "");
      return digits.length() > MOST_DIGITS
          ? tooLarge(text, span, findings)
          : bounded(Measure.ADDRESS, new BigInteger(digits, 16), text, span, findings);
    }
    if (DATE.matcher(text).matches()) {
      return Optional.of(new Quantity(Measure.DATE, BigInteger.ZERO));
    }
    if (VERSION.matcher(text).matches()) {
      return Optional.of(new Quantity(Measure.VERSION, BigInteger.ZERO));
    }
    Matcher decimal = DECIMAL.matcher(text);
    if (!decimal.matches() || text.startsWith("0x") || text.startsWith("0X")) {
      findings.add(
          findings
              .at(Code.MALFORMED_NUMBER, span, "`" + brief(text) + "` is no number")
              .help("numbers look like `3`, `64GiB`, `300GB/s`, `400ns` or `0x1_0000_0000`"));
      return Optional.empty();
    }
    String digits = decimal.group(1).replace("_", "");
    if (digits.length() > MOST_DIGITS) {
      return tooLarge(text, span, findings);
    }
    String unit = decimal.group(2);
    return unit == null
        ? bounded(Measure.INTEGER, new BigInteger(digits), text, span, findings)
        : scaled(new BigDecimal(digits), unit, text, span, findings);
  }

  private static Optional<Quantity> scaled(
      BigDecimal number, String name, String text, Span span, Findings findings) {
    Unit unit = UNITS.get(name);
    if (unit == null) {
      findings.add(unknownUnit(name, span, findings));
      return Optional.empty();
    }
    BigDecimal value = number.multiply(new BigDecimal(unit.factor())).stripTrailingZeros();
    if (value.scale() > 0) {
      String base = unit.measure() == Measure.DURATION ? "milliseconds" : base(unit.measure());
      findings.add(
          findings
              .at(Code.NOT_A_WHOLE_NUMBER, span, "`" + text + "` is not a whole number of " + base)
              .help("write it in a smaller unit"));
      return Optional.empty();
    }
    if (value.signum() < 0) {
      findings.add(Code.MALFORMED_NUMBER, span, unit.measure().phrase() + " is never negative");
      return Optional.empty();
    }
    return bounded(unit.measure(), value.toBigIntegerExact(), text, span, findings);
  }

  private static String base(Measure measure) {
    return switch (measure) {
      case BANDWIDTH -> "bytes per second";
      case LATENCY -> "nanoseconds";
      default -> "bytes";
    };
  }

  private static Diagnostic unknownUnit(String name, Span span, Findings findings) {
    Diagnostic finding = findings.at(Code.UNKNOWN_UNIT, span, "`" + brief(name) + "` is no unit");
    Optional<String> near =
        UNITS.keySet().stream()
            .filter(u -> u.equalsIgnoreCase(name) || u.equalsIgnoreCase(name + "iB"))
            .findFirst()
            .or(() -> Suggestion.of(name, UNITS.keySet()));
    return near.map(u -> finding.help("did you mean `" + u + "`?"))
        .orElse(finding)
        .note(
            "sizes: B, KiB to PiB (1024), kB to PB (1000); bandwidths: the same with /s; "
                + "latencies: ns, us, ms; durations: s, min, h");
  }

  private static Optional<Quantity> bounded(
      Measure measure, BigInteger value, String text, Span span, Findings findings) {
    return value.abs().compareTo(LARGEST) > 0
        ? tooLarge(text, span, findings)
        : Optional.of(new Quantity(measure, value));
  }

  private static Optional<Quantity> tooLarge(String text, Span span, Findings findings) {
    findings.add(
        findings
            .at(Code.NUMBER_TOO_LARGE, span, "`" + brief(text) + "` is too large")
            .note("no attribute holds more than 64 bits"));
    return Optional.empty();
  }

  private static String brief(String text) {
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }

  private static Map<String, Unit> units() {
    Map<String, Unit> units = new TreeMap<>();
    List<String> prefixes = List.of("K", "M", "G", "T", "P");
    BigInteger binary = BigInteger.ONE;
    BigInteger decimal = BigInteger.ONE;
    memory(units, "B", BigInteger.ONE);
    for (String prefix : prefixes) {
      binary = binary.shiftLeft(10);
      decimal = decimal.multiply(BigInteger.valueOf(1000));
      memory(units, prefix + "iB", binary);
      memory(units, prefix + "B", decimal);
    }
    memory(units, "kB", BigInteger.valueOf(1000));
    units.put("ns", new Unit(Measure.LATENCY, BigInteger.ONE));
    units.put("us", new Unit(Measure.LATENCY, BigInteger.valueOf(1000)));
    units.put("ms", new Unit(Measure.LATENCY, BigInteger.valueOf(1_000_000)));
    units.put("s", new Unit(Measure.DURATION, BigInteger.valueOf(1000)));
    units.put("min", new Unit(Measure.DURATION, BigInteger.valueOf(60_000)));
    units.put("h", new Unit(Measure.DURATION, BigInteger.valueOf(3_600_000)));
    return units;
  }

  private static void memory(Map<String, Unit> units, String name, BigInteger factor) {
    units.put(name, new Unit(Measure.SIZE, factor));
    units.put(name + "/s", new Unit(Measure.BANDWIDTH, factor));
  }
}
