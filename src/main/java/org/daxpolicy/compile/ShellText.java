package org.daxpolicy.compile;

import java.util.Optional;

/** Texts and patterns as a POSIX shell reads them. */
final class ShellText {
  /** Matches no value, because the empty one is turned away first. */
  private static final String NOTHING = "''";

  private ShellText() {}

  /** A word that stands for exactly {@code text}. */
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** A {@code case} pattern that accepts what a udev pattern accepts (fnmatch, no flags). */
  static String pattern(String glob) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '\\') {
        if (++i == glob.length()) {
          return NOTHING;
        }
        out.append(literal(glob.charAt(i)));
      } else if (c == '*' || c == '?') {
        out.append(c);
      } else if (c == '[') {
        Optional<Bracket> bracket = Bracket.at(glob, i);
        out.append(bracket.map(Bracket::text).orElse("\\["));
        i = bracket.map(Bracket::last).orElse(i);
      } else {
        out.append(literal(c));
      }
    }
    return out.toString();
  }

  private static String literal(char c) {
    boolean plain =
        c >= 'a' && c <= 'z'
            || c >= 'A' && c <= 'Z'
            || c >= '0' && c <= '9'
            || "_./:@%+,-".indexOf(c) >= 0
            || c > 0x7f;
    if (plain) {
      return String.valueOf(c);
    }
    return c < ' ' || c == 0x7f ? "'" + c + "'" : "\\" + c;
  }

  /**
   * A bracket expression in the shell's spelling.
   *
   * @param text the expression
   * @param last the index of its closing bracket in the glob
   */
  private record Bracket(String text, int last) {
    static Optional<Bracket> at(String glob, int open) {
      StringBuilder out = new StringBuilder("[");
      int i = open + 1;
      if (i < glob.length() && (glob.charAt(i) == '!' || glob.charAt(i) == '^')) {
        out.append('!');
        i++;
      }
      for (int first = i; i < glob.length(); i++) {
        char c = glob.charAt(i);
        if (c == ']' && i > first) {
          return Optional.of(new Bracket(out.append(']').toString(), i));
        }
        int close = classEnd(glob, i);
        if (close > 0) {
          boolean named = glob.charAt(i + 1) == ':';
          out.append(named ? glob.substring(i, close + 2) : literal(glob.charAt(i + 2)));
          i = close + 1;
        } else if (c == '\\' && i + 1 < glob.length()) {
          out.append(literal(glob.charAt(++i)).replaceAll("^[-]$", "\\\\-"));
        } else {
          out.append(c == '-' ? "-" : literal(c));
        }
      }
      return Optional.empty();
    }

    /** Where {@code :]}, {@code =]} or {@code .]} ends what opens at {@code i}; -1 if nothing. */
    private static int classEnd(String glob, int i) {
      if (glob.charAt(i) != '[' || i + 1 >= glob.length()) {
        return -1;
      }
      char kind = glob.charAt(i + 1);
      return ":=.".indexOf(kind) >= 0 ? glob.indexOf(kind + "]", i + 2) : -1;
    }
  }
}
