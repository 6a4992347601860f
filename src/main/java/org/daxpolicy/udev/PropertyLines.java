package org.daxpolicy.udev;

import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code KEY=value} lines that programs print and files hold for IMPORT. */
final class PropertyLines {
  private PropertyLines() {}

  /** The properties in order; a value of "" asks for an empty one. */
  static Map<String, String> parse(String text) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String line : text.split("[\n\r\0]", -1)) {
      int equals = line.indexOf('=');
      String trimmed = ByteText.trim(line);
      if (equals < 0 || trimmed.startsWith("#")) {
        continue;
      }
      String key = ByteText.trim(line.substring(0, equals));
      String value = ByteText.trim(line.substring(equals + 1));
      if (key.isEmpty() || value.isEmpty()) {
        continue;
      }
      char first = value.charAt(0);
      if (first == '"' || first == '\'') {
        if (value.length() < 2 || value.charAt(value.length() - 1) != first) {
          continue;
        }
        value = value.substring(1, value.length() - 1);
      }
      properties.put(key, value);
    }
    return properties;
  }
}
