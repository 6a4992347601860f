/**
 * The verifier of rules files: what {@code udevadm verify} of a release finds, and what it cannot.
 * One class a finding, named by the finding; {@link org.daxpolicy.udev.verify.Verifier} lists them.
 *
 * <p>A finding of one's own is only made where it is certain: a false one is a bug. Imports {@code
 * text}, {@code glob}, {@code udev}.
 */
@NullMarked
package org.daxpolicy.udev.verify;

import org.jspecify.annotations.NullMarked;
