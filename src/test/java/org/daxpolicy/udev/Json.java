package org.daxpolicy.udev;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON of the corpora into maps, lists and plain values. */
final class Json {
  private Json() {}

  static @Nullable Object read(String text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      return value(parser);
    } catch (IOException e) {
      throw new AssertionError("corpus is not JSON: " + e.getMessage(), e);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          map.put(key, value(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> parser.getIntValue();
      default -> parser.getText();
    };
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Object> array(@Nullable Object value) {
    return value == null ? List.of() : (List<Object>) value;
  }

  /** A string of the corpus as bytes: lone low surrogates stand for bytes that are not UTF-8. */
  static String bytes(@Nullable Object value) {
    String text = value == null ? "" : (String) value;
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

  static Map<String, String> strings(@Nullable Object value) {
    Map<String, String> strings = new LinkedHashMap<>();
    object(value).forEach((k, v) -> strings.put(bytes(k), bytes(v)));
    return strings;
  }
}
