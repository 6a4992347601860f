package org.daxpolicy.simulate.shell;

import java.util.List;
import java.util.Optional;

/** {@code test} and {@code [}. */
final class Conditions {
  private final Shell shell;

  Conditions(Shell shell) {
    this.shell = shell;
  }

  boolean test(List<String> words) throws NotUnderstood {
    List<String> rest = words.subList(1, words.size());
    if (words.get(0).endsWith("[")) {
      if (rest.isEmpty() || !rest.get(rest.size() - 1).equals("]")) {
        throw new NotUnderstood("`[` without `]`");
      }
      rest = rest.subList(0, rest.size() - 1);
    }
    return alternatives(rest);
  }

  private boolean alternatives(List<String> words) throws NotUnderstood {
    for (String sign : List.of("-o", "-a")) {
      int at = words.indexOf(sign);
      if (at > 0 && at < words.size() - 1) {
        boolean left = alternatives(words.subList(0, at));
        boolean right = alternatives(words.subList(at + 1, words.size()));
        return sign.equals("-o") ? left || right : left && right;
      }
    }
    return one(words);
  }

  private boolean one(List<String> words) throws NotUnderstood {
    if (!words.isEmpty() && words.get(0).equals("!")) {
      return !one(words.subList(1, words.size()));
    }
    return switch (words.size()) {
      case 0 -> false;
      case 1 -> !words.get(0).isEmpty();
      case 2 -> about(words.get(0), words.get(1));
      case 3 -> compared(words.get(0), words.get(1), words.get(2));
      default -> throw new NotUnderstood("the condition `" + String.join(" ", words) + "`");
    };
  }

  private boolean about(String sign, String word) throws NotUnderstood {
    Optional<Character> kind = sign.length() == 2 ? shell.computer().kind(word) : Optional.empty();
    return switch (sign) {
      case "-n" -> !word.isEmpty();
      case "-z" -> word.isEmpty();
      case "-e", "-r", "-w" -> kind.isPresent();
      case "-f" -> kind.equals(Optional.of('f'));
      case "-d" -> kind.equals(Optional.of('d'));
      case "-L", "-h" -> kind.equals(Optional.of('l'));
      default -> throw new NotUnderstood("the condition `" + sign + "`");
    };
  }

  private static boolean compared(String a, String sign, String b) throws NotUnderstood {
    switch (sign) {
      case "=", "==":
        return a.equals(b);
      case "!=":
        return !a.equals(b);
      default:
        if (!a.matches("-?\\d{1,18}") || !b.matches("-?\\d{1,18}")) {
          throw new NotUnderstood("the condition `" + a + " " + sign + " " + b + "`");
        }
        int order = Long.compare(Long.parseLong(a), Long.parseLong(b));
        return switch (sign) {
          case "-eq" -> order == 0;
          case "-ne" -> order != 0;
          case "-lt" -> order < 0;
          case "-le" -> order <= 0;
          case "-gt" -> order > 0;
          case "-ge" -> order >= 0;
          default -> throw new NotUnderstood("the condition `" + sign + "`");
        };
    }
  }
}
