/**
 * Patterns and number sets: fnmatch globs as udev uses them, and exact translations between sets of
 * numbers and globs over their printed form.
 *
 * <p>Knows nothing of devices. Imports {@code text} only.
 */
@NullMarked
package org.daxpolicy.glob;

import org.jspecify.annotations.NullMarked;
