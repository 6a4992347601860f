package org.daxpolicy.cli;

/** An argument that means nothing, which only the command itself could tell. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
