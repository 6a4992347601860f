package org.daxpolicy.cli;

/** Exit codes. */
final class Exit {
  /** Ran, and nothing at or above {@code --fail-on} was found. */
  static final int CLEAN = 0;

  /** Ran, and found something: findings, failed tests, differences. */
  static final int FOUND = 1;

  /** Could not run: usage, unreadable or malformed input. */
  static final int COULD_NOT_RUN = 2;

  /** A bug of ours. */
  static final int BUG = 70;

  private Exit() {}
}
