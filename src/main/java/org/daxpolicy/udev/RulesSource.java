package org.daxpolicy.udev;

import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * A rules file as people see it. The reader counts bytes and findings count characters; a file that
 * is not UTF-8 is shown byte by byte.
 */
public final class RulesSource {
  private final SourceFile file;
  private final boolean utf8;
  private final int[] characters;

  private RulesSource(SourceFile file, boolean utf8, int[] characters) {
    this.file = file;
    this.utf8 = utf8;
    this.characters = characters;
  }

  /** The text of a rules file under the file's own name. */
  public static RulesSource of(RulesFile rules) {
    boolean utf8 = ByteText.isUtf8(rules.text());
    String text = utf8 ? ByteText.readable(rules.text()) : rules.text();
    return new RulesSource(
        new SourceFile(rules.name(), text), utf8, utf8 ? characters(rules.text()) : new int[] {});
  }

  public SourceFile file() {
    return file;
  }

  /** The characters of a span that counts bytes. */
  public Span span(Span bytes) {
    return utf8 ? new Span(characters[bytes.start()], characters[bytes.end()]) : bytes;
  }

  /** A stretch of the file as it is shown. */
  public String readable(String bytes) {
    return utf8 ? ByteText.readable(bytes) : bytes;
  }

  /** For each byte offset, how many UTF-16 units stand before it. */
  private static int[] characters(String bytes) {
    int[] before = new int[bytes.length() + 1];
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      int units = c >= 0xf0 ? 2 : c >= 0x80 && c < 0xc0 ? 0 : 1;
      before[i + 1] = before[i] + units;
    }
    return before;
  }
}
