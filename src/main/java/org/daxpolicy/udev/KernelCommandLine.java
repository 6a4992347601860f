package org.daxpolicy.udev;

import java.util.Optional;

/** The kernel's command line as IMPORT{cmdline} reads it. */
final class KernelCommandLine {
  private KernelCommandLine() {}

  /** The last value of an option: "1" for a bare flag; {@code -} and {@code _} are the same. */
  static Optional<String> option(String line, String key) {
    Optional<String> value = Optional.empty();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : ' ';
      if (quote == 0 && ByteText.isSpace(c)) {
        Optional<String> hit = value(word.toString(), key);
        value = hit.isPresent() ? hit : value;
        word.setLength(0);
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    return value;
  }

  private static Optional<String> value(String word, String key) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (!name.replace('-', '_').equals(key.replace('-', '_'))) {
      return Optional.empty();
    }
    return Optional.of(equals < 0 ? "1" : word.substring(equals + 1));
  }
}
