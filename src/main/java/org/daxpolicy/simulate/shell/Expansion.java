package org.daxpolicy.simulate.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.simulate.shell.Computer.Killed;
import org.daxpolicy.simulate.shell.Syntax.Part;
import org.daxpolicy.simulate.shell.Syntax.Word;

/** Makes arguments of words: variables, output of commands, patterns. */
final class Expansion {
  private static final String PATTERN_CHARACTERS = "*?[";

  private final Shell shell;

  Expansion(Shell shell) {
    this.shell = shell;
  }

  /** One string, not split. */
  String text(Word word) throws NotUnderstood, Killed {
    StringBuilder text = new StringBuilder();
    for (Part part : word.parts()) {
      text.append(value(part));
    }
    return text.toString();
  }

  /** A pattern: what was quoted stands for itself. */
  String pattern(Word word) throws NotUnderstood, Killed {
    StringBuilder pattern = new StringBuilder();
    for (Part part : word.parts()) {
      String value = value(part);
      pattern.append(quoted(part) ? value.replaceAll("([\\\\*?\\[])", "\\\\$1") : value);
    }
    return pattern.toString();
  }

  /** Fields: unquoted values are split at blanks, unquoted patterns become names. */
  List<String> fields(List<Word> words) throws NotUnderstood, Killed {
    List<String> fields = new ArrayList<>();
    for (Word word : words) {
      fields.addAll(fields(word));
    }
    return fields;
  }

  private List<String> fields(Word word) throws NotUnderstood, Killed {
    if (isArguments(word)) {
      return shell.arguments();
    }
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean started = false;
    boolean pattern = false;
    for (Part part : word.parts()) {
      String value = value(part);
      if (quoted(part) || part instanceof Part.Text) {
        field.append(value);
        started |= quoted(part) || !value.isEmpty();
        pattern |= !quoted(part) && value.chars().anyMatch(c -> PATTERN_CHARACTERS.indexOf(c) >= 0);
        continue;
      }
      String[] pieces = value.split("[ \t\n]+", -1);
      for (int i = 0; i < pieces.length; i++) {
        if (i > 0 && started) {
          fields.add(field.toString());
          field.setLength(0);
          started = false;
        }
        field.append(pieces[i]);
        started |= !pieces[i].isEmpty();
        pattern |= pieces[i].chars().anyMatch(c -> PATTERN_CHARACTERS.indexOf(c) >= 0);
      }
    }
    if (started) {
      fields.add(field.toString());
    }
    return pattern && fields.size() == 1 ? names(fields.get(0)) : fields;
  }

  /** Whether a word is {@code "$@"}, or an unquoted one of its kind. */
  private static boolean isArguments(Word word) {
    List<Part> parts =
        word.parts().stream()
            .filter(p -> !(p instanceof Part.Text t && t.text().isEmpty()))
            .toList();
    return parts.size() == 1
        && parts.get(0) instanceof Part.Variable v
        && (v.name().equals("@") || v.name().equals("*") && !v.quoted());
  }

  private static boolean quoted(Part part) {
    return part instanceof Part.Text t && t.quoted()
        || part instanceof Part.Variable v && v.quoted()
        || part instanceof Part.Output o && o.quoted();
  }

  /** The paths a pattern stands for; the pattern itself where there is none. */
  private List<String> names(String pattern) {
    if (!pattern.startsWith("/")) {
      return List.of(pattern);
    }
    List<String> paths = List.of("");
    for (String piece : pattern.substring(1).split("/", -1)) {
      List<String> next = new ArrayList<>();
      for (String path : paths) {
        if (piece.chars().noneMatch(c -> PATTERN_CHARACTERS.indexOf(c) >= 0)) {
          next.add(path + "/" + piece);
        } else {
          Glob glob = Glob.of(piece);
          shell.computer().list(path).stream()
              .filter(n -> !n.startsWith(".") && glob.matches(n))
              .forEach(n -> next.add(path + "/" + n));
        }
      }
      paths = next;
    }
    List<String> there = paths.stream().filter(p -> shell.computer().kind(p).isPresent()).toList();
    return there.isEmpty() ? List.of(pattern) : there;
  }

  private String value(Part part) throws NotUnderstood, Killed {
    if (part instanceof Part.Text t) {
      return t.text();
    }
    if (part instanceof Part.Variable v) {
      return variable(v);
    }
    if (part instanceof Part.Output o) {
      String output = shell.output(o.command());
      while (output.endsWith("\n")) {
        output = output.substring(0, output.length() - 1);
      }
      return output;
    }
    return Long.toString(
        new Arithmetic(shell, text(((Part.Arithmetic) part).expression())).value());
  }

  private String variable(Part.Variable v) throws NotUnderstood, Killed {
    Optional<String> value = shell.variable(v.name());
    String operand = v.operator().isEmpty() ? "" : text(v.operand());
    boolean full = value.filter(x -> !v.operator().startsWith(":") || !x.isEmpty()).isPresent();
    return switch (v.operator()) {
      case "-", ":-" -> full ? value.orElse("") : operand;
      case "+", ":+" -> full ? operand : "";
      case "%", "%%", "#", "##" -> cut(value.orElse(""), v.operator(), pattern(v.operand()));
      default -> value.orElse("");
    };
  }

  private static String cut(String value, String operator, String pattern) {
    Glob glob = Glob.of(pattern);
    boolean front = operator.startsWith("#");
    boolean longest = operator.length() == 2;
    for (int i = 0; i <= value.length(); i++) {
      int length = longest ? value.length() - i : i;
      String piece = front ? value.substring(0, length) : value.substring(value.length() - length);
      if (glob.matches(piece)) {
        return front ? value.substring(length) : value.substring(0, value.length() - length);
      }
    }
    return value;
  }
}
