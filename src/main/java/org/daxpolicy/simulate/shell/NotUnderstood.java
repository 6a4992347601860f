package org.daxpolicy.simulate.shell;

/** A script uses something that is not covered. */
public final class NotUnderstood extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param what what it uses, for people
   */
  public NotUnderstood(String what) {
    super(what, null, false, false);
  }
}
