/**
 * Snapshots of machines: {@link org.daxpolicy.machine.SnapshotReader} makes a {@link
 * org.daxpolicy.machine.Machine} of any known format, {@link org.daxpolicy.machine.MachineWriter}
 * writes one, {@link org.daxpolicy.machine.DeviceFacts} tells what attributes are on a device.
 *
 * <p>Evaluates no rules. Imports {@code text}, {@code glob}, {@code udev}, {@code dax}.
 */
@NullMarked
package org.daxpolicy.machine;

import org.jspecify.annotations.NullMarked;
