/**
 * Snapshots of machines: {@link org.daxpolicy.machine.Machine} and one reader a format.
 *
 * <p>Evaluates nothing. Imports {@code text}, {@code glob}, {@code udev}, {@code dax}.
 */
@NullMarked
package org.daxpolicy.machine;

import org.jspecify.annotations.NullMarked;
