package org.daxpolicy.glob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * A bracket expression, read as glibc reads it.
 *
 * <p>glibc reads the elements up to the first that holds the byte at hand, and only skims the rest
 * for its end. So what is wrong behind that element does not matter, and the expression may even
 * end at another place than for other bytes. Hence the elements in order, each with the offset from
 * which the rest is skimmed.
 */
final class Bracket {
  static final int FAIL = -1;

  /** What follows the last element. */
  private enum Ending {
    CLOSED,
    UNTERMINATED,
    BROKEN
  }

  private record Element(BitSet bytes, int behind) {}

  private static final int END = -1;

  private static final Map<String, IntPredicate> CLASSES =
      Map.ofEntries(
          Map.entry("alnum", c -> isLetter(c) || isDigit(c)),
          Map.entry("alpha", Bracket::isLetter),
          Map.entry("blank", c -> c == ' ' || c == '\t'),
          Map.entry("cntrl", c -> c < ' ' || c == 127),
          Map.entry("digit", Bracket::isDigit),
          Map.entry("graph", c -> c > ' ' && c < 127),
          Map.entry("lower", c -> c >= 'a' && c <= 'z'),
          Map.entry("print", c -> c >= ' ' && c < 127),
          Map.entry("punct", c -> c > ' ' && c < 127 && !isLetter(c) && !isDigit(c)),
          Map.entry("space", c -> c == ' ' || (c >= '\t' && c <= '\r')),
          Map.entry("upper", c -> c >= 'A' && c <= 'Z'),
          Map.entry("xdigit", c -> isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'f'));

  private final String pattern;
  private final boolean fold;
  private final List<Element> elements = new ArrayList<>();
  private Ending ending = Ending.UNTERMINATED;
  private int at;

  private Bracket(String pattern, boolean fold) {
    this.pattern = pattern;
    this.fold = fold;
  }

  /**
   * Where each byte leads that stands where the pattern has {@code [} at {@code open}: the offset
   * behind the expression, or {@link #FAIL}.
   */
  static int[] next(String pattern, int open, boolean fold) {
    Bracket bracket = new Bracket(pattern, fold);
    bracket.at = open + 1;
    boolean negated = bracket.peek(0) == '!' || bracket.peek(0) == '^';
    if (negated) {
      bracket.at++;
    }
    bracket.readElements();
    int[] next = new int[256];
    Arrays.fill(next, FAIL);
    for (int b = 0; b < next.length; b++) {
      next[b] = bracket.target(b, negated, open);
    }
    return next;
  }

  private int target(int b, boolean negated, int open) {
    for (Element element : elements) {
      if (element.bytes.get(b)) {
        int behind = skim(element.behind);
        return behind == UNCLOSED ? ordinary(b, open) : negated ? FAIL : behind;
      }
    }
    return switch (ending) {
      case UNTERMINATED -> ordinary(b, open);
      case BROKEN -> FAIL;
      case CLOSED -> negated ? at : FAIL;
    };
  }

  private static int ordinary(int b, int open) {
    return b == '[' ? open + 1 : FAIL;
  }

  private void readElements() {
    boolean first = true;
    while (true) {
      int c = peek(0);
      at++;
      if (c == ']' && !first) {
        ending = Ending.CLOSED;
        return;
      }
      first = false;
      if (c == END) {
        ending = Ending.UNTERMINATED;
        return;
      }
      if (!readElement(c)) {
        ending = Ending.BROKEN;
        return;
      }
    }
  }

  /** Reads the element that begins with {@code c}, whose offset is just passed. */
  private boolean readElement(int c) {
    if (c == '\\') {
      int quoted = peek(0);
      at++;
      return quoted != END && readSingleOrRange(folded(quoted), false);
    }
    if (c == '[' && peek(0) == ':') {
      int close = className();
      if (close != FAIL) {
        IntPredicate members = CLASSES.get(pattern.substring(at + 1, close));
        at = close + 2;
        if (members == null) {
          return false;
        }
        add(b -> b < 128 && members.test(b));
        return true;
      }
    } else if (c == '[' && peek(0) == '=' && peek(1) != END && peek(2) == '=' && peek(3) == ']') {
      int only = peek(1);
      at += 4;
      add(b -> b == only);
      return true;
    } else if (c == '[' && peek(0) == '.') {
      OptionalInt symbol = collatingSymbol();
      return symbol.isPresent() && readSingleOrRange(symbol.getAsInt(), true);
    }
    return readSingleOrRange(folded(c), false);
  }

  private boolean readSingleOrRange(int low, boolean symbol) {
    boolean dash = peek(0) == '-' && peek(1) != END;
    if (!(dash && (symbol || peek(1) != ']'))) {
      add(symbol ? b -> b == low : b -> folded(b) == low);
    }
    if (peek(0) != '-' || peek(1) == ']') {
      return true;
    }
    at++;
    int high = peek(0);
    at++;
    if (high == '[' && peek(0) == '.') {
      OptionalInt end = collatingSymbol();
      if (end.isEmpty()) {
        return false;
      }
      high = end.getAsInt();
    } else {
      if (high == '\\') {
        high = peek(0);
        at++;
      }
      if (high == END) {
        return false;
      }
      high = folded(high);
    }
    int last = high;
    add(b -> low <= folded(b) && folded(b) <= last);
    return true;
  }

  /** The offset of the {@code :]} that ends a class name begun at the colon, or FAIL if none is. */
  private int className() {
    for (int i = at + 1; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == ':' && i + 1 < pattern.length() && pattern.charAt(i + 1) == ']') {
        return i;
      }
      // glibc takes z for no letter of a class name; no class has one
      if (c < 'a' || c >= 'z') {
        return FAIL;
      }
    }
    return FAIL;
  }

  /**
   * The character of a {@code [.x.]}, the offset being at the first dot; the C locale knows no
   * longer one.
   */
  private OptionalInt collatingSymbol() {
    int close = pattern.indexOf(".]", at + 1);
    if (close != at + 2) {
      return OptionalInt.empty();
    }
    int symbol = peek(1);
    at = close + 2;
    return OptionalInt.of(symbol);
  }

  private static final int UNCLOSED = -2;

  /** The offset behind the closing bracket, looked for from {@code from} on; FAIL or UNCLOSED. */
  private int skim(int from) {
    int saved = at;
    at = from;
    int found = skim();
    at = saved;
    return found;
  }

  private int skim() {
    while (true) {
      int c = peek(0);
      at++;
      if (c == END) {
        return UNCLOSED;
      } else if (c == ']') {
        return at;
      } else if (c == '\\') {
        if (peek(0) == END) {
          return FAIL;
        }
        at++;
      } else if (c == '[' && peek(0) == ':') {
        int close = className();
        at = close == FAIL ? at : close + 2;
      } else if (c == '[' && peek(0) == '=') {
        if (peek(1) == END || peek(2) != '=' || peek(3) != ']') {
          return FAIL;
        }
        at += 4;
      } else if (c == '[' && peek(0) == '.') {
        int close = pattern.indexOf(".]", at + 1);
        if (close < 0) {
          return FAIL;
        }
        at = close + 2;
      }
    }
  }

  private void add(IntPredicate members) {
    BitSet bytes = new BitSet(256);
    for (int b = 0; b < 256; b++) {
      bytes.set(b, members.test(b));
    }
    elements.add(new Element(bytes, at));
  }

  private int peek(int ahead) {
    return at + ahead < pattern.length() ? pattern.charAt(at + ahead) : END;
  }

  private int folded(int c) {
    return Steps.fold((char) c, fold);
  }

  private static boolean isLetter(int c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
