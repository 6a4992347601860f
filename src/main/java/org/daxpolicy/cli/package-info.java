/**
 * The command line: options in, service called, exit code out.
 *
 * <p>The only place with {@code System.exit}, environment and streams. Imports everything.
 */
@NullMarked
package org.daxpolicy.cli;

import org.jspecify.annotations.NullMarked;
