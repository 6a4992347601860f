/**
 * The kernel, run: drivers are registered and matched, memory is plugged, onlined and taken back,
 * and uevents are sent, as {@code drivers/dax}, {@code mm/memory_hotplug.c} and {@code
 * drivers/base} do it in releases 5.10 to 7.3.
 *
 * <p>{@link org.daxpolicy.dax.kernel.Kernel} is the machine; what it starts from is a {@link
 * org.daxpolicy.dax.kernel.Firmware}, what it did is its {@link
 * org.daxpolicy.dax.kernel.KernelLog}. What cannot be known is asked of a {@link
 * org.daxpolicy.dax.kernel.Fate}, so that a caller can try every answer.
 */
@NullMarked
package org.daxpolicy.dax.kernel;

import org.jspecify.annotations.NullMarked;
