/**
 * The domain: which attributes a dax device has and how udev reaches them, device modes, the
 * kernel's driver choice and memory hotplug by version, daxctl's commands and how they fail.
 *
 * <p>Knows no policy syntax. Imports {@code text}, {@code glob}, {@code udev}.
 */
@NullMarked
package org.daxpolicy.dax;

import org.jspecify.annotations.NullMarked;
