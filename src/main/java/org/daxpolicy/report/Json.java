package org.daxpolicy.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes trees of maps, lists, strings, numbers, booleans and nulls as JSON. Maps keep their order;
 * an {@link Optional} is its value or null.
 */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** The tree over several lines, indented by two spaces, with a final newline. */
  public static String pretty(Object tree) {
    return write(tree, true) + "\n";
  }

  /** The tree on one line, without newline. */
  public static String compact(Object tree) {
    return write(tree, false);
  }

  /**
   * Writes an object on one line.
   *
   * @param first its first member's name and value, the value as JSON
   */
  public static void line(
      OutputStream out, Map.Entry<String, String> first, Map<String, Object> members)
      throws IOException {
    try (JsonGenerator json =
        FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.writeStartObject();
      json.writeFieldName(first.getKey());
      json.writeRawValue(first.getValue());
      for (Map.Entry<String, Object> member : members.entrySet()) {
        json.writeFieldName(member.getKey());
        node(json, member.getValue());
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static String write(Object tree, boolean indent) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      if (indent) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        json.setPrettyPrinter(printer);
      }
      node(json, tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void node(JsonGenerator json, Object tree) throws IOException {
    if (tree instanceof String text) {
      json.writeString(text);
    } else if (tree instanceof Optional<?> optional) {
      if (optional.isPresent()) {
        node(json, optional.get());
      } else {
        json.writeNull();
      }
    } else if (tree instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        node(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (tree instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        node(json, item);
      }
      json.writeEndArray();
    } else if (tree instanceof Integer || tree instanceof Long) {
      json.writeNumber(((Number) tree).longValue());
    } else if (tree instanceof Boolean b) {
      json.writeBoolean(b);
    } else {
      json.writeString(String.valueOf(tree));
    }
  }
}
