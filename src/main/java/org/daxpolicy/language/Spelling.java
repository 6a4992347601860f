package org.daxpolicy.language;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;

/** Values as a policy would write them; read back, each is the value it was made of. */
public final class Spelling {
  private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");
  private static final List<String> DECIMAL = List.of("B/s", "kB/s", "MB/s", "GB/s", "TB/s");

  private Spelling() {}

  /**
   * A value.
   *
   * @param printed as sysfs prints it
   */
  public static String of(Attribute attribute, String printed) {
    for (Map.Entry<String, String> word : attribute.words().entrySet()) {
      if (word.getValue().equals(printed)) {
        return word.getKey();
      }
    }
    Optional<BigInteger> number = attribute.encoding().decode(printed);
    return number.map(n -> of(attribute.type(), n)).orElseGet(() -> quoted(printed));
  }

  /** A number in base units. */
  public static String of(Attribute.Type type, BigInteger value) {
    return switch (type) {
      case SIZE -> scaled(value, BINARY, BigInteger.valueOf(1024));
      case BANDWIDTH -> bandwidth(value);
      case LATENCY -> value + "ns";
      case ADDRESS -> "0x" + value.toString(16);
      default -> value.toString();
    };
  }

  /** Firmware counts in binary units, data sheets in decimal ones: the shorter of the two. */
  private static String bandwidth(BigInteger value) {
    String decimal = scaled(value, DECIMAL, BigInteger.valueOf(1000));
    String binary = scaled(value, BINARY, BigInteger.valueOf(1024)) + "/s";
    return binary.length() < decimal.length() ? binary : decimal;
  }

  /** In the largest unit of which it is a whole number. */
  private static String scaled(BigInteger value, List<String> units, BigInteger step) {
    BigInteger number = value;
    int unit = 0;
    while (unit + 1 < units.size() && number.signum() > 0 && number.mod(step).signum() == 0) {
      number = number.divide(step);
      unit++;
    }
    return number + units.get(unit);
  }

  /** A text in quotes. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
              } else if (c == '\n') {
                out.append("\\n");
              } else if (Character.isISOControl(c)
                  || Character.getType(c) == Character.FORMAT
                  || Character.getType(c) == Character.SURROGATE) {
                out.append("\\u{").append(Integer.toHexString(c)).append('}');
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.append('"').toString();
  }
}
