package org.daxpolicy.machine.inventory;

import java.util.Optional;

/**
 * How fast memory is for an initiator, as firmware tells (ACPI HMAT, CXL CDAT).
 *
 * @param readBandwidth MiB a second
 * @param writeBandwidth MiB a second
 * @param readLatency nanoseconds
 * @param writeLatency nanoseconds
 */
public record Performance(
    Optional<Long> readBandwidth,
    Optional<Long> writeBandwidth,
    Optional<Long> readLatency,
    Optional<Long> writeLatency) {
  /** Whether firmware tells anything. */
  public boolean isKnown() {
    return readBandwidth.isPresent()
        || writeBandwidth.isPresent()
        || readLatency.isPresent()
        || writeLatency.isPresent();
  }
}
