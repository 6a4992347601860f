package org.daxpolicy.udev.verify;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.udev.ValuePattern;

/** The alternatives of one match value, each by itself. */
final class Alternatives {
  private Alternatives() {}

  /** The values that equal one alternative; empty if they are too costly to tell. */
  static Optional<GlobLanguage> language(ValuePattern pattern, String piece) {
    boolean glob = pattern.type() == ValuePattern.Type.GLOB;
    return GlobLanguage.of(List.of(glob ? piece : Glob.quoted(piece)), pattern.foldsCase());
  }
}
