/**
 * Real kernels: virtual machines that boot with compiled policies installed, held against the
 * simulator.
 */
@NullMarked
package org.daxpolicy.vm;

import org.jspecify.annotations.NullMarked;
