package org.daxpolicy.cli;

/** A word of the command line that can be run: a command, or a group of them. */
sealed interface Command permits Common, Group {}
