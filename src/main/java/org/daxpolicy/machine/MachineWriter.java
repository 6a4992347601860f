package org.daxpolicy.machine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.DeviceTree;

/**
 * Writes a machine in this project's JSON, sorted by path. What is written reads back as a machine
 * with the same tree but for permission bits, the same records and the same host.
 */
public final class MachineWriter {
  /** Lone surrogates exist only escaped. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final JsonGenerator json;

  private MachineWriter(JsonGenerator json) {
    this.json = json;
  }

  /** The snapshot as JSON text with a final newline. */
  public static String write(Machine machine) {
    StringWriter out = new StringWriter();
    try {
      write(machine, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /**
   * Writes the snapshot as JSON with a final newline.
   *
   * @throws IOException if writing fails
   */
  public static void write(Machine machine, Writer out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    json.setPrettyPrinter(printer);
    new MachineWriter(json).machine(machine);
    json.close();
    out.append('\n').flush();
  }

  private void machine(Machine machine) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schema", 1);
    host(machine.host());
    json.writeArrayFieldStart("devices");
    for (DeviceTree.Device device : new DeviceListing(machine.sysfs()).devices()) {
      device(device, Optional.ofNullable(machine.records().get(device.devpath())));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void host(HostFacts host) throws IOException {
    json.writeObjectFieldStart("host");
    text("name", host.name());
    text("kernel", host.kernel());
    text("systemd", host.systemd());
    text("daxctl", host.daxctl());
    text("arch", host.architecture());
    text("virt", host.virtualization());
    text("cmdline", host.commandLine());
    texts("config", host.kernelConfig());
    numbers("users", host.users());
    numbers("groups", host.groups());
    texts("versions", host.versions());
    SortedMap<String, String> modules = new TreeMap<>();
    host.modules().forEach((name, state) -> modules.put(name, state.word()));
    texts("modules", modules);
    files(host.files().entries());
    list("unread", host.unread());
    json.writeEndObject();
  }

  private void files(SortedMap<String, HostTree.Entry> files) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("files");
    for (Map.Entry<String, HostTree.Entry> file : files.entrySet()) {
      json.writeFieldName(text(file.getKey()));
      if (file.getValue() instanceof HostTree.Entry.Link link) {
        json.writeStartObject();
        json.writeStringField("link", text(link.target()));
        text("text", link.text());
        json.writeEndObject();
      } else {
        value(((HostTree.Entry.File) file.getValue()).text());
      }
    }
    json.writeEndObject();
  }

  private void value(Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeString(text(value.get()));
    } else {
      json.writeNull();
    }
  }

  private void device(DeviceTree.Device device, Optional<DeviceRecord> record) throws IOException {
    json.writeStartObject();
    json.writeStringField("devpath", text(device.devpath()));
    if (device.subsystem().isPresent()) {
      text("subsystem", device.subsystem());
      if (device.bus() == Subsystems.isClass(device.subsystem().get())) {
        json.writeBooleanField("bus", device.bus());
      }
    } else {
      json.writeNullField("subsystem");
    }
    text("driver", device.driver());
    if (!device.attrs().isEmpty()) {
      json.writeObjectFieldStart("attrs");
      for (Map.Entry<String, Optional<String>> attr : device.attrs().entrySet()) {
        json.writeFieldName(text(attr.getKey()));
        value(attr.getValue());
      }
      json.writeEndObject();
    }
    texts("links", device.links());
    uevent(device.uevent());
    if (record.isPresent()) {
      record(record.get());
    }
    json.writeEndObject();
  }

  private void uevent(Optional<Map<String, String>> uevent) throws IOException {
    if (uevent.isEmpty()) {
      json.writeNullField("uevent");
      return;
    }
    json.writeObjectFieldStart("uevent");
    for (Map.Entry<String, String> variable : uevent.get().entrySet()) {
      json.writeStringField(text(variable.getKey()), text(variable.getValue()));
    }
    json.writeEndObject();
  }

  private void record(DeviceRecord record) throws IOException {
    json.writeObjectFieldStart("db");
    texts("properties", new TreeMap<>(record.properties()));
    list("tags", record.tags());
    list("current_tags", record.currentTags());
    list("links", record.links());
    if (record.linkPriority() != 0) {
      json.writeNumberField("link_priority", record.linkPriority());
    }
    json.writeEndObject();
  }

  private void text(String key, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(key, text(value.get()));
    }
  }

  private void texts(String key, Map<String, String> texts) throws IOException {
    if (!texts.isEmpty()) {
      json.writeObjectFieldStart(key);
      for (Map.Entry<String, String> entry : texts.entrySet()) {
        json.writeStringField(text(entry.getKey()), text(entry.getValue()));
      }
      json.writeEndObject();
    }
  }

  private void numbers(String key, Map<String, Integer> numbers) throws IOException {
    if (!numbers.isEmpty()) {
      json.writeObjectFieldStart(key);
      for (Map.Entry<String, Integer> entry : new TreeMap<>(numbers).entrySet()) {
        json.writeNumberField(text(entry.getKey()), entry.getValue());
      }
      json.writeEndObject();
    }
  }

  private void list(String key, List<String> texts) throws IOException {
    if (!texts.isEmpty()) {
      json.writeArrayFieldStart(key);
      for (String text : texts) {
        json.writeString(text(text));
      }
      json.writeEndArray();
    }
  }

  /** A byte string as text; bytes that are not UTF-8 become lone low surrogates. */
  private static String text(String bytes) {
    byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      StringBuilder text = new StringBuilder();
      for (byte b : raw) {
        text.append(b >= 0 ? (char) b : (char) (0xdc00 + (b & 0xff)));
      }
      return text.toString();
    }
  }
}
