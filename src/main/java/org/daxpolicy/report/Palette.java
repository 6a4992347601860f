package org.daxpolicy.report;

/** Colours of the text reports; {@link #PLAIN} has none. */
public enum Palette {
  /** No escape sequences. */
  PLAIN,
  /** ANSI escape sequences. */
  ANSI;

  /** What a piece of text is, and so how it looks. */
  public enum Role {
    ERROR("1;31"),
    WARNING("1;33"),
    NOTE("1;36"),
    HELP("1;32"),
    FRAME("1;34"),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    BAD("31"),
    /** As it is. */
    PLAIN("0");

    private final String sequence;

    Role(String sequence) {
      this.sequence = sequence;
    }
  }

  /** The text in its role's colour. */
  public String paint(Role role, String text) {
    return this == PLAIN || role == Role.PLAIN || text.isEmpty()
        ? text
        : "\u001b[" + role.sequence + "m" + text + "\u001b[0m";
  }
}
