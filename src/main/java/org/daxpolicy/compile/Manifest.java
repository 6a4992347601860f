package org.daxpolicy.compile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.SourceFile;

/**
 * {@code daxpolicy.json}: digests of what was read and written, and which rule made which line.
 *
 * @param policy the name of the policy it speaks of
 * @param digests path to sha-256 of every artifact but itself
 */
record Manifest(String policy, SortedMap<String, String> digests) {
  static final String PATH = "daxpolicy.json";

  private static final JsonFactory JSON = new JsonFactory();

  /** Makes ready what every compilation writes with. */
  static void load() {
    try (JsonGenerator json = JSON.createGenerator(new StringWriter())) {
      json.writeString(Digest.of(""));
    } catch (IOException e) {
      throw new IllegalStateException("a string takes every text", e);
    }
  }

  /** The text for a compilation. */
  static String text(
      Policy policy,
      Slug slug,
      Delivery delivery,
      Protection protection,
      Map<String, Artifacts.Artifact> files,
      List<RuleLine> lines) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      DefaultIndenter indent = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent));
      json.writeStartObject();
      json.writeNumberField("schema", 1);
      json.writeStringField("version", ToolVersion.NUMBER);
      json.writeStringField("policy", policy.name());
      json.writeStringField("slug", slug.text());
      json.writeStringField("delivery", delivery.name().toLowerCase(Locale.ROOT));
      json.writeStringField("protection", protection.chosen().name().toLowerCase(Locale.ROOT));
      sources(json, policy);
      artifacts(json, new TreeMap<>(files));
      lines(json, lines);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a string takes every text", e);
    }
    return text.append('\n').toString();
  }

  private static void sources(JsonGenerator json, Policy policy) throws IOException {
    Origins origins = new Origins(policy);
    json.writeArrayFieldStart("sources");
    for (SourceFile file : policy.files()) {
      json.writeStartObject();
      json.writeStringField("file", origins.name(file));
      json.writeStringField("sha256", Digest.of(file.text()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void artifacts(JsonGenerator json, SortedMap<String, Artifacts.Artifact> files)
      throws IOException {
    json.writeArrayFieldStart("artifacts");
    for (Map.Entry<String, Artifacts.Artifact> file : files.entrySet()) {
      json.writeStartObject();
      json.writeStringField("file", file.getKey());
      json.writeStringField("sha256", Digest.of(file.getValue().text()));
      json.writeBooleanField("executable", file.getValue().executable());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void lines(JsonGenerator json, List<RuleLine> lines) throws IOException {
    json.writeArrayFieldStart("lines");
    for (RuleLine line : lines) {
      json.writeStartObject();
      json.writeStringField("file", line.file());
      json.writeNumberField("line", line.line());
      json.writeStringField("rule", line.rule());
      json.writeStringField("source", line.source());
      json.writeNumberField("sourceLine", line.sourceLine());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What an earlier compilation wrote down; empty if {@code text} is not such a thing. */
  static Optional<Manifest> read(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      String policy = "";
      SortedMap<String, String> digests = new TreeMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("policy") && value == JsonToken.VALUE_STRING) {
          policy = json.getText();
        } else if (field.equals("artifacts") && value == JsonToken.START_ARRAY) {
          readArtifacts(json, digests);
        } else {
          json.skipChildren();
        }
      }
      return policy.isEmpty() ? Optional.empty() : Optional.of(new Manifest(policy, digests));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void readArtifacts(JsonParser json, SortedMap<String, String> digests)
      throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String file = "";
      String digest = "";
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals("file")) {
          file = json.getText();
        } else if (field.equals("sha256")) {
          digest = json.getText();
        } else {
          json.skipChildren();
        }
      }
      digests.put(file, digest);
    }
  }
}
