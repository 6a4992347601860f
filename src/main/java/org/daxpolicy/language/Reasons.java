package org.daxpolicy.language;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Why a rule stands: {@code because}, {@code ticket}, {@code expires}. Carried into the generated
 * files.
 */
public record Reasons(
    Optional<String> because, Optional<String> ticket, Optional<LocalDate> expires) {
  public static final Reasons NONE =
      new Reasons(Optional.empty(), Optional.empty(), Optional.empty());
}
