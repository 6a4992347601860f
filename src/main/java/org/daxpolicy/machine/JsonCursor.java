package org.daxpolicy.machine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.udev.ByteText;

/**
 * Walks through JSON and says where a value is not of the type it should be. Texts come out as byte
 * strings: lone low surrogates U+DC80 to U+DCFF stand for bytes that are not UTF-8.
 */
final class JsonCursor {
  /** Reads one member's value, on whose first token the cursor stands. */
  interface Member {
    void read(String key) throws IOException;
  }

  private static final int LONGEST_SHOWN = 80;

  private final JsonParser parser;
  private final Assembly assembly;
  private final Findings findings;

  JsonCursor(JsonParser parser, Assembly assembly, Findings findings) {
    this.parser = parser;
    this.assembly = assembly;
    this.findings = findings;
  }

  /** Goes to the next token; none at the end. */
  Optional<JsonToken> advance() throws IOException {
    return Optional.ofNullable(parser.nextToken());
  }

  boolean isAt(JsonToken token) {
    return parser.currentToken() == token;
  }

  /** Where the current token begins, as a byte offset. */
  long start() {
    return Math.max(0, parser.currentTokenLocation().getByteOffset());
  }

  /** Where the current token ends. */
  long end() throws IOException {
    if (!parser.currentToken().isScalarValue()) {
      return start() + 1;
    }
    parser.finishToken();
    return Math.max(start(), parser.currentLocation().getByteOffset());
  }

  /** The line of the current token. */
  int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  /** Skips the current value. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  /** Reads the members of an object. */
  void members(String what, Member member) throws IOException {
    if (!isAt(JsonToken.START_OBJECT)) {
      wrong(what, "an object");
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = assembly.share(bytes(parser.currentName()));
      parser.nextToken();
      member.read(key);
    }
  }

  /** A string, number or boolean as text; null and values of other types are none. */
  Optional<String> scalar(String what) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        return Optional.of(assembly.share(bytes(parser.getText())));
      }
      case VALUE_TRUE -> {
        return Optional.of("1");
      }
      case VALUE_FALSE -> {
        return Optional.of("0");
      }
      case VALUE_NULL -> {
        return Optional.empty();
      }
      default -> {
        wrong(what, "a string");
        return Optional.empty();
      }
    }
  }

  /** A whole number of 32 bits, also one written as a string; none if it is not one. */
  Optional<Integer> integer(String what) throws IOException {
    if (isAt(JsonToken.VALUE_NUMBER_INT) || isAt(JsonToken.VALUE_STRING)) {
      try {
        return Optional.of(Integer.valueOf(parser.getText().strip()));
      } catch (NumberFormatException e) {
        wrong(what, "a whole number");
        return Optional.empty();
      }
    }
    wrong(what, "a whole number");
    return Optional.empty();
  }

  /** An object of texts; null is an empty one, members that are null are left out. */
  Map<String, String> texts(String what) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    if (!isAt(JsonToken.VALUE_NULL)) {
      members(what, key -> scalar(quoted(key)).ifPresent(v -> texts.put(key, v)));
    }
    return texts;
  }

  /** An array of texts, or one text of words between blanks. */
  List<String> words(String what) throws IOException {
    List<String> words = new ArrayList<>();
    if (isAt(JsonToken.START_ARRAY)) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        scalar(what).ifPresent(words::add);
      }
    } else {
      scalar(what).stream()
          .flatMap(t -> List.of(t.trim().split("\\s+")).stream())
          .filter(w -> !w.isEmpty())
          .forEach(words::add);
    }
    return words;
  }

  /** An array of texts, each as it is; members that are null are left out. */
  List<String> list(String what) throws IOException {
    List<String> texts = new ArrayList<>();
    if (!isAt(JsonToken.START_ARRAY)) {
      if (!isAt(JsonToken.VALUE_NULL)) {
        wrong(what, "an array");
      }
      return texts;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      scalar(what).ifPresent(texts::add);
    }
    return texts;
  }

  /** Reports a member's name that cannot be one, and skips its value. */
  void badName(String name, String kind, String expected) throws IOException {
    findings.at(
        Code.SNAPSHOT_NAME,
        start(),
        end(),
        "`" + shown(name) + "` is no name of " + kind + ", expected " + expected);
    skip();
  }

  /** Bytes as they are shown in findings: readable, and not too long. */
  static String shown(String bytes) {
    String readable = ByteText.readable(bytes);
    return readable.length() > LONGEST_SHOWN
        ? readable.substring(0, LONGEST_SHOWN) + "…"
        : readable;
  }

  /** Reports the current value as one of the wrong type, and skips it. */
  void wrong(String what, String expected) throws IOException {
    findings.at(
        Code.SNAPSHOT_TYPE, start(), end(), what + " is " + found() + ", expected " + expected);
    parser.skipChildren();
  }

  private String found() {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      default -> "null";
    };
  }

  static String quoted(String key) {
    return "`" + ByteText.readable(key) + "`";
  }

  private static String bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return wideBytes(text);
      }
    }
    return text;
  }

  private static String wideBytes(String text) {
    StringBuilder bytes = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c >= 0xdc80 && c <= 0xdcff) {
                bytes.append((char) (c - 0xdc00));
              } else {
                bytes.append(ByteText.of(Character.toString(c)));
              }
            });
    return bytes.toString();
  }
}
