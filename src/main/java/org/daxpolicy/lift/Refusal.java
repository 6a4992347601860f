package org.daxpolicy.lift;

import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Span;

/**
 * Why a line cannot be lifted.
 *
 * @param code which finding this is
 * @param span the term that is at fault
 * @param headline what is wrong
 * @param note why it is so
 * @param help what to do
 */
record Refusal(
    Code code, Span span, String headline, Optional<String> note, Optional<String> help) {
  static Refusal of(Code code, Span span, String headline) {
    return new Refusal(code, span, headline, Optional.empty(), Optional.empty());
  }

  Refusal because(String why) {
    return new Refusal(code, span, headline, Optional.of(why), help);
  }

  Refusal advise(String what) {
    return new Refusal(code, span, headline, note, Optional.of(what));
  }
}
