package org.daxpolicy.cli;

/** A command that only holds others. */
interface GroupCommand {
  /** The command it stands under. */
  Object parent();
}
