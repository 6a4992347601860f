package org.daxpolicy.udev.verify;

import java.util.Optional;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.Token;

/** What an assignment changes, as far as a later one can undo it. */
enum Field {
  OWNER,
  GROUP,
  MODE,
  TAGS,
  LABELS,
  PROPERTY,
  NAME,
  LINKS,
  PROGRAMS,
  WATCH,
  PRIORITY;

  /** The field a term changes. */
  static Optional<Field> of(Token token) {
    return switch (token.kind()) {
      case OWNER_LATE, OWNER_ID -> Optional.of(OWNER);
      case GROUP_LATE, GROUP_ID -> Optional.of(GROUP);
      case MODE_LATE, MODE_BITS -> Optional.of(MODE);
      case TAG -> Optional.of(TAGS);
      case SECLABEL -> Optional.of(LABELS);
      case ENV -> Optional.of(PROPERTY);
      case NAME -> Optional.of(NAME);
      case SYMLINK -> Optional.of(LINKS);
      case RUN_BUILTIN, RUN_PROGRAM -> Optional.of(PROGRAMS);
      case OPTION_WATCH -> Optional.of(WATCH);
      case OPTION_LINK_PRIORITY -> Optional.of(PRIORITY);
      default -> Optional.empty();
    };
  }

  /** Whether {@code :=} makes the field's later assignments void. */
  boolean canBeFinal() {
    return switch (this) {
      case OWNER, GROUP, MODE, NAME, LINKS, PROGRAMS, WATCH -> true;
      default -> false;
    };
  }

  /** Whether a term leaves nothing of what was assigned before. */
  boolean replaces(Token token) {
    boolean sets = token.operator() == Operator.ASSIGN || token.operator() == Operator.ASSIGN_FINAL;
    return sets
        && switch (token.kind()) {
          // what is known only when the event comes may turn out to be nobody
          case OWNER_LATE, GROUP_LATE, MODE_LATE -> false;
          case OWNER_ID, GROUP_ID -> token.number() >= 0;
          default -> true;
        };
  }
}
