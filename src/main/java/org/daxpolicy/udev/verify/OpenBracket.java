package org.daxpolicy.udev.verify;

import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** A bracket expression that is never closed, or that a bar cuts in two. */
final class OpenBracket implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    rules.terms(
        token ->
            token
                .pattern()
                .filter(pattern -> pattern.pieces().stream().anyMatch(OpenBracket::isOpen))
                .ifPresent(
                    pattern ->
                        found.accept(
                            rules
                                .at(
                                    Code.RULE_OPEN_BRACKET,
                                    token,
                                    "a `[` in this value is never closed")
                                .note(
                                    "udev then compares the bracket itself; it splits values at"
                                        + " `|` first, within brackets too")
                                .help("close it with `]`, or write `[[]` for a bracket"))));
  }

  /** Whether a bracket that is not quoted has no end. */
  private static boolean isOpen(String glob) {
    int at = 0;
    while (at < glob.length()) {
      char c = glob.charAt(at);
      if (c == '\\') {
        at += 2;
      } else if (c == '[') {
        int close = glob.indexOf(']', Math.min(glob.length(), at + 2));
        if (close < 0) {
          return true;
        }
        at = close + 1;
      } else {
        at++;
      }
    }
    return false;
  }
}
