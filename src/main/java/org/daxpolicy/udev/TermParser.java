package org.daxpolicy.udev;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Understands single terms of one rule: which token a written term is, and what is wrong with it.
 */
final class TermParser {
  private static final Set<String> RESERVED =
      Set.of(
          "ACTION",
          "DEVLINKS",
          "DEVNAME",
          "DEVPATH",
          "DEVTYPE",
          "DRIVER",
          "IFINDEX",
          "MAJOR",
          "MINOR",
          "SEQNUM",
          "SUBSYSTEM",
          "TAGS");
  private static final Set<String> RESERVED_SINCE_258 =
      Set.of(
          "SYNTH_UUID",
          "DEVPATH_OLD",
          "MODALIAS",
          "DEVMODE",
          "DEVUID",
          "DEVGID",
          "DISKSEQ",
          "PARTN",
          "INTERFACE",
          "INTERFACE_OLD",
          "CURRENT_TAGS",
          "USEC_INITIALIZED",
          "UDEV_DATABASE_VERSION");
  private static final List<String> LOG_LEVELS =
      List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

  private final LogicalLine line;
  private final UdevVersion version;
  private final Accounts users;
  private final Accounts groups;
  private final List<Finding> findings;

  TermParser(
      LogicalLine line,
      UdevVersion version,
      Accounts users,
      Accounts groups,
      List<Finding> findings) {
    this.line = line;
    this.version = version;
    this.users = users;
    this.groups = groups;
    this.findings = findings;
  }

  /** What becomes of a term. */
  sealed interface Parsed {
    /** A token. */
    record Understood(Token token) implements Parsed {}

    /** GOTO or LABEL. */
    record Anchor(RuleLexer.Term term) implements Parsed {}

    /** Nothing, but the rest of the rule counts. */
    record Ignored() implements Parsed {}

    /** The rule is dropped. */
    record Rejected() implements Parsed {}
  }

  Parsed parse(RuleLexer.Term term) {
    String key = term.key();
    Optional<KeyTable.Row> found = KeyTable.find(key);
    boolean match = term.operator() == Operator.MATCH || term.operator() == Operator.NO_MATCH;
    if (term.foldsCase() && !match) {
      return reject(
          Finding.Kind.CASE_PREFIX,
          term,
          "Invalid prefix 'i' for '"
              + key
              + "'. The 'i' prefix can be specified only for '==' or '!=' operator.");
    }
    if (found.isEmpty()) {
      return reject(Finding.Kind.UNKNOWN_KEY, term, "Invalid key '" + key + "'.");
    }
    KeyTable.Row row = found.get();
    if (!row.admits(term.attribute())) {
      return reject(Finding.Kind.ATTRIBUTE, term, "Invalid attribute for " + key + ".");
    }
    if (key.equals("ATTR") || key.equals("ATTRS") || key.equals("SYSCTL")) {
      checkName(term);
    }
    Optional<Operator> operator = row.meaning(term.operator(), version);
    if (operator.isEmpty()) {
      return reject(Finding.Kind.OPERATOR, term, "Invalid operator for " + key + ".");
    }
    row.warning(term.operator())
        .ifPresent(words -> warn(Finding.Kind.ASSUMED_OPERATOR, term, words));
    if (term.foldsCase() && !row.foldsCase()) {
      return reject(Finding.Kind.CASE_PREFIX, term, "Invalid prefix 'i' for " + key + ".");
    }
    return token(term, operator.get(), row.foldsCase() && match);
  }

  private Parsed token(RuleLexer.Term term, Operator operator, boolean compares) {
    String key = term.key();
    if (compares) {
      return comparison(term, operator);
    }
    return switch (key) {
      case "GOTO", "LABEL" -> new Parsed.Anchor(term);
      case "TEST" -> test(term, operator);
      case "PROGRAM" -> checked(TokenKind.PROGRAM, term, operator, false);
      case "IMPORT" -> imported(term, operator);
      case "OWNER" -> account(term, operator, users, TokenKind.OWNER_ID, TokenKind.OWNER_LATE);
      case "GROUP" -> account(term, operator, groups, TokenKind.GROUP_ID, TokenKind.GROUP_LATE);
      case "MODE" -> mode(term, operator);
      case "OPTIONS" -> option(term, operator);
      case "RUN" -> command(term, operator);
      case "SECLABEL" -> checked(TokenKind.SECLABEL, term, operator, false);
      case "TAG" -> checked(TokenKind.TAG, term, operator, false);
      case "SYMLINK" -> checked(TokenKind.SYMLINK, term, operator, true);
      case "ATTR" -> checked(TokenKind.ATTR, term, operator, true);
      case "SYSCTL" -> checked(TokenKind.SYSCTL, term, operator, true);
      case "NAME" -> name(term, operator);
      default -> property(term, operator);
    };
  }

