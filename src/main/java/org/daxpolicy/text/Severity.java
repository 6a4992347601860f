package org.daxpolicy.text;

/** How much a finding weighs, lightest first. */
public enum Severity {
  /** Only how it is written; nothing behaves otherwise for it. */
  STYLE,
  /** Worth knowing; nothing has to change. */
  NOTE,
  /** Probably not what was meant, or fragile. */
  WARNING,
  /** Wrong: no artifact is written. */
  ERROR;

  /** The word that is printed: {@code error}, {@code warning}, {@code note}, {@code style}. */
  public String word() {
    return switch (this) {
      case STYLE -> "style";
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
