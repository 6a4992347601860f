/**
 * Policies made of what there is: lifted from udev rules and daxctl.conf, or begun from machines.
 *
 * <p>Rules become formulas over the policy's attributes, each term held against its udev meaning by
 * a proof of its own ({@link org.daxpolicy.lift.TermLifting}); a symbolic walk through the lines
 * ({@link org.daxpolicy.lift.RulesWalk}) tells which devices each line reaches; the cases that come
 * of it ({@link org.daxpolicy.lift.Cases}) are written as a policy in the order and with the
 * comments of the author. What comes out is proved equivalent as a whole, or says where it is not.
 *
 * <p>Imports every package up to {@code testing}; prints nothing.
 */
@NullMarked
package org.daxpolicy.lift;

import org.jspecify.annotations.NullMarked;
