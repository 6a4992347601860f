package org.daxpolicy.dax;

/** In which zone memory blocks are online. */
public enum Zone {
  /** A kernel zone (Normal, or DMA32 where the range lies low): any allocation may pin it. */
  KERNEL("kernel"),
  /** ZONE_MOVABLE: its pages can be moved away. */
  MOVABLE("movable"),
  /** Some blocks in one, some in the other. */
  MIXED("mixed");

  private final String word;

  Zone(String word) {
    this.word = word;
  }

  /** The word policies and reports use. */
  public String word() {
    return word;
  }

  /** The zone of blocks of which some are in this and some in {@code other}. */
  public Zone with(Zone other) {
    return this == other ? this : MIXED;
  }
}
