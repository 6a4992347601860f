package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.glob.GlobLanguage;

/** The value of a comparing match, compiled: what it is compared with and in which sense. */
public final class ValuePattern {
  /** In which way values are compared. */
  public enum Type {
    /** The three names of what a bus or class itself is. */
    SUBSYSTEM,
    /** With the empty text. */
    EMPTY,
    /** With patterns. */
    GLOB,
    /** Bytewise. */
    PLAIN
  }

  private final Type type;
  private final List<String> pieces;
  private final List<Glob> globs;
  private final boolean orEmpty;
  private final boolean foldsCase;
  private final boolean wanted;
  private final boolean trims;
  private final boolean acceptsAll;

  private ValuePattern(
      Type type, List<String> pieces, boolean orEmpty, boolean foldsCase, boolean wanted) {
    this.type = type;
    this.pieces = pieces;
    this.globs = type == Type.GLOB ? pieces.stream().map(Glob::of).toList() : List.of();
    this.orEmpty = orEmpty;
    this.foldsCase = foldsCase;
    this.wanted = wanted;
    this.acceptsAll = type == Type.GLOB && pieces.stream().anyMatch(ValuePattern::isAll);
    String first = pieces.isEmpty() ? "" : pieces.get(0);
    this.trims = !first.isEmpty() && !ByteText.isBlank(first.charAt(first.length() - 1));
  }

  /** Compiles the value of {@code key operator "value"}. */
  static ValuePattern of(String key, Operator operator, String value, boolean foldsCase) {
    boolean wanted = operator == Operator.MATCH;
    boolean special = value.equals("subsystem") || value.equals("bus") || value.equals("class");
    if (key.equals("SUBSYSTEM") && special) {
      return new ValuePattern(Type.SUBSYSTEM, List.of(value), false, foldsCase, wanted);
    }
    if (value.isEmpty()) {
      return new ValuePattern(Type.EMPTY, List.of(), false, foldsCase, wanted);
    }
    if (value.equals("?*")) {
      // "anything" is read as "not empty"; the piece stays, for it decides on trimming
      return new ValuePattern(Type.EMPTY, List.of(value), false, foldsCase, !wanted);
    }
    List<String> pieces = new ArrayList<>();
    boolean orEmpty = false;
    for (String piece : value.split("\\|", -1)) {
      if (piece.isEmpty()) {
        orEmpty = true;
      } else {
        pieces.add(piece);
      }
    }
    boolean glob = value.indexOf('*') >= 0 || value.indexOf('?') >= 0 || value.indexOf('[') >= 0;
    return new ValuePattern(glob ? Type.GLOB : Type.PLAIN, pieces, orEmpty, foldsCase, wanted);
  }

  public Type type() {
    return type;
  }

  /** What stands between bars, without the empty pieces; for {@code ?*} that very text. */
  public List<String> pieces() {
    return pieces;
  }

  /** Whether the empty text is accepted beside the pieces. */
  public boolean orEmpty() {
    return orEmpty;
  }

  public boolean foldsCase() {
    return foldsCase;
  }

  /**
   * Whether values that compare equal make the match hold; for {@code ?*}, which compares with the
   * empty text, the operator counts the other way round.
   */
  public boolean wanted() {
    return wanted;
  }

  /** The values that compare equal, whatever the operator; empty if they are too costly to tell. */
  public Optional<GlobLanguage> compared() {
    return switch (type) {
      case EMPTY -> GlobLanguage.texts(List.of(""));
      case SUBSYSTEM -> GlobLanguage.texts(List.of("subsystem", "class", "bus"));
      case PLAIN, GLOB -> {
        List<String> patterns = new ArrayList<>(orEmpty ? List.of("") : List.of());
        pieces.forEach(piece -> patterns.add(type == Type.GLOB ? piece : Glob.quoted(piece)));
        yield patterns.isEmpty()
            ? Optional.of(GlobLanguage.NONE)
            : GlobLanguage.of(patterns, foldsCase);
      }
    };
  }

  /** Whether the match holds for {@code actual}. */
  public boolean holds(String actual) {
    return compares(actual) == wanted;
  }

  /** Whether the match holds for a key that has several values, or none. */
  boolean holdsAmong(Collection<String> actual) {
    for (String one : actual) {
      if (compares(one)) {
        return wanted;
      }
    }
    return !wanted;
  }

  /**
   * Whether the match holds for whatever text there may be; empty if it depends on the text.
   *
   * @param filled whether the text is known not to be empty
   */
  Optional<Boolean> holdsForAny(boolean filled) {
    if (filled && type == Type.EMPTY) {
      return Optional.of(!wanted);
    }
    return acceptsAll ? Optional.of(wanted) : Optional.empty();
  }

  private static boolean isAll(String piece) {
    return piece.chars().allMatch(c -> c == '*');
  }

  /** Whether white space at the end of an attribute is ignored. */
  public boolean trims() {
    return trims;
  }

  /** Whether the value, leaving the operator aside, accepts a text. */
  boolean compares(String actual) {
    return switch (type) {
      case EMPTY -> actual.isEmpty();
      case SUBSYSTEM ->
          actual.equals("subsystem") || actual.equals("class") || actual.equals("bus");
      case PLAIN -> (orEmpty && actual.isEmpty()) || isPiece(actual);
      case GLOB -> (orEmpty && actual.isEmpty()) || fitsPiece(actual);
    };
  }

  private boolean isPiece(String actual) {
    for (String piece : pieces) {
      if (same(piece, actual)) {
        return true;
      }
    }
    return false;
  }

  private boolean fitsPiece(String actual) {
    for (Glob glob : globs) {
      if (fits(glob, actual)) {
        return true;
      }
    }
    return false;
  }

  private boolean same(String piece, String actual) {
    return foldsCase ? foldsTo(piece, actual) : piece.equals(actual);
  }

  /** Like C's strcasecmp: only the letters of ASCII have two cases. */
  private static boolean foldsTo(String piece, String actual) {
    if (piece.length() != actual.length()) {
      return false;
    }
    for (int i = 0; i < piece.length(); i++) {
      if (lower(piece.charAt(i)) != lower(actual.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  private boolean fits(Glob glob, String actual) {
    return foldsCase ? glob.matchesIgnoringCase(actual) : glob.matches(actual);
  }
}
