package org.daxpolicy.simulate.systemd;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The name of a unit.
 *
 * @param text such as {@code daxpolicy-x@dax0.0.service}
 */
public record UnitName(String text) {

  /** The template's name, or the name itself where it is no instance. */
  public String file() {
    int at = text.indexOf('@');
    int dot = text.lastIndexOf('.');
    return at < 0 || dot < at ? text : text.substring(0, at + 1) + text.substring(dot);
  }

  /** What stands between {@code @} and the suffix, escaped. */
  public String instance() {
    int at = text.indexOf('@');
    int dot = text.lastIndexOf('.');
    return at < 0 || dot < at ? "" : text.substring(at + 1, dot);
  }

  /** A setting's text with specifiers filled in; unknown ones stay as they are. */
  public String fill(String setting) {
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

  /** A path as part of a unit's name ({@code systemd-escape -p}). */
  public static String escape(String path) {
    String trimmed = path.replaceAll("/+", "/").replaceAll("^/|/$", "");
    if (trimmed.isEmpty()) {
      return "-";
    }
    StringBuilder out = new StringBuilder();
    for (byte b : trimmed.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          c < 0x80 && (Character.isLetterOrDigit(c) || c == ':' || c == '_' || c == '.');
      if (c == '/') {
        out.append('-');
      } else if (plain && !(c == '.' && out.isEmpty())) {
        out.append(c);
      } else {
        out.append(String.format(java.util.Locale.ROOT, "\\x%02x", (int) c));
      }
    }
    return out.toString();
  }

  private static String before(String text, int end) {
    return end < 0 ? text : text.substring(0, end);
  }

  /** {@code -} is a slash, {@code \xNN} a byte. */
  public static String unescape(String text) {
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
