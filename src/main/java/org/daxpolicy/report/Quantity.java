package org.daxpolicy.report;

import java.util.List;
import java.util.Locale;

/** Quantities as people read them. A whole number is exact; one with a point is rounded. */
final class Quantity {
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

  private Quantity() {}

  /** Bytes in binary units: {@code 16 GiB}, {@code 502 MiB}, {@code 124.5 GiB}. */
  static String bytes(long bytes) {
    int unit = 0;
    long whole = 1;
    while (unit + 1 < UNITS.size() && bytes / whole >= 1024) {
      whole <<= 10;
      unit++;
    }
    if (unit > 0 && bytes % whole != 0 && bytes % (whole >> 10) == 0 && bytes / whole < 10) {
      // 1006 MiB of a GiB and a half say more than 1.5 GiB
      return bytes / (whole >> 10) + " " + UNITS.get(unit - 1);
    }
    return bytes % whole == 0
        ? bytes / whole + " " + UNITS.get(unit)
        : String.format(Locale.ROOT, "%.1f %s", (double) bytes / whole, UNITS.get(unit));
  }

  /** Bandwidth given in MiB a second. */
  static String bandwidth(long mebibytes) {
    return bytes(mebibytes << 20) + "/s";
  }

  /** An address. */
  static String address(long address) {
    return "0x" + Long.toHexString(address);
  }

  /** {@code 1 block}, {@code 2 blocks}. */
  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
