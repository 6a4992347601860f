package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Writes rules as nobody would: every key and operator, options and substitutions, quoting and
 * continuation, weighted to the corners, with values that are often near to what the machine holds.
 */
final class RuleGenerator {
  private static final List<String> MATCHES =
      List.of(
          ("KERNEL SUBSYSTEM DRIVER DEVPATH ACTION ENV ENV ATTR ATTR ATTR TAG SYMLINK NAME TEST TEST"
                  + " KERNELS SUBSYSTEMS DRIVERS ATTRS ATTRS TAGS RESULT CONST SYSCTL PROGRAM IMPORT")
              .split(" "));
  private static final List<String> ASSIGNMENTS =
      List.of(
          ("ENV ENV ENV ENV ENV ENV TAG TAG SYMLINK SYMLINK SYMLINK SYMLINK SYMLINK MODE OWNER GROUP"
                  + " RUN RUN OPTIONS OPTIONS ATTR ATTR IMPORT IMPORT SECLABEL NAME RUN{builtin} SYSCTL"
                  + " PROGRAM PROGRAM")
              .split(" "));

  private final Dice dice;
  private final List<String> facts;

  RuleGenerator(Dice dice, List<String> facts) {
    this.dice = dice;
    this.facts = facts;
  }

  /** A rules file; its last lines record what matches see at the end. */
  String file() {
    StringBuilder text = new StringBuilder();
    for (int lines = dice.between(2, 8); lines > 0; lines--) {
      text.append(line()).append(ending());
    }
    for (int i = dice.between(2, 5); i > 0; i--) {
      text.append(match());
      if (dice.chance(0.3)) {
        text.append(", ").append(match());
      }
      text.append(", ENV{SEEN").append(i).append("}=\"1\"\n");
    }
    return text.toString();
  }

  private String ending() {
    return dice.chance(0.94)
        ? "\n"
        : dice.of("\r\n", "\n\n", "\n# comment \\\n", "\n  \n", "\r", "\0");
  }

  private String line() {
    List<String> terms = new ArrayList<>();
    for (int i = dice.below(10); i > 7; i--) {
      terms.add(match());
    }
    for (int i = dice.of(List.of(1, 1, 1, 2, 2, 3)); i > 0; i--) {
      terms.add(assignment());
    }
    if (dice.chance(0.04)) {
      terms.add(pick("wrong"));
    }
    for (String jump : List.of("GOTO", "LABEL")) {
      if (dice.chance(0.08)) {
        terms.add(jump + "=\"" + dice.of("l", "m", "n") + "\"");
      }
    }
    Collections.shuffle(terms, new Random(dice.seed()));
    String separator =
        dice.chance(0.8)
            ? ", "
            : dice.of(",", " ", ", \\\n  ", " , ", ",,", ", \\\n# in between\n\t", "");
    return (dice.chance(0.95) ? "" : dice.of("  ", "\t", ",")) + String.join(separator, terms);
  }

  private String pick(String pool) {
    return dice.of(Pools.of(pool));
  }

  private String operator(String... usual) {
    return dice.chance(0.01) ? dice.of("-=", "==", "!=", ":=", "+=", "=") : dice.of(usual);
  }

  // ---- matches

  private String match() {
    String key = dice.of(MATCHES);
    String operator = operator("==", "==", "!=");
    return switch (key) {
      case "ENV" ->
          "ENV{" + pick(dice.chance(0.7) ? "name" : "read name") + "}" + operator + pattern();
      case "ATTR", "ATTRS" -> key + "{" + attribute() + "}" + operator + pattern();
      case "CONST" ->
          "CONST{" + dice.of("arch", "virt", "cvm") + "}" + operator + quoted(pick("CONST"));
      case "SYSCTL" ->
          "SYSCTL{" + pick("SYSCTL name") + "}" + operator + quoted(pick("SYSCTL pattern"));
      case "TEST" -> "TEST" + pick("mask") + operator + quoted(pick("TEST"));
      case "PROGRAM" -> program();
      case "IMPORT" -> imported();
      case "ACTION" -> key + operator + quoted(pick("ACTION"));
      case "TAG", "TAGS", "SYMLINK", "NAME" ->
          key + operator + (dice.chance(0.6) ? quoted(pick("tag pattern")) : pattern());
      case "RESULT" -> key + operator + (dice.chance(0.6) ? quoted(pick("RESULT")) : pattern());
      default -> key + operator + pattern();
    };
  }

  private String attribute() {
    return dice.chance(0.7) ? dice.of(MachineGenerator.ATTRIBUTES) : pick("attribute");
  }