  private Parsed comparison(RuleLexer.Term term, Operator operator) {
    String key = term.key();
    String value = term.value();
    if (key.equals("CONST")) {
      String fact = term.attribute().orElse("");
      boolean known =
          fact.equals("arch")
              || fact.equals("virt")
              || (fact.equals("cvm") && version.atLeast(259));
      if (!known) {
        return reject(Finding.Kind.ATTRIBUTE, term, "Invalid attribute for CONST.");
      }
    }
    if (key.equals("SUBSYSTEM") && (value.equals("bus") || value.equals("class"))) {
      warn(Finding.Kind.DISCOURAGED, term, "\"" + value + "\" must be specified as \"subsystem\".");
    }
    if (key.equals("ATTRS") && term.attribute().orElse("").startsWith("device/")) {
      warn(Finding.Kind.DISCOURAGED, term, "'device' link may not be available in future kernels.");
    }
    if (key.equals("ATTRS") && term.attribute().orElse("").contains("../")) {
      warn(
          Finding.Kind.DISCOURAGED,
          term,
          "Direct reference to parent sysfs directory, may break in future kernels.");
    }
    ValuePattern pattern = ValuePattern.of(key, operator, value, term.foldsCase());
    TokenKind kind = TokenKind.valueOf("MATCH_" + key);
    return new Parsed.Understood(make(kind, term, operator, Optional.of(pattern), 0));
  }

  private Parsed test(RuleLexer.Term term, Operator operator) {
    checkValue(term, false);
    Optional<String> mask = term.attribute().filter(a -> !a.isEmpty());
    Optional<Integer> bits = mask.flatMap(Numbers::mode);
    if (mask.isPresent() && bits.isEmpty()) {
      return reject(
          Finding.Kind.VALUE,
          term,
          "Failed to parse mode '" + mask.get() + "': " + Numbers.complaintOfMode(mask.get()));
    }
    return plain(TokenKind.TEST, term, operator, bits.orElse(0));
  }

  private Parsed imported(RuleLexer.Term term, Operator operator) {
    String source = term.attribute().orElse("");
    return switch (source) {
      case "file" -> checked(TokenKind.IMPORT_FILE, term, operator, false);
      case "db" -> checked(TokenKind.IMPORT_DB, term, operator, false);
      case "cmdline" -> checked(TokenKind.IMPORT_CMDLINE, term, operator, false);
      case "parent" -> checked(TokenKind.IMPORT_PARENT, term, operator, false);
      case "program" ->
          checked(
              Builtins.knows(term.value(), version)
                  ? TokenKind.IMPORT_BUILTIN
                  : TokenKind.IMPORT_PROGRAM,
              term,
              operator,
              false);
      case "builtin" ->
          Builtins.knows(term.value(), version)
              ? checked(TokenKind.IMPORT_BUILTIN, term, operator, false)
              : reject(Finding.Kind.VALUE, term, "Unknown builtin command: " + term.value());
      default -> reject(Finding.Kind.ATTRIBUTE, term, "Invalid attribute for IMPORT.");
    };
  }

  private Parsed command(RuleLexer.Term term, Operator operator) {
    String sort = term.attribute().orElse("program");
    if (sort.equals("builtin")) {
      if (!Builtins.knows(term.value(), version)) {
        return reject(
            Finding.Kind.VALUE, term, "Unknown builtin command '" + term.value() + "', ignoring.");
      }
      return checked(TokenKind.RUN_BUILTIN, term, operator, false);
    }
    return sort.equals("program")
        ? checked(TokenKind.RUN_PROGRAM, term, operator, false)
        : reject(Finding.Kind.ATTRIBUTE, term, "Invalid attribute for RUN.");
  }

  private Parsed account(
      RuleLexer.Term term, Operator operator, Accounts accounts, TokenKind id, TokenKind late) {
    String value = term.value();
    boolean digits = !value.isEmpty() && value.chars().allMatch(c -> ByteText.isDigit((char) c));
    if (!digits && (Template.hasSubstitution(value) || value.startsWith("["))) {
      return checked(late, term, operator, false);
    }
    Accounts.Resolution resolution = accounts.resolve(value, version);
    if (resolution instanceof Accounts.Resolution.Id known) {
      if (known.number() > Accounts.LAST_SYSTEM_ID && version.atLeast(259)) {
        warn(Finding.Kind.DISCOURAGED, term, accounts.notOfTheSystem(value));
      }
      return plain(id, term, operator, known.number());
    }
    if (resolution instanceof Accounts.Resolution.Untold) {
      return plain(id, term, operator, RuleLine.UNTOLD);
    }
    String kind = accounts.kind();
    if (version.atLeast(258)) {
      boolean malformed = ((Accounts.Resolution.Nobody) resolution).malformed();
      String why = malformed ? "Invalid argument" : "Unknown " + kind;
      return reject(
          Finding.Kind.ACCOUNT,
          term,
          "Failed to resolve " + kind + " '" + value + "', ignoring: " + why);
    }
    add(Finding.Kind.ACCOUNT, 3, term, "Unknown " + kind + " '" + value + "', ignoring.", false);
    return plain(id, term, operator, RuleLine.NOBODY);
  }

