package org.daxpolicy.udev;

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

  /** The number of a TEST token that asks for no mode bits; 0 asks for none of them, in vain. */
  static final int NO_MASK = -1;

  private final TermSite site;
  private final UdevVersion version;
  private final Accounts users;
  private final Accounts groups;

  TermParser(TermSite site, Accounts users, Accounts groups) {
    this.site = site;
    this.version = site.version();
    this.users = users;
    this.groups = groups;
  }

  ParsedTerm parse(RuleLexer.Term term) {
    String key = term.key();
    Optional<KeyTable.Row> found = KeyTable.find(key);
    boolean match = term.operator() == Operator.MATCH || term.operator() == Operator.NO_MATCH;
    if (term.foldsCase() && !match) {
      return site.reject(
          Finding.Kind.CASE_PREFIX,
          term,
          "Invalid prefix 'i' for '"
              + key
              + "'. The 'i' prefix can be specified only for '==' or '!=' operator.");
    }
    if (found.isEmpty()) {
      return site.reject(Finding.Kind.UNKNOWN_KEY, term, "Invalid key '" + key + "'.");
    }
    KeyTable.Row row = found.get();
    if (!row.admits(term.attribute())) {
      return site.reject(Finding.Kind.ATTRIBUTE, term, "Invalid attribute for " + key + ".");
    }
    if (!isSound(term)) {
      return new ParsedTerm.Rejected();
    }
    Optional<Operator> operator = row.meaning(term.operator(), version);
    if (operator.isEmpty()) {
      return site.reject(Finding.Kind.OPERATOR, term, "Invalid operator for " + key + ".");
    }
    row.warning(term.operator())
        .ifPresent(words -> site.warn(Finding.Kind.ASSUMED_OPERATOR, term, words));
    if (term.foldsCase() && !row.foldsCase()) {
      return site.reject(Finding.Kind.CASE_PREFIX, term, "Invalid prefix 'i' for " + key + ".");
    }
    return token(term, operator.get(), row.foldsCase() && match);
  }

  /** What udev looks at before the operator; false if the rule is dropped for it. */
  private boolean isSound(RuleLexer.Term term) {
    switch (term.key()) {
      case "ATTR", "ATTRS", "SYSCTL" -> site.checkName(term);
      case "PROGRAM", "IMPORT", "SECLABEL" -> site.checkValue(term, false);
      case "CONST" -> {
        String fact = term.attribute().orElse("");
        if (!fact.equals("arch")
            && !fact.equals("virt")
            && !(fact.equals("cvm") && version.atLeast(259))) {
          site.reject(Finding.Kind.ATTRIBUTE, term, "Invalid attribute for CONST.");
          return false;
        }
      }
      case "TEST" -> {
        String mask = term.attribute().orElse("");
        if (!mask.isEmpty() && Numbers.mode(mask).isEmpty()) {
          site.reject(
              Finding.Kind.NUMBER,
              term,
              "Failed to parse mode '" + mask + "': " + Numbers.complaintOfMode(mask));
          return false;
        }
        site.checkValue(term, false);
      }
      default -> {}
    }
    return true;
  }

  private ParsedTerm token(RuleLexer.Term term, Operator operator, boolean compares) {
    String key = term.key();
    if (compares) {
      return comparison(term, operator);
    }
    return switch (key) {
      case "GOTO", "LABEL" -> new ParsedTerm.Anchor(term);
      case "TEST" ->
          site.plain(
              TokenKind.TEST,
              term,
              operator,
              term.attribute().flatMap(Numbers::mode).orElse(NO_MASK));
      case "PROGRAM" -> site.plain(TokenKind.PROGRAM, term, operator, 0);
      case "IMPORT" -> imported(term, operator);
      case "OWNER" ->
          OwnershipKeys.account(
              site, term, operator, users, TokenKind.OWNER_ID, TokenKind.OWNER_LATE);
      case "GROUP" ->
          OwnershipKeys.account(
              site, term, operator, groups, TokenKind.GROUP_ID, TokenKind.GROUP_LATE);
      case "MODE" -> OwnershipKeys.mode(site, term, operator);
      case "OPTIONS" -> OptionsKey.parse(site, term, operator);
      case "RUN" -> command(term, operator);
      case "SECLABEL" -> site.plain(TokenKind.SECLABEL, term, operator, 0);
      case "TAG" -> site.checked(TokenKind.TAG, term, operator, false);
      case "SYMLINK" -> site.checked(TokenKind.SYMLINK, term, operator, true);
      case "ATTR" -> site.checked(TokenKind.ATTR, term, operator, true);
      case "SYSCTL" -> site.checked(TokenKind.SYSCTL, term, operator, true);
      case "NAME" -> name(term, operator);
      default -> property(term, operator);
    };
  }

  private ParsedTerm comparison(RuleLexer.Term term, Operator operator) {
    String key = term.key();
    String value = term.value();
    if (key.equals("SUBSYSTEM") && (value.equals("bus") || value.equals("class"))) {
      site.warn(
          Finding.Kind.SUBSYSTEM_ALIAS,
          term,
          "\"" + value + "\" must be specified as \"subsystem\".");
    }
    if (key.equals("ATTRS") && term.attribute().orElse("").startsWith("device/")) {
      site.warn(
          Finding.Kind.DEVICE_LINK, term, "'device' link may not be available in future kernels.");
    }
    if (key.equals("ATTRS") && term.attribute().orElse("").contains("../")) {
      site.warn(
          Finding.Kind.PARENT_DIRECTORY,
          term,
          "Direct reference to parent sysfs directory, may break in future kernels.");
    }
    ValuePattern pattern = ValuePattern.of(key, operator, value, term.foldsCase());
    TokenKind kind = TokenKind.valueOf("MATCH_" + key);
    return new ParsedTerm.Understood(site.make(kind, term, operator, Optional.of(pattern), 0));
  }

  private ParsedTerm imported(RuleLexer.Term term, Operator operator) {
    return switch (term.attribute().orElse("")) {
      case "file" -> site.plain(TokenKind.IMPORT_FILE, term, operator, 0);
      case "db" -> site.plain(TokenKind.IMPORT_DB, term, operator, 0);
      case "cmdline" -> site.plain(TokenKind.IMPORT_CMDLINE, term, operator, 0);
      case "parent" -> site.plain(TokenKind.IMPORT_PARENT, term, operator, 0);
      case "program" ->
          site.plain(
              Builtins.find(term.value(), version).isPresent()
                  ? TokenKind.IMPORT_BUILTIN
                  : TokenKind.IMPORT_PROGRAM,
              term,
              operator,
              0);
      case "builtin" ->
          Builtins.find(term.value(), version).isPresent()
              ? site.plain(TokenKind.IMPORT_BUILTIN, term, operator, 0)
              : site.reject(
                  Finding.Kind.UNKNOWN_BUILTIN, term, "Unknown builtin command: " + term.value());
      default -> site.reject(Finding.Kind.ATTRIBUTE, term, "Invalid attribute for IMPORT.");
    };
  }

  private ParsedTerm command(RuleLexer.Term term, Operator operator) {
    site.checkValue(term, false);
    String sort = term.attribute().orElse("program");
    if (sort.equals("builtin")) {
      return Builtins.find(term.value(), version).isPresent()
          ? site.plain(TokenKind.RUN_BUILTIN, term, operator, 0)
          : site.reject(
              Finding.Kind.UNKNOWN_BUILTIN,
              term,
              "Unknown builtin command '" + term.value() + "', ignoring.");
    }
    return sort.equals("program")
        ? site.plain(TokenKind.RUN_PROGRAM, term, operator, 0)
        : site.reject(Finding.Kind.ATTRIBUTE, term, "Invalid attribute for RUN.");
  }

  private ParsedTerm name(RuleLexer.Term term, Operator operator) {
    if (term.value().equals("%k")) {
      return site.reject(
          Finding.Kind.USELESS_NAME, term, "Ignoring NAME=\"%k\", as it will take no effect.");
    }
    if (term.value().isEmpty()) {
      return site.reject(
          Finding.Kind.USELESS_NAME,
          term,
          "Ignoring NAME=\"\", as udev will not delete any network interfaces.");
    }
    return site.checked(TokenKind.NAME, term, operator, false);
  }

  private ParsedTerm property(RuleLexer.Term term, Operator operator) {
    String name = term.attribute().orElse("");
    boolean later = RESERVED_SINCE_258.contains(name) || name.startsWith("SYNTH_ARG_");
    if (RESERVED.contains(name) || (later && version.atLeast(258))) {
      return site.reject(
          Finding.Kind.RESERVED_PROPERTY,
          term,
          "Invalid ENV attribute. '" + name + "' cannot be set.");
    }
    return site.checked(TokenKind.ENV, term, operator, true);
  }
}
