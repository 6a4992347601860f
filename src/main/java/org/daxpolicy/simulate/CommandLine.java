package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Command lines of RUN, of units and of simple shell scripts: what of them is daxctl's. */
final class CommandLine {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash");
  private static final Pattern SCRIPT = Pattern.compile("[;|&<>$`()\\n{}*?\\[\\]~#!]");

  private CommandLine() {}

  /** What a command is to the simulation. */
  sealed interface Meaning {
    /**
     * A call of daxctl.
     *
     * @param arguments without the program's name
     * @param ownUnit whether systemd-run moves it into a unit of its own
     */
    record Daxctl(List<String> arguments, boolean ownUnit) implements Meaning {}

    /** A program found by its name alone, which udev looks for in its own directory. */
    record Relative(String program) implements Meaning {}

    /** Something with daxctl in it that is not understood. */
    record Unclear() implements Meaning {}

    /** Nothing that changes dax devices. */
    record Other() implements Meaning {}
  }

  /** Words as udev and systemd split them: quotes group and are removed. */
  static List<String> split(String text) {
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

  /**
   * What a command is.
   *
   * @param words program and arguments
   * @param udev whether udev runs it, which searches no PATH
   */
  static Meaning of(List<String> words, boolean udev) {
    boolean about = words.stream().anyMatch(w -> w.contains("daxctl"));
    if (!about) {
      return new Meaning.Other();
    }
    return udev && !words.get(0).startsWith("/")
        ? new Meaning.Relative(words.get(0))
        : unwrap(words, false);
  }

  private static Meaning unwrap(List<String> words, boolean ownUnit) {
    if (words.isEmpty()) {
      return new Meaning.Unclear();
    }
    String program = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    List<String> rest = words.subList(1, words.size());
    if (program.equals("daxctl")) {
      return new Meaning.Daxctl(List.copyOf(rest), ownUnit);
    }
    if (SHELLS.contains(program)) {
      return rest.size() >= 2 && rest.get(0).equals("-c") && !SCRIPT.matcher(rest.get(1)).find()
          ? unwrap(split(rest.get(1)), ownUnit)
          : new Meaning.Unclear();
    }
    return switch (program) {
      case "exec", "env" -> unwrap(rest, ownUnit);
      case "timeout" -> unwrap(behindOptions(rest, Set.of("-k", "-s"), 1), ownUnit);
      case "systemd-run" -> unwrap(behindOptions(rest, Set.of("-u", "-p", "-E"), 0), true);
      default -> new Meaning.Unclear();
    };
  }

  private static List<String> behindOptions(
      List<String> words, Set<String> withValue, int operands) {
    int i = 0;
    while (i < words.size() && words.get(i).startsWith("-")) {
      i += withValue.contains(words.get(i)) ? 2 : 1;
    }
    return words.subList(Math.min(words.size(), i + operands), words.size());
  }
}