  private Parsed mode(RuleLexer.Term term, Operator operator) {
    Optional<Integer> bits = Numbers.mode(term.value());
    return bits.isPresent()
        ? plain(TokenKind.MODE_BITS, term, operator, bits.get())
        : checked(TokenKind.MODE_LATE, term, operator, false);
  }

  private Parsed name(RuleLexer.Term term, Operator operator) {
    if (term.value().equals("%k")) {
      return reject(Finding.Kind.VALUE, term, "Ignoring NAME=\"%k\", as it will take no effect.");
    }
    if (term.value().isEmpty()) {
      return reject(
          Finding.Kind.VALUE,
          term,
          "Ignoring NAME=\"\", as udev will not delete any network interfaces.");
    }
    return checked(TokenKind.NAME, term, operator, false);
  }

  private Parsed property(RuleLexer.Term term, Operator operator) {
    String name = term.attribute().orElse("");
    boolean later = RESERVED_SINCE_258.contains(name) || name.startsWith("SYNTH_ARG_");
    if (RESERVED.contains(name) || (later && version.atLeast(258))) {
      return reject(
          Finding.Kind.RESERVED_PROPERTY,
          term,
          "Invalid ENV attribute. '" + name + "' cannot be set.");
    }
    return checked(TokenKind.ENV, term, operator, true);
  }

  private Parsed option(RuleLexer.Term term, Operator operator) {
    String value = term.value();
    TokenKind flag =
        switch (value) {
          case "string_escape=none" -> TokenKind.OPTION_ESCAPE_NONE;
          case "string_escape=replace" -> TokenKind.OPTION_ESCAPE_REPLACE;
          case "db_persist" -> TokenKind.OPTION_DB_PERSIST;
          case "watch", "nowatch" -> TokenKind.OPTION_WATCH;
          case "dump" -> version.atLeast(258) ? TokenKind.OPTION_DUMP : null;
          case "dump-json" -> version.atLeast(259) ? TokenKind.OPTION_DUMP : null;
          default -> value.startsWith("static_node=") ? TokenKind.OPTION_STATIC_NODE : null;
        };
    if (flag != null) {
      return plain(flag, term, operator, 0);
    }
    if (value.startsWith("link_priority=")) {
      String digits = value.substring("link_priority=".length());
      Optional<Integer> priority = Numbers.signed(digits);
      return priority.isPresent()
          ? plain(TokenKind.OPTION_LINK_PRIORITY, term, operator, priority.get())
          : reject(
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
          ? plain(TokenKind.OPTION_LOG_LEVEL, term, operator, 0)
          : reject(
              Finding.Kind.VALUE,
              term,
              "Failed to parse log level '" + level + "': Invalid argument");
    }
    warn(Finding.Kind.VALUE, term, "Invalid value for OPTIONS key, ignoring: '" + value + "'");
    return new Parsed.Ignored();
  }

  private Parsed checked(
      TokenKind kind, RuleLexer.Term term, Operator operator, boolean mayBeEmpty) {
    checkValue(term, mayBeEmpty);
    return plain(kind, term, operator, 0);
  }

  private Parsed plain(TokenKind kind, RuleLexer.Term term, Operator operator, int number) {
    return new Parsed.Understood(make(kind, term, operator, Optional.empty(), number));
  }

  private Token make(
      TokenKind kind,
      RuleLexer.Term term,
      Operator operator,
      Optional<ValuePattern> pattern,
      int number) {
    return new Token(
        kind,
        term.key(),
        term.attribute(),
        operator,
        term.value(),
        pattern,
        number,
        line.text().substring(term.start(), term.end()),
        line.line(term.start()),
        line.span(term.start(), term.end()));
  }

  private void checkName(RuleLexer.Term term) {
    String name = term.attribute().orElse("");
    Template.problem(name)
        .ifPresent(p -> addProblem(term, "attribute \"" + name + "\" for " + term.key(), p));
  }

  private void checkValue(RuleLexer.Term term, boolean mayBeEmpty) {
    String value = term.value();
    String place = "value \"" + value + "\" for " + term.key();
    if (value.isEmpty() && !mayBeEmpty) {
      addProblem(term, place, new Template.Problem(0, "empty value"));
      return;
    }
    Template.problem(value).ifPresent(p -> addProblem(term, place, p));
  }

  private void addProblem(RuleLexer.Term term, String place, Template.Problem problem) {
    add(
        Finding.Kind.SUBSTITUTION,
        3,
        term,
        "Invalid "
            + place
            + " (char "
            + problem.character()
            + ": "
            + problem.hint()
            + "), ignoring.",
        false);
  }

  private void warn(Finding.Kind kind, RuleLexer.Term term, String words) {
    add(kind, 4, term, words, false);
  }

  private Parsed reject(Finding.Kind kind, RuleLexer.Term term, String words) {
    add(kind, 3, term, words, true);
    return new Parsed.Rejected();
  }

  private void add(
      Finding.Kind kind, int level, RuleLexer.Term term, String words, boolean dropped) {
    int number = version.atLeast(258) ? line.firstLine() : line.lastLine();
    findings.add(
        new Finding(kind, level, number, line.span(term.start(), term.end()), words, dropped));
  }
}
