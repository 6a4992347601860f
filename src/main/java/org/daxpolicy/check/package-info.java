/**
 * Findings about a bound policy, one class a finding, named by the finding.
 *
 * <p>Prints nothing. Imports {@code text}, {@code glob}, {@code udev}, {@code dax}, {@code
 * machine}, {@code language}, {@code analysis}.
 */
@NullMarked
package org.daxpolicy.check;

import org.jspecify.annotations.NullMarked;
