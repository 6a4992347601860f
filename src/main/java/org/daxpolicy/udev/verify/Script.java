package org.daxpolicy.udev.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * What a rule tells a shell, read as far as its commands can be told apart.
 *
 * @param commands the words of each simple command
 * @param background whether a command is left running behind an {@code &}
 */
record Script(List<List<String>> commands, boolean background) {
  Script {
    commands = List.copyOf(commands);
  }

  static Script of(String text) {
    return new Reader(text).read();
  }

  private static final class Reader {
    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private List<String> words = new ArrayList<>();
    private boolean background;

    Reader(String text) {
      this.text = text;
    }

    Script read() {
      char quote = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (quote != 0) {
          if (c == quote) {
            quote = 0;
          } else {
            word.append(c);
          }
        } else if (c == '\'' || c == '"') {
          quote = c;
        } else if (c == '\\' && i + 1 < text.length()) {
          word.append(text.charAt(++i));
        } else if (c == '&') {
          i = ampersand(i);
        } else if (";|(){}\n`".indexOf(c) >= 0) {
          endCommand();
        } else if (c == ' ' || c == '\t') {
          endWord();
        } else {
          word.append(c);
        }
      }
      endCommand();
      return new Script(commands, background);
    }

    /** Tells {@code &&} and redirections such as {@code 2>&1} from a command left running. */
    private int ampersand(int i) {
      char before = i > 0 ? text.charAt(i - 1) : ' ';
      char behind = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if (behind == '&') {
        endCommand();
        return i + 1;
      }
      if (before == '>' || before == '<' || behind == '>') {
        word.append('&');
        return i;
      }
      background = true;
      endCommand();
      return i;
    }

    private void endWord() {
      if (word.length() > 0) {
        words.add(word.toString());
        word.setLength(0);
      }
    }

    private void endCommand() {
      endWord();
      if (!words.isEmpty()) {
        commands.add(List.copyOf(words));
        words = new ArrayList<>();
      }
    }
  }
}
