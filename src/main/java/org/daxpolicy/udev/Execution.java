package org.daxpolicy.udev;

import java.util.Optional;

/**
 * Runs the programs that rules ask while they are worked on an event ({@code PROGRAM}, {@code
 * IMPORT{program}}), where the host's facts do not tell what they do.
 */
public interface Execution {
  /** Runs nothing: what the host's facts do not tell is not known. */
  Execution NONE = command -> Optional.empty();

  /** Runs a command line; empty if nobody knows what it does. */
  Optional<Host.ProgramResult> run(String command);
}
