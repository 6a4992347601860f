package org.daxpolicy.udev;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
              Finding.Kind.VALUE,
              term,
              "Failed to parse link priority '" + digits + "': " + Numbers.complaint(digits));
    }
    if (value.startsWith("log_level=")) {
      String level = value.substring("log_level=".length());
      boolean known =
          level.equals("reset")
              || LOG_LEVELS.contains(level.toLowerCase(Locale.ROOT))
              || (level.length() == 1 && level.charAt(0) >= '0' && level.charAt(0) <= '7');
      return known
          ? site.plain(TokenKind.OPTION_LOG_LEVEL, term, operator, 0)
          : site.reject(
              Finding.Kind.VALUE,
              term,
              "Failed to parse log level '" + level + "': Invalid argument");
    }
    site.warn(Finding.Kind.VALUE, term, "Invalid value for OPTIONS key, ignoring: '" + value + "'");
    return new ParsedTerm.Ignored();
  }
}
