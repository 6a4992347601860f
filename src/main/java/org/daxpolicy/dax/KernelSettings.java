package org.daxpolicy.dax;

/**
 * What decides how a kernel treats dax devices.
 *
 * @param version its release
 * @param kmem whether the {@code kmem} driver can be had
 * @param deviceDax the same of {@code device_dax}
 * @param policy what it does with added memory blocks
 * @param regionIdle {@code dax_hmem.region_idle=1}
 * @param hmemDisabled {@code device_hmem.disable=1}
 * @param movableNode {@code movable_node}
 * @param blockSize bytes of a memory block
 */
public record KernelSettings(
    Version version,
    Presence kmem,
    Presence deviceDax,
    OnlinePolicy policy,
    boolean regionIdle,
    boolean hmemDisabled,
    boolean movableNode,
    long blockSize) {

  /** How a driver can be had. */
  public enum Presence {
    /** Part of the kernel image: bound before any rule runs. */
    BUILT_IN("builtin"),
    /** A module that udev loads. */
    MODULE("module"),
    /** Configured as a module that is blacklisted. */
    BLACKLISTED("blacklisted"),
    /** Configured as a module that is not installed. */
    MISSING("absent"),
    /** Not configured at build. */
    NOT_CONFIGURED("not-configured");

    private final String word;

    Presence(String word) {
      this.word = word;
    }

    /** The word tests and reports use. */
    public String word() {
      return word;
    }

    /** Whether a device finds the driver without anyone's help. */
    public boolean available() {
      return this == BUILT_IN || this == MODULE;
    }
  }

  /**
   * A kernel with a command line.
   *
   * @param version its release
   * @param kmem whether {@code kmem} can be had, the command line aside
   * @param deviceDax the same of {@code device_dax}
   * @param policy what it does with added blocks, the command line aside
   * @param parameters the command line
   * @param blockSize bytes of a memory block
   */
  public static KernelSettings of(
      Version version,
      Presence kmem,
      Presence deviceDax,
      OnlinePolicy policy,
      KernelParameters parameters,
      long blockSize) {
    return new KernelSettings(
        version,
        blacklisted(kmem, "kmem", parameters),
        blacklisted(deviceDax, "device_dax", parameters),
        parameters.value("memhp_default_state").flatMap(OnlinePolicy::parse).orElse(policy),
        parameters.flag("dax_hmem.region_idle"),
        parameters.flag("device_hmem.disable"),
        parameters.flag("movable_node"),
        blockSize);
  }

  private static Presence blacklisted(
      Presence presence, String module, KernelParameters parameters) {
    return presence == Presence.MODULE && parameters.blacklist().contains(module)
        ? Presence.BLACKLISTED
        : presence;
  }

  /** The same with another policy. */
  public KernelSettings with(OnlinePolicy other) {
    return new KernelSettings(
        version, kmem, deviceDax, other, regionIdle, hmemDisabled, movableNode, blockSize);
  }
}
