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
    // a number is always looked up here, a name only early; what has substitutions never is
    boolean early = accounts.names() == NameResolution.EARLY;
    boolean modern = site.version().atLeast(258);
    boolean digits = value.chars().allMatch(c -> ByteText.isDigit((char) c));
    boolean name = !digits && !Template.hasSubstitution(value) && !value.startsWith("[");
    if (!digits && !(name && early)) {
      return modern && accounts.names() == NameResolution.NEVER
          ? new ParsedTerm.Ignored()
          : site.checked(late, term, operator, false);
    }
    Accounts.Resolution resolution = accounts.resolve(value, site.version());
    // where names wait for the event, releases before 258 let numbers that name nobody wait too
    if (!early && !modern && resolution instanceof Accounts.Resolution.Nobody) {
      return site.checked(late, term, operator, false);
    }
    if (resolution instanceof Accounts.Resolution.Id known) {
      if (Integer.compareUnsigned(known.number(), Accounts.LAST_SYSTEM_ID) > 0
          && site.version().atLeast(259)) {
        site.warn(Finding.Kind.PERSONAL_ACCOUNT, term, accounts.notOfTheSystem(value));
      }
      return site.plain(id, term, operator, known.number());
    }
    if (resolution instanceof Accounts.Resolution.Untold) {
      return site.plain(id, term, operator, RuleLine.UNTOLD);
    }
    String kind = accounts.kind();
    if (modern) {
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
