package org.daxpolicy.udev.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.udev.Token;

/**
 * A program as a rule calls it: split at white space, quotes of both sorts keeping words together.
 * There is no shell unless the program is one.
 *
 * @param words the program and its arguments, without the quotes
 */
record CommandLine(List<String> words) {
  private static final List<String> SHELLS = List.of("sh", "bash", "dash", "ash", "ksh", "zsh");

  CommandLine {
    words = List.copyOf(words);
  }

  /** The program a term runs, if it runs one. */
  static Optional<CommandLine> of(Token token) {
    return switch (token.kind()) {
      case PROGRAM, IMPORT_PROGRAM, RUN_PROGRAM ->
          Optional.of(new CommandLine(split(token.value()))).filter(c -> !c.words().isEmpty());
      default -> Optional.empty();
    };
  }

  /** The last part of the program's path. */
  String program() {
    String first = words.get(0);
    return first.substring(first.lastIndexOf('/') + 1);
  }

  /** What a shell is told to do, if the program is a shell and is told on the command line. */
  Optional<Script> script() {
    if (!SHELLS.contains(program())) {
      return Optional.empty();
    }
    for (int i = 1; i + 1 < words.size(); i++) {
      if (words.get(i).matches("-[a-z]*c")) {
        return Optional.of(Script.of(words.get(i + 1)));
      }
    }
    return Optional.empty();
  }

  /** The commands that are run in the end: the script's, or the one itself. */
  List<List<String>> commands() {
    return script().map(Script::commands).orElseGet(() -> List.of(words));
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean started = false;
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        started = true;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        if (started) {
          words.add(word.toString());
          word.setLength(0);
          started = false;
        }
      } else {
        word.append(c);
        started = true;
      }
    }
    if (started) {
      words.add(word.toString());
    }
    return words;
  }
}
