package org.daxpolicy.udev;

/** The operators of a rule term. */
public enum Operator {
  MATCH("=="),
  NO_MATCH("!="),
  ADD("+="),
  REMOVE("-="),
  ASSIGN("="),
  ASSIGN_FINAL(":=");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  public String symbol() {
    return symbol;
  }
}
