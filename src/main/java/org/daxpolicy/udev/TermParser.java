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
    if (key.equals("ATTR") || key.equals("ATTRS") || key.equals("SYSCTL")) {
      site.checkName(term);
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

  private ParsedTerm token(RuleLexer.Term term, Operator operator, boolean compares) {
    String key = term.key();
    if (compares) {
      return comparison(term, operator);
    }
    return switch (key) {
      case "GOTO", "LABEL" -> new ParsedTerm.Anchor(term);
      case "TEST" -> test(term, operator);
      case "PROGRAM" -> site.checked(TokenKind.PROGRAM, term, operator, false);
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
      case "SECLABEL" -> site.checked(TokenKind.SECLABEL, term, operator, false);
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
    if (key.equals("CONST")) {
      String fact = term.attribute().orElse("");
      boolean known =
          fact.equals("arch")
              || fact.equals("virt")
              || (fact.equals("cvm") && version.atLeast(259));
      if (!known) {
        return site.reject(Finding.Kind.ATTRIBUTE, term, "Invalid attribute for CONST.");
      }
    }
    if (key.equals("SUBSYSTEM") && (value.equals("bus") || value.equals("class"))) {
      site.warn(
          Finding.Kind.DISCOURAGED, term, "\"" + value + "\" must be specified as \"subsystem\".");
    }
    if (key.equals("ATTRS") && term.attribute().orElse("").startsWith("device/")) {
      site.warn(
          Finding.Kind.DISCOURAGED, term, "'device' link may not be available in future kernels.");
    }
    if (key.equals("ATTRS") && term.attribute().orElse("").contains("../")) {
      site.warn(
          Finding.Kind.DISCOURAGED,
          term,
          "Direct reference to parent sysfs directory, may break in future kernels.");
    }
    ValuePattern pattern = ValuePattern.of(key, operator, value, term.foldsCase());
    TokenKind kind = TokenKind.valueOf("MATCH_" + key);
    return new ParsedTerm.Understood(site.make(kind, term, operator, Optional.of(pattern), 0));
  }

  private ParsedTerm test(RuleLexer.Term term, Operator operator) {
    site.checkValue(term, false);
    Optional<String> mask = term.attribute().filter(a -> !a.isEmpty());
    Optional<Integer> bits = mask.flatMap(Numbers::mode);
    if (mask.isPresent() && bits.isEmpty()) {
      return site.reject(
          Finding.Kind.VALUE,
          term,
          "Failed to parse mode '" + mask.get() + "': " + Numbers.complaintOfMode(mask.get()));
    }
    return site.plain(TokenKind.TEST, term, operator, bits.orElse(0));
  }

  private ParsedTerm imported(RuleLexer.Term term, Operator operator) {
    String source = term.attribute().orElse("");
    return switch (source) {
      case "file" -> site.checked(TokenKind.IMPORT_FILE, term, operator, false);
      case "db" -> site.checked(TokenKind.IMPORT_DB, term, operator, false);
      case "cmdline" -> site.checked(TokenKind.IMPORT_CMDLINE, term, operator, false);
      case "parent" -> site.checked(TokenKind.IMPORT_PARENT, term, operator, false);
      case "program" ->
          site.checked(
              Builtins.knows(term.value(), version)
                  ? TokenKind.IMPORT_BUILTIN
                  : TokenKind.IMPORT_PROGRAM,
              term,
              operator,
              false);
      case "builtin" ->
          Builtins.knows(term.value(), version)
              ? site.checked(TokenKind.IMPORT_BUILTIN, term, operator, false)
              : site.reject(Finding.Kind.VALUE, term, "Unknown builtin command: " + term.value());
      default -> site.reject(Finding.Kind.ATTRIBUTE, term, "Invalid attribute for IMPORT.");
    };
  }

  private ParsedTerm command(RuleLexer.Term term, Operator operator) {
    String sort = term.attribute().orElse("program");
    if (sort.equals("builtin")) {
      if (!Builtins.knows(term.value(), version)) {
        return site.reject(
            Finding.Kind.VALUE, term, "Unknown builtin command '" + term.value() + "', ignoring.");
      }
      return site.checked(TokenKind.RUN_BUILTIN, term, operator, false);
    }
    return sort.equals("program")
        ? site.checked(TokenKind.RUN_PROGRAM, term, operator, false)
        : site.reject(Finding.Kind.ATTRIBUTE, term, "Invalid attribute for RUN.");
  }

  private ParsedTerm name(RuleLexer.Term term, Operator operator) {
    if (term.value().equals("%k")) {
      return site.reject(
          Finding.Kind.VALUE, term, "Ignoring NAME=\"%k\", as it will take no effect.");
    }
    if (term.value().isEmpty()) {
      return site.reject(
          Finding.Kind.VALUE,
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
