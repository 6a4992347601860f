package org.daxpolicy.compile;

/** How the work reaches {@code daxctl}. */
public enum Delivery {
  /** udev rules decide, a systemd unit a device does the work. */
  SYSTEMD,
  /** udev rules decide and run daxctl inside udev's worker. */
  RUN,
  /** {@code /etc/daxctl.conf.d}, for policies that choose by NVDIMM uuid alone. */
  CONF,
  /** A shell script for a live host. */
  SCRIPT
}
