package org.daxpolicy.dax.kernel;

/** Decides what cannot be known beforehand. The same question may get other answers later. */
public interface Fate {
  /** Nothing bad happens. */
  Fate KIND = what -> false;

  /** Whether it happens, now. */
  boolean befalls(Uncertainty what);
}
