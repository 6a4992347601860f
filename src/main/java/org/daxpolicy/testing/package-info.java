/**
 * The {@code .daxtest} runner.
 *
 * <p>Imports everything below it.
 */
@NullMarked
package org.daxpolicy.testing;

import org.jspecify.annotations.NullMarked;
