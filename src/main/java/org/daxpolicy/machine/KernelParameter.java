package org.daxpolicy.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parameters of a kernel's command line, as udev reads them. */
final class KernelParameter {
  private KernelParameter() {}

  /**
   * The value of a parameter: the last one counts, {@code -} equals {@code _}, a bare word is
   * {@code 1}.
   */
  static Optional<String> value(String commandLine, String parameter) {
    String wanted = parameter.replace('-', '_');
    Optional<String> value = Optional.empty();
    for (String word : words(commandLine)) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (name.replace('-', '_').equals(wanted)) {
        value = Optional.of(equals < 0 ? "1" : word.substring(equals + 1));
      }
    }
    return value;
  }

  /** The words between white space; quotes of either kind hold words together and are dropped. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    Optional<Character> quote = Optional.empty();
    for (char c : line.toCharArray()) {
      if (quote.isPresent()) {
        if (c == quote.get()) {
          quote = Optional.empty();
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = Optional.of(c);
      } else if (" \t\n\r\u000b\f".indexOf(c) >= 0) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    words.add(word.toString());
    return words;
  }
}
