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

  /** {@code !=} for {@code ==} and the other way round; assignments have no opposite. */
  Operator opposite() {
    return switch (this) {
      case MATCH -> NO_MATCH;
      case NO_MATCH -> MATCH;
      default -> this;
    };
  }
}
