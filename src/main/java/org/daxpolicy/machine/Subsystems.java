package org.daxpolicy.machine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which subsystems have their home below {@code /sys/class}; all others are buses. */
final class Subsystems {
  private static final Set<String> CLASSES =
      Set.of(
          "backlight",
          "bdi",
          "block",
          "bsg",
          "cpuid",
          "devlink",
          "dma",
          "dmi",
          "drm",
          "firmware",
          "gpio",
          "graphics",
          "hidraw",
          "hwmon",
          "input",
          "iommu",
          "leds",
          "mem",
          "misc",
          "msr",
          "net",
          "nvme",
          "nvme-subsystem",
          "pci_bus",
          "phy",
          "power_supply",
          "powercap",
          "pps",
          "ptp",
          "pwm",
          "ras",
          "regulator",
          "rfkill",
          "rtc",
          "scsi_device",
          "scsi_disk",
          "scsi_generic",
          "scsi_host",
          "sound",
          "spi_master",
          "thermal",
          "tpm",
          "tpmrm",
          "tty",
          "typec",
          "vc",
          "vfio",
          "vtconsole",
          "wakeup",
          "watchdog");

  private Subsystems() {}

  static boolean isClass(@Nullable String subsystem) {
    return subsystem != null && CLASSES.contains(subsystem);
  }
}
