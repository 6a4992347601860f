package org.daxpolicy.analysis;

/**
 * An analysis that outgrows what it may spend. Thrown deep inside and caught where the package is
 * entered; never seen outside.
 */
final class TooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooLarge(String what) {
    super(what, null, false, false);
  }
}
