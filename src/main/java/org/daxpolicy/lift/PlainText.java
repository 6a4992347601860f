package org.daxpolicy.lift;

/** Text of any origin as a policy may hold it in comments and names. */
final class PlainText {
  private PlainText() {}

  /** The same without control characters, line ends, and characters that hide or reorder. */
  static String of(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean shown =
                  !Character.isISOControl(c)
                      && Character.isDefined(c)
                      && Character.getType(c) != Character.FORMAT
                      && Character.getType(c) != Character.SURROGATE
                      && Character.getType(c) != Character.PRIVATE_USE
                      && Character.getType(c) != Character.LINE_SEPARATOR
                      && Character.getType(c) != Character.PARAGRAPH_SEPARATOR;
              plain.appendCodePoint(shown ? c : c == '\t' ? ' ' : '?');
            });
    return plain.toString();
  }
}
