package org.daxpolicy.dax;

/**
 * What a kernel does with memory that firmware set aside for specific purposes.
 *
 * @param kept whether it is kept apart; not so under {@code efi=nosoftreserve}, where it is
 *     ordinary memory
 * @param devices whether hmem makes devices of it; not so under {@code device_hmem.disable=1}
 * @param idle {@code dax_hmem.region_idle=1}: the devices are empty
 */
public record SoftReserve(boolean kept, boolean devices, boolean idle) {
  /** What kernels do unless told otherwise. */
  public static final SoftReserve USUAL = new SoftReserve(true, true, false);

  /** The same with empty devices, or not. */
  public SoftReserve withIdle(boolean other) {
    return new SoftReserve(kept, devices, other);
  }

  /** The same booted with a command line; what it does not say stays. */
  SoftReserve under(KernelParameters parameters) {
    return new SoftReserve(
        kept && !parameters.value("efi").orElse("").contains("nosoftreserve"),
        devices && !parameters.flag("device_hmem.disable"),
        parameters.value("dax_hmem.region_idle").isPresent()
            ? parameters.flag("dax_hmem.region_idle")
            : idle);
  }
}
