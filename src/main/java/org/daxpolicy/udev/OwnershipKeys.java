package org.daxpolicy.udev;

import java.util.Optional;

/** The values of OWNER, GROUP and MODE, most of which udev looks up while it reads. */
final class OwnershipKeys {
  private OwnershipKeys() {}

  static ParsedTerm account(
      TermSite site,
      RuleLexer.Term term,
      Operator operator,
      Accounts accounts,
      TokenKind id,
      TokenKind late) {
    String value = term.value();
    boolean digits = !value.isEmpty() && value.chars().allMatch(c -> ByteText.isDigit((char) c));
    if (!digits && (Template.hasSubstitution(value) || value.startsWith("["))) {
      return site.checked(late, term, operator, false);
    }
    Accounts.Resolution resolution = accounts.resolve(value, site.version());
    if (resolution instanceof Accounts.Resolution.Id known) {
      if (known.number() > Accounts.LAST_SYSTEM_ID && site.version().atLeast(259)) {
        site.warn(Finding.Kind.DISCOURAGED, term, accounts.notOfTheSystem(value));
      }
      return site.plain(id, term, operator, known.number());
    }
    if (resolution instanceof Accounts.Resolution.Untold) {
      return site.plain(id, term, operator, RuleLine.UNTOLD);
    }
    String kind = accounts.kind();
    if (site.version().atLeast(258)) {
      boolean malformed = ((Accounts.Resolution.Nobody) resolution).malformed();
      String why = malformed ? "Invalid argument" : "Unknown " + kind;
      return site.reject(
          Finding.Kind.ACCOUNT,
          term,
          "Failed to resolve " + kind + " '" + value + "', ignoring: " + why);
    }
    site.add(
        Finding.Kind.ACCOUNT, 3, term, "Unknown " + kind + " '" + value + "', ignoring.", false);
    return site.plain(id, term, operator, RuleLine.NOBODY);
  }

  static ParsedTerm mode(TermSite site, RuleLexer.Term term, Operator operator) {
    Optional<Integer> bits = Numbers.mode(term.value());
    return bits.isPresent()
        ? site.plain(TokenKind.MODE_BITS, term, operator, bits.get())
        : site.checked(TokenKind.MODE_LATE, term, operator, false);
  }
}
