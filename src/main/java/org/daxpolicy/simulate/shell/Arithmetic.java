package org.daxpolicy.simulate.shell;

/** {@code $((…))}: whole numbers, {@code + - * / %}, comparisons, parentheses, variables. */
final class Arithmetic {
  private static final String[][] LEVELS = {
    {"==", "!="}, {"<=", ">=", "<", ">"}, {"<<", ">>"}, {"+", "-"}, {"*", "/", "%"}
  };

  private final Shell shell;
  private final String text;
  private int at;

  Arithmetic(Shell shell, String text) {
    this.shell = shell;
    this.text = text.replaceAll("\\s+", "");
  }

  long value() throws NotUnderstood {
    long value = level(0);
    if (at < text.length()) {
      throw unclear();
    }
    return value;
  }

  private NotUnderstood unclear() {
    return new NotUnderstood("the arithmetic `" + text + "`");
  }

  private long level(int level) throws NotUnderstood {
    if (level == LEVELS.length) {
      return operand();
    }
    long value = level(level + 1);
    for (String sign = sign(level); !sign.isEmpty(); sign = sign(level)) {
      at += sign.length();
      value = apply(sign, value, level(level + 1));
    }
    return value;
  }

  private String sign(int level) {
    boolean shift = text.startsWith("<<", at) || text.startsWith(">>", at);
    for (String sign : LEVELS[level]) {
      if (text.startsWith(sign, at) && (!shift || sign.length() == 2)) {
        return sign;
      }
    }
    return "";
  }

  private long apply(String sign, long a, long b) throws NotUnderstood {
    if (b == 0 && (sign.equals("/") || sign.equals("%"))) {
      throw unclear();
    }
    return switch (sign) {
      case "==" -> a == b ? 1 : 0;
      case "!=" -> a != b ? 1 : 0;
      case "<=" -> a <= b ? 1 : 0;
      case ">=" -> a >= b ? 1 : 0;
      case "<" -> a < b ? 1 : 0;
      case ">" -> a > b ? 1 : 0;
      case "<<" -> a << b;
      case ">>" -> a >> b;
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      default -> a % b;
    };
  }

  private long operand() throws NotUnderstood {
    if (text.startsWith("(", at)) {
      at++;
      long value = level(0);
      if (!text.startsWith(")", at++)) {
        throw unclear();
      }
      return value;
    }
    if (text.startsWith("-", at)) {
      at++;
      return -operand();
    }
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    String word = text.substring(from, at);
    String number =
        word.matches("[A-Za-z_].*")
            ? shell.variable(word).filter(v -> !v.isEmpty()).orElse("0")
            : word;
    if (!number.matches("-?(?:0x[0-9a-fA-F]{1,15}|\\d{1,18})")) {
      throw unclear();
    }
    return Long.decode(number.replaceFirst("^(-?)0+(?=\\d)", "$1"));
  }
}
