package org.daxpolicy.simulate.systemd;

import java.util.ArrayList;
import java.util.List;

/** Command lines as udev and systemd split them: quotes group and are removed. */
public final class Words {
  private Words() {}

  /** The words of a line; one empty word for an empty line. */
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean started = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote == 0 ? c : 0;
        started = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (started) {
          words.add(word.toString());
        }
        word.setLength(0);
        started = false;
      } else {
        word.append(c);
        started = true;
      }
    }
    if (started || words.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }
}
