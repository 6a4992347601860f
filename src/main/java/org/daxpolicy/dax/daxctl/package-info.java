/**
 * daxctl, run on a {@link org.daxpolicy.dax.kernel.Kernel}: what its commands write to sysfs, where
 * they give up, and with which exit status (releases 76 to 85).
 */
@NullMarked
package org.daxpolicy.dax.daxctl;

import org.jspecify.annotations.NullMarked;
