/**
 * Shell scripts, as far as units, RUN and boot scripts use them to work on dax devices: lists,
 * conditions, loops, variables, redirections into sysfs. What a script asks of the machine goes
 * through {@link org.daxpolicy.simulate.shell.Computer}; what it uses beyond this makes it
 * {@linkplain org.daxpolicy.simulate.shell.NotUnderstood not understood}, never guessed at.
 */
@NullMarked
package org.daxpolicy.simulate.shell;

import org.jspecify.annotations.NullMarked;
