/**
 * Policy to plan to artifacts: what rules, units and files make a policy true on its target, one
 * class a backend.
 *
 * <p>Rules are written only through {@code udev}'s writer and the templates. Imports {@code text},
 * {@code glob}, {@code udev}, {@code dax}, {@code machine}, {@code language}, {@code check}.
 */
@NullMarked
package org.daxpolicy.compile;

import org.jspecify.annotations.NullMarked;
