package org.daxpolicy.glob;

import java.math.BigInteger;

/**
 * How numbers are printed, and which: the kernel's {@code %llu}, {@code %d}, {@code %#llx} and
 * {@code %llx}.
 */
public enum Notation {
  /** {@code 0} to {@code 18446744073709551615}, without leading zeros. */
  DECIMAL(10, "", BigInteger.ZERO, maximum(64)),
  /** {@code -2147483648} to {@code 2147483647}, without leading zeros. */
  SIGNED_DECIMAL(10, "", maximum(31).negate().subtract(BigInteger.ONE), maximum(31)),
  /** {@code 0x0} to {@code 0xffffffffffffffff}, lower case, without leading zeros. */
  HEX(16, "0x", BigInteger.ZERO, maximum(64)),
  /** {@code 0} to {@code ffffffffffffffff}, lower case, without leading zeros. */
  BARE_HEX(16, "", BigInteger.ZERO, maximum(64));

  private final int radix;
  private final String prefix;
  private final BigInteger least;
  private final BigInteger greatest;

  Notation(int radix, String prefix, BigInteger least, BigInteger greatest) {
    this.radix = radix;
    this.prefix = prefix;
    this.least = least;
    this.greatest = greatest;
  }

  /** The smallest number of the domain. */
  public BigInteger least() {
    return least;
  }

  /** The largest number of the domain. */
  public BigInteger greatest() {
    return greatest;
  }

  /** The numbers of the domain. */
  public NumberSet domain() {
    return NumberSet.between(least, greatest);
  }

  /** The one way in which {@code number}, a member of the domain, is printed. */
  public String print(BigInteger number) {
    return number.signum() < 0
        ? "-" + prefix + number.negate().toString(radix)
        : prefix + number.toString(radix);
  }

  /** The most digits a number of the domain has. */
  int longest() {
    return greatest.max(least.negate()).toString(radix).length();
  }

  int radix() {
    return radix;
  }

  String prefix() {
    return prefix;
  }

  private static BigInteger maximum(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }
}
