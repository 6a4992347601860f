/**
 * A machine as a person thinks of it: {@link org.daxpolicy.machine.inventory.Inventory} has nodes,
 * what holds memory and what that became, memory blocks, and what a snapshot does not tell; {@link
 * org.daxpolicy.machine.inventory.MachineDifference} is what two of them differ in.
 *
 * <p>Decides nothing. Imports {@code udev}, {@code dax} and {@code machine}.
 */
@NullMarked
package org.daxpolicy.machine.inventory;

import org.jspecify.annotations.NullMarked;
