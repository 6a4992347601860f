/**
 * What a snapshot holds of a host beside its devices: {@link org.daxpolicy.machine.host.HostTree}
 * has the files that configure udev, systemd, modprobe, daxctl and the boot, and views on them as
 * those programs read them.
 *
 * <p>Judges nothing. Imports {@code udev} and {@code dax}; the package {@code machine} imports it.
 */
@NullMarked
package org.daxpolicy.machine.host;

import org.jspecify.annotations.NullMarked;
