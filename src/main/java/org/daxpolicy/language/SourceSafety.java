package org.daxpolicy.language;

import java.util.List;
import java.util.Locale;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/** Finds characters that make a source look other than it is: controls and text direction. */
final class SourceSafety {
  private static final int MOST = 20;

  private SourceSafety() {}

  /** Reports hidden characters anywhere in a file, comments included. */
  static void check(SourceFile file, List<Diagnostic> found) {
    String text = file.text();
    int count = 0;
    for (int i = 0; i < text.length() && count < MOST; i++) {
      char c = text.charAt(i);
      if (isHidden(c)) {
        count++;
        found.add(finding(c, file, new Span(i, i + 1)));
      }
    }
  }

  private static Diagnostic finding(char c, SourceFile file, Span span) {
    String name = String.format(Locale.ROOT, "U+%04X", (int) c);
    return isBidirectional(c)
        ? Diagnostic.at(
                Code.BIDIRECTIONAL_CHARACTER,
                file,
                span,
                "the character " + name + " reorders the text around it on screen")
            .help("remove it; inside a text write it as `\\u{" + hex(c) + "}` if it is meant")
        : Diagnostic.at(
                Code.CONTROL_CHARACTER,
                file,
                span,
                "the control character " + name + " is not allowed in a source")
            .help("remove it");
  }

  private static String hex(char c) {
    return Integer.toHexString(c);
  }

  /** Whether a character is a control or changes the direction of text. */
  static boolean isHidden(char c) {
    return isControl(c) || isBidirectional(c);
  }

  /** Whether a character is a control other than tab and line end. */
  static boolean isControl(char c) {
    return c < ' ' && c != '\n' && c != '\r' && c != '\t'
        || c >= 0x7f && c < 0xa0
        || c == 0x2028
        || c == 0x2029;
  }

  static boolean isBidirectional(char c) {
    return c >= 0x202a && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069
        || c == 0x200e
        || c == 0x200f
        || c == 0x061c;
  }
}
