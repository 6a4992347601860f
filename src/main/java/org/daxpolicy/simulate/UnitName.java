package org.daxpolicy.simulate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The name of a unit.
 *
 * @param text such as {@code daxpolicy-x@dax0.0.service}
 */
record UnitName(String text) {

  /** The template's name, or the name itself where it is no instance. */
  String file() {
    int at = text.indexOf('@');
    int dot = text.lastIndexOf('.');
    return at < 0 || dot < at ? text : text.substring(0, at + 1) + text.substring(dot);
  }

  /** What stands between {@code @} and the suffix, escaped. */
  String instance() {
    int at = text.indexOf('@');
    int dot = text.lastIndexOf('.');
    return at < 0 || dot < at ? "" : text.substring(at + 1, dot);
  }

  /** A setting's text with specifiers filled in; unknown ones stay as they are. */
  String fill(String setting) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < setting.length(); i++) {
      char c = setting.charAt(i);
      if (c != '%' || i + 1 == setting.length()) {
        out.append(c);
        continue;
      }
      i++;
      switch (setting.charAt(i)) {
        case '%' -> out.append('%');
        case 'i' -> out.append(instance());
        case 'I' -> out.append(unescape(instance()));
        case 'n' -> out.append(text);
        case 'N' -> out.append(before(text, text.lastIndexOf('.')));
        case 'p' -> out.append(before(text, text.indexOf(text.contains("@") ? '@' : '.')));
        default -> out.append('%').append(setting.charAt(i));
      }
    }
    return out.toString();
  }

  private static String before(String text, int end) {
    return end < 0 ? text : text.substring(0, end);
  }

  /** {@code -} is a slash, {@code \xNN} a byte. */
  static String unescape(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\x", i)
          && i + 4 <= text.length()
          && text.substring(i + 2, i + 4).matches("[0-9a-fA-F]{2}")) {
        bytes.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        byte[] one =
            (text.charAt(i) == '-' ? "/" : String.valueOf(text.charAt(i)))
                .getBytes(StandardCharsets.UTF_8);
        bytes.write(one, 0, one.length);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