  private String pattern() {
    String value = dice.chance(0.65) ? near(dice.of(facts)) : pick("pattern");
    if (dice.chance(0.2)) {
      value += "|" + near(dice.of(facts));
    }
    return (dice.chance(0.03) ? "i" : "") + quoted(value);
  }

  /** A value, changed a little and made a pattern of. */
  private String near(String fact) {
    String value = fact.replaceAll("[\n\r\0]", "");
    if (value.isEmpty() || dice.chance(0.35)) {
      return value;
    }
    int at = dice.below(value.length());
    String before = value.substring(0, at);
    String rest = value.substring(at + 1);
    char here = value.charAt(at);
    return switch (dice.below(10)) {
      case 0 -> before + "?" + rest;
      case 1 -> before + "*" + rest;
      case 2 -> before + "*";
      case 3 -> before + "[" + here + "]" + rest;
      case 4 -> before + "[!" + here + "]" + rest;
      case 5 -> before + rest;
      case 6 -> before + Character.toString(here).toUpperCase(java.util.Locale.ROOT) + rest;
      case 7 -> "*" + rest;
      case 8 -> before + "\\" + here + rest;
      default -> value + dice.of("*", " ", "?", "|x", "  ");
    };
  }

  // ---- assignments

  private String assignment() {
    String key = dice.of(ASSIGNMENTS);
    return switch (key) {
      case "ENV" -> "ENV{" + pick("name") + "}" + operator("=", "=", "=", "+=", "+=") + value(4);
      case "TAG" ->
          key
              + operator("=", "+=", "+=", "+=", "-=", ":=")
              + (dice.chance(0.9) ? quoted(pick(key)) : value("t", 2));
      case "SYMLINK" ->
          key
              + operator("=", "+=", "+=", "+=", "+=", "-=", ":=")
              + (dice.chance(0.5) ? quoted(pick(key)) : value(4));
      case "MODE", "OWNER", "GROUP" ->
          key + operator("=", "=", "=", ":=", "+=") + quoted(pick(key));
      case "RUN" ->
          key
              + dice.of("", "", "{program}")
              + operator("=", "+=", "+=", "+=", "+=", ":=")
              + value(pick("RUN start"), 4);
      case "RUN{builtin}" -> key + operator("=", "+=", "+=", ":=") + value(pick("RUN builtin"), 2);
      case "OPTIONS" -> key + operator("=", "+=", ":=") + quoted(pick(key));
      case "ATTR" ->
          "ATTR{"
              + pick("written attribute")
              + "}"
              + operator("=", "=", "=", "+=")
              + quoted(pick("written value"));
      case "IMPORT" -> imported();
      case "SECLABEL" ->
          "SECLABEL{" + pick("SECLABEL name") + "}" + operator("=", "+=", "+=", ":=") + value(2);
      case "NAME" ->
          key
              + operator("=", "=", ":=", "+=")
              + (dice.chance(0.8) ? quoted(pick(key)) : value("n", 2));
      case "SYSCTL" ->
          "SYSCTL{" + pick("written SYSCTL") + "}" + operator("=", "+=") + quoted(pick(key));
      default -> program();
    };
  }

  private String program() {
    return "PROGRAM" + operator("=", "==", "==", "!=", "+=", ":=") + quoted(command());
  }

  private String imported() {
    String source = pick("import source");
    String value = source.equals("program") ? command() : pick("import " + source);
    return "IMPORT{" + source + "}" + operator("=", "=", "==", "!=", "+=") + quoted(value);
  }

  /** Only programs whose doings {@link SandboxHost#run} knows. */
  private String command() {
    return dice.chance(0.2) ? "/bin/echo x " + parts(3).replace("\\\"", "") : pick("command");
  }

  private String value(int most) {
    return value("", most);
  }

  private String value(String start, int most) {
    return quoted(start + parts(most));
  }

  /** Literals and substitutions in a row. */
  private String parts(int most) {
    StringBuilder value = new StringBuilder();
    for (int i = dice.below(most + 1); i > 0; i--) {
      if (dice.chance(0.15)) {
        value.append("$attr{").append(dice.of(MachineGenerator.ATTRIBUTES)).append('}');
      } else if (dice.chance(0.4)) {
        value.append(pick("substitution"));
      } else {
        value.append(dice.chance(0.9) ? pick("literal") : near(dice.of(facts)));
      }
    }
    return value.toString();
  }

  private String quoted(String value) {
    if (dice.chance(0.04)) {
      String plain = value.replace("\\\"", "\"");
      return "e\"" + plain.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
    String safe = value.replaceAll("(?<!\\\\)\"", "\\\\\"");
    // a plain value cannot end in a backslash
    return "\"" + safe + (safe.endsWith("\\") ? "x" : "") + "\"";
  }
}
