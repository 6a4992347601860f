package org.daxpolicy.machine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.Sysfs;

/**
 * Writes a machine as our JSON: sorted, indented, the same text for the same machine. Reading it
 * gives the same devices, attributes and facts; a trailing newline of an attribute is left out, and
 * bytes that are no UTF-8 do not survive.
 */
public final class MachineWriter {
  private final Sysfs sysfs;
  private final JsonGenerator json;

  private MachineWriter(Sysfs sysfs, JsonGenerator json) {
    this.sysfs = sysfs;
    this.json = json;
  }

  /**
   * The text of the snapshot, ending in a newline.
   *
   * @param machine what to write
   * @param source where it comes from, for people: key to text, written as {@code source}
   */
  public static String write(Machine machine, Map<String, String> source) {
    StringWriter text = new StringWriter();
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter(" ", "\n"));
    printer.indentArraysWith(new DefaultIndenter(" ", "\n"));
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeNumberField("schema", 1);
      texts(json, "source", source);
      host(json, machine.host());
      json.writeArrayFieldStart("devices");
      new MachineWriter(machine.sysfs(), json).devices("/devices", machine.records());
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory", e);
    }
    return text + "\n";
  }

  private static void host(JsonGenerator json, HostFacts host) throws IOException {
    json.writeObjectFieldStart("host");
    fact(json, "name", host.name());
    fact(json, "kernel", host.kernel());
    fact(json, "systemd", host.systemd());
    fact(json, "daxctl", host.daxctl());
    fact(json, "arch", host.architecture());
    fact(json, "virt", host.virtualization());
    fact(json, "cmdline", host.commandLine());
    texts(json, "config", host.kernelConfig());
    ids(json, "users", host.users());
    ids(json, "groups", host.groups());
    json.writeEndObject();
  }

  private static void fact(JsonGenerator json, String key, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(key, value.get());
    }
  }

  private static void texts(JsonGenerator json, String key, Map<String, String> texts)
      throws IOException {
    if (!texts.isEmpty()) {
      json.writeObjectFieldStart(key);
      for (var text : new TreeMap<>(texts).entrySet()) {
        json.writeStringField(text.getKey(), text.getValue());
      }
      json.writeEndObject();
    }
  }

  private static void ids(JsonGenerator json, String key, Map<String, Integer> ids)
      throws IOException {
    if (!ids.isEmpty()) {
      json.writeObjectFieldStart(key);
      for (var id : new TreeMap<>(ids).entrySet()) {
        json.writeNumberField(id.getKey(), id.getValue());
      }
      json.writeEndObject();
    }
  }

  /** Devices below a path: directories with a uevent file, and others that hold files. */
  private void devices(String path, Map<String, DeviceRecord> records) throws IOException {
    for (String name : sysfs.list(path)) {
      String below = path + "/" + name;
      if (sysfs.entry(below).filter(Sysfs.Entry.Directory.class::isInstance).isPresent()) {
        if (isDevice(below) || (!hasDeviceAbove(path) && holdsFiles(below))) {
          device(below, Optional.ofNullable(records.get(below)));
        }
        devices(below, records);
      }
    }
  }

  private boolean isDevice(String path) {
    return sysfs.entry(path + "/uevent").isPresent();
  }

  private boolean hasDeviceAbove(String path) {
    for (String above = path; above.length() > "/devices".length(); above = Paths.parent(above)) {
      if (isDevice(above) || holdsFiles(above)) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsFiles(String path) {
    return sysfs.list(path).stream()
        .anyMatch(
            name ->
                sysfs
                    .entry(path + "/" + name)
                    .filter(Sysfs.Entry.File.class::isInstance)
                    .isPresent());
  }

  private void device(String path, Optional<DeviceRecord> record) throws IOException {
    json.writeStartObject();
    json.writeStringField("devpath", ByteText.readable(path));
    Optional<String> subsystem = Paths.linkName(sysfs, path + "/subsystem");
    fact(json, "subsystem", subsystem);
    fact(json, "driver", Paths.linkName(sysfs, path + "/driver"));
    if (subsystem.isPresent() && ofBus(path) == Subsystems.isClass(subsystem.get())) {
      json.writeBooleanField("bus", ofBus(path));
    }
    TreeMap<String, Optional<String>> attrs = new TreeMap<>();
    TreeMap<String, String> links = new TreeMap<>();
    collect(path, "", attrs, links);
    if (!attrs.isEmpty()) {
      json.writeObjectFieldStart("attrs");
      for (var attr : attrs.entrySet()) {
        json.writeFieldName(ByteText.readable(attr.getKey()));
        if (attr.getValue().isPresent()) {
          json.writeString(ByteText.readable(withoutNewline(attr.getValue().get())));
        } else {
          json.writeNull();
        }
      }
      json.writeEndObject();
    }
    texts(json, "links", links);
    json.writeFieldName("uevent");
    Optional<String> uevent = Paths.content(sysfs, path + "/uevent");
    if (isDevice(path)) {
      json.writeString(ByteText.readable(uevent.orElse("")));
    } else {
      json.writeNull();
    }
    if (record.isPresent()) {
      record(record.get());
    }
    json.writeEndObject();
  }

  private boolean ofBus(String path) {
    return sysfs
        .entry(path + "/subsystem")
        .map(e -> e instanceof Sysfs.Entry.Link l && l.target().contains("bus/"))
        .orElse(true);
  }

  private void collect(
      String device, String group, Map<String, Optional<String>> attrs, Map<String, String> links) {
    String path = device + (group.isEmpty() ? "" : "/" + group);
    for (String name : sysfs.list(path)) {
      String key = group.isEmpty() ? name : group + "/" + name;
      boolean own = List.of("subsystem", "driver", "uevent").contains(key);
      Sysfs.Entry entry = sysfs.entry(path + "/" + name).orElse(new Sysfs.Entry.Directory());
      if (entry instanceof Sysfs.Entry.File file && !own) {
        attrs.put(key, file.content());
      } else if (entry instanceof Sysfs.Entry.Link link && !own) {
        links.put(key, link.target());
      } else if (entry instanceof Sysfs.Entry.Directory
          && !isDevice(path + "/" + name)
          && !isDeviceBelow(path + "/" + name)) {
        collect(device, key, attrs, links);
      }
    }
  }

  /** Whether a directory only leads to devices, as {@code /devices/system} does. */
  private boolean isDeviceBelow(String path) {
    return !holdsFiles(path) && sysfs.list(path).stream().anyMatch(n -> isDevice(path + "/" + n));
  }

  private void record(DeviceRecord record) throws IOException {
    json.writeObjectFieldStart("db");
    texts(json, "properties", readable(record.properties()));
    list("tags", record.tags());
    list("current_tags", record.currentTags());
    list("links", record.links());
    json.writeNumberField("link_priority", record.linkPriority());
    json.writeEndObject();
  }

  private static Map<String, String> readable(Map<String, String> bytes) {
    Map<String, String> texts = new TreeMap<>();
    bytes.forEach((key, value) -> texts.put(ByteText.readable(key), ByteText.readable(value)));
    return texts;
  }

  private void list(String key, List<String> items) throws IOException {
    if (!items.isEmpty()) {
      json.writeArrayFieldStart(key);
      for (String item : items) {
        json.writeString(ByteText.readable(item));
      }
      json.writeEndArray();
    }
  }

  private static String withoutNewline(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
