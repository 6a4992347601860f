package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's command line as udev reads it for IMPORT{cmdline}.
 *
 * <p>Not as the kernel does: quotes of either kind hold words together wherever they stand, and are
 * dropped; a quote that is never closed reaches to the end; a backslash is a backslash; what
 * follows {@code --} counts too; and parameters that begin with {@code rd.} are for the initramfs
 * only. Seen with udev 252, 254, 257 and 262.
 */
public final class KernelCommandLine {
  private static final String FOR_THE_INITRAMFS = "rd.";

  private KernelCommandLine() {}

  /**
   * The value of an option: the last one counts, {@code -} equals {@code _}, a bare word is {@code
   * 1}.
   */
  public static Optional<String> option(String line, String key) {
    Optional<String> value = Optional.empty();
    for (String word : words(line)) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (!isHidden(word) && name.replace('-', '_').equals(key.replace('-', '_'))) {
        value = Optional.of(equals < 0 ? "1" : word.substring(equals + 1));
      }
    }
    return value;
  }

  /** Whether an option is one that udev does not see once the root file system is there. */
  public static boolean isHidden(String key) {
    return key.startsWith(FOR_THE_INITRAMFS);
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && ByteText.isBlank(c)) {
        words.add(word.toString());
        word.setLength(0);
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    words.add(word.toString());
    return words;
  }
}
