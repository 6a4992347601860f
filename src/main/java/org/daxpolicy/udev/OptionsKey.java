package org.daxpolicy.udev;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The values of OPTIONS. */
final class OptionsKey {
  private static final List<String> LOG_LEVELS =
      List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

  private OptionsKey() {}

  /** Understands one OPTIONS term. */
  static ParsedTerm parse(TermSite site, RuleLexer.Term term, Operator operator) {
    String value = term.value();
    TokenKind flag =
        switch (value) {
          case "string_escape=none" -> TokenKind.OPTION_ESCAPE_NONE;
          case "string_escape=replace" -> TokenKind.OPTION_ESCAPE_REPLACE;
          case "db_persist" -> TokenKind.OPTION_DB_PERSIST;
          case "watch", "nowatch" -> TokenKind.OPTION_WATCH;
          case "dump" -> site.version().atLeast(258) ? TokenKind.OPTION_DUMP : null;
          case "dump-json" -> site.version().atLeast(259) ? TokenKind.OPTION_DUMP : null;
          default -> value.startsWith("static_node=") ? TokenKind.OPTION_STATIC_NODE : null;
        };
    if (flag != null) {
      return site.plain(flag, term, operator, 0);
    }
    if (value.startsWith("link_priority=")) {
      String digits = value.substring("link_priority=".length());
      Optional<Integer> priority = Numbers.signed(digits);
      return priority.isPresent()
          ? site.plain(TokenKind.OPTION_LINK_PRIORITY, term, operator, priority.get())
          : site.reject(
              Finding.Kind.NUMBER,
              term,
              "Failed to parse link priority '" + digits + "': " + Numbers.complaint(digits));
    }
    if (value.startsWith("log_level=")) {
      String level = value.substring("log_level=".length());
      OptionalInt known = level(level);
      return known.isPresent()
          ? site.plain(TokenKind.OPTION_LOG_LEVEL, term, operator, known.getAsInt())
          : site.reject(
              Finding.Kind.NUMBER,
              term,
              "Failed to parse log level '" + level + "': Invalid argument");
    }
    site.warn(
        Finding.Kind.UNKNOWN_OPTION,
        term,
        "Invalid value for OPTIONS key, ignoring: '" + value + "'");
    return new ParsedTerm.Ignored();
  }

  /** A syslog level by name or number; -1 for the one udevd runs with. */
  private static OptionalInt level(String text) {
    if (text.equals("reset")) {
      return OptionalInt.of(-1);
    }
    int named = LOG_LEVELS.indexOf(text);
    OptionalInt number =
        Numbers.unsigned(text)
            .filter(n -> n < LOG_LEVELS.size())
            .map(n -> OptionalInt.of(n.intValue()))
            .orElse(OptionalInt.empty());
    return named >= 0 ? OptionalInt.of(named) : number;
  }
}
