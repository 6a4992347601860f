package org.daxpolicy.text;

/** How much a finding weighs, lightest first. */
public enum Severity {
  /** Worth knowing; nothing has to change. */
  NOTE,
  /** Probably not what was meant, or fragile. */
  WARNING,
  /** Wrong: no artifact is written. */
  ERROR;

  /** The word that is printed: {@code error}, {@code warning}, {@code note}. */
  public String word() {
    return switch (this) {
      case NOTE -> "note";
      case WARNING -> "warning";
      case ERROR -> "error";
    };
  }

  /** Whether this weighs at least as much as {@code threshold}. */
  public boolean atLeast(Severity threshold) {
    return compareTo(threshold) >= 0;
  }
}
