/**
 * One report tree and one renderer a format.
 *
 * <p>Decides nothing. Imports everything below it.
 */
@NullMarked
package org.daxpolicy.report;

import org.jspecify.annotations.NullMarked;
