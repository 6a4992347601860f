package org.daxpolicy.machine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.Locale;
import org.daxpolicy.text.Code;

/**
 * This project's own notation: an object with {@code "schema": 1}, {@code host} and {@code
 * devices}, or just an array of devices. Read as a stream, member by member; unknown members are
 * ignored.
 */
final class JsonFormat implements SnapshotFormat {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final long LIMIT = 256L << 20;

  @Override
  public boolean holds(Snapshot snapshot) {
    String text = snapshot.headText().stripLeading();
    return text.indexOf('\0') < 0 && (text.startsWith("{") || text.startsWith("["));
  }

  @Override
  public void read(Snapshot snapshot, Assembly assembly, Findings findings) throws IOException {
    snapshot.limit(LIMIT);
    try (JsonParser parser = FACTORY.createParser(snapshot)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      try {
        new Document(new JsonCursor(parser, assembly, findings), assembly, findings).read();
      } catch (JsonEOFException e) {
        endsEarly(e, parser.getParsingContext(), findings);
      } catch (JsonProcessingException e) {
        malformed(e, findings);
      }
    }
  }

  private static final class Document {
    private final JsonCursor json;
    private final Assembly assembly;
    private final Findings findings;
    private final JsonDevices devices;
    private boolean hasSchema;
    private boolean hasDevices;

    Document(JsonCursor json, Assembly assembly, Findings findings) {
      this.json = json;
      this.assembly = assembly;
      this.findings = findings;
      this.devices = new JsonDevices(json, assembly, findings);
    }

    void read() throws IOException {
      json.advance();
      if (json.isAt(JsonToken.START_ARRAY)) {
        devices.read();
      } else {
        long start = json.start();
        json.members("a snapshot", this::member);
        lacking(start);
      }
      if (!findings.areEnough() && json.advance().isPresent()) {
        findings.at(
            Code.SNAPSHOT_JSON,
            json.start(),
            json.end(),
            "something follows the end of the snapshot, expected nothing");
      }
    }

    private void member(String key) throws IOException {
      if (findings.areEnough()) {
        json.skip();
        return;
      }
      switch (key) {
        case "schema" -> schema();
        case "host" -> assembly.host(new JsonHost(json).read());
        case "devices" -> {
          hasDevices = true;
          devices.read();
        }
        default -> json.skip();
      }
    }

    private void schema() throws IOException {
      hasSchema = true;
      long start = json.start();
      long end = json.end();
      json.integer("`schema`")
          .filter(number -> number != 1)
          .ifPresent(
              number ->
                  findings.at(
                      Code.SNAPSHOT_SCHEMA,
                      start,
                      end,
                      "schema " + number + " is not known, expected 1",
                      "convert the snapshot, or use the release of daxpolicy it was made for"));
    }

    private void lacking(long start) {
      if (!hasSchema) {
        findings.at(
            Code.SNAPSHOT_SCHEMA,
            start,
            start + 1,
            "the snapshot has no `schema`, expected `\"schema\": 1`",
            "is this a machine snapshot? if so, begin it with `\"schema\": 1`");
      } else if (!hasDevices) {
        findings.at(
            Code.SNAPSHOT_MISSING,
            start,
            start + 1,
            "the snapshot has no `devices`",
            "add `\"devices\": [ … ]`, one object a device");
      }
    }
  }

  private static void endsEarly(JsonEOFException e, JsonStreamContext context, Findings findings) {
    long at = offset(e.getLocation());
    String inside = context.inObject() ? "an object" : context.inArray() ? "an array" : "a value";
    String expected = context.inObject() ? "`}`" : context.inArray() ? "`]`" : "a value";
    findings.at(
        Code.SNAPSHOT_JSON,
        at,
        at,
        "the snapshot ends in the middle of " + inside + ", expected " + expected,
        "the file looks cut off; take or copy the snapshot again");
  }

  private static void malformed(JsonProcessingException e, Findings findings) {
    long at = offset(e.getLocation());
    String message = e.getOriginalMessage();
    String reason = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    findings.at(Code.SNAPSHOT_JSON, at, at + 1, "the snapshot is not JSON: " + reason);
  }

  private static long offset(JsonLocation location) {
    return location == null ? 0 : Math.max(0, location.getByteOffset());
  }
}
