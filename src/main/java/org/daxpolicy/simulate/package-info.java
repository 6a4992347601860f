/**
 * Boots a machine under rules: kernel model, events, rules, daxctl model, final state and its
 * risks.
 *
 * <p>Sees rule text only, never a policy. Imports {@code text} to {@code machine} and {@code
 * compile}.
 */
@NullMarked
package org.daxpolicy.simulate;

import org.jspecify.annotations.NullMarked;
