package org.daxpolicy.udev;

/** What becomes of a term. */
sealed interface ParsedTerm {
  /** A token. */
  record Understood(Token token) implements ParsedTerm {}

  /** GOTO or LABEL. */
  record Anchor(RuleLexer.Term term) implements ParsedTerm {}

  /** Nothing, but the rest of the rule counts. */
  record Ignored() implements ParsedTerm {}

  /** The rule is dropped. */
  record Rejected() implements ParsedTerm {}
}
