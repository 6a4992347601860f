package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;

/** The replacement of characters that could do harm in names, commands and properties. */
final class Escaping {
  /** What is allowed in the output of programs and in substituted attributes. */
  static final String VALUE = "/ $%?,";

  private Escaping() {}

  /** Replaces all but word characters, valid UTF-8, {@code \x} and what is {@code allowed}. */
  static String replace(String text, String allowed) {
    StringBuilder safe = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int length = multibyte(text, i);
      if (isWord(c) || allowed.indexOf(c) >= 0) {
        safe.append(c);
        i++;
      } else if (text.startsWith("\\x", i)) {
        safe.append("\\x");
        i += 2;
      } else if (length > 1) {
        safe.append(text, i, i + length);
        i += length;
      } else {
        safe.append(ByteText.isSpace(c) && allowed.indexOf(' ') >= 0 ? ' ' : '_');
        i++;
      }
    }
    return safe.toString();
  }

  private static boolean isWord(char c) {
    return ByteText.isAlphanumeric(c) || "#+-.:=@_".indexOf(c) >= 0;
  }

  /** The length of the valid multi-byte UTF-8 character at {@code i}; 1 if there is none. */
  private static int multibyte(String text, int i) {
    int c = text.charAt(i);
    int length =
        c >= 0xf0 && c < 0xf8 ? 4 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xc0 && c < 0xe0 ? 2 : 1;
    boolean whole = length > 1 && i + length <= text.length();
    return whole && ByteText.isUtf8(text.substring(i, i + length)) ? length : 1;
  }

  /** Drops white space at both ends and makes one underscore of each run inside. */
  static String joinWords(String text) {
    StringBuilder joined = new StringBuilder();
    for (String word : words(text)) {
      joined.append(joined.length() == 0 ? "" : "_").append(word);
    }
    return joined.toString();
  }

  /** The words between white space. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (i < text.length() && !ByteText.isSpace(text.charAt(i))) {
        i++;
      }
      if (i > start) {
        words.add(text.substring(start, i));
      } else {
        i++;
      }
    }
    return words;
  }

  /** A network interface's name: nothing but printable ASCII without colon, slash and percent. */
  static String interfaceName(String text) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      name.append(c <= 0x20 || c >= 0x7f || ":/%".indexOf(c) >= 0 ? '_' : c);
    }
    return name.toString();
  }
}
