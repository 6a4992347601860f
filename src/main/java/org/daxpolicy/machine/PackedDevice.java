package org.daxpolicy.machine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.udev.DeviceTree;

/**
 * What rules commonly ask of parents, of a device that may turn out to be one, in few bytes. Its
 * path is kept beside.
 */
record PackedDevice(byte[] bytes) {
  /** An attribute that cannot be read. */
  private static final int UNREADABLE = -1;

  static PackedDevice of(DeviceTree.Device device) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      text(out, device.subsystem().orElse(""));
      out.writeBoolean(device.bus());
      text(out, device.driver().orElse(""));
      out.writeBoolean(device.uevent().isPresent());
      texts(out, device.uevent().orElse(Map.of()));
      Map<String, String> links = new LinkedHashMap<>();
      Map<String, Optional<String>> attrs = new LinkedHashMap<>();
      boolean whole = Relevance.isWholeAsParent(device.subsystem().orElse(""));
      device
          .links()
          .forEach((name, to) -> keep(whole || Relevance.isOfParents(name), name, to, links));
      device
          .attrs()
          .forEach((name, to) -> keep(whole || Relevance.isOfParents(name), name, to, attrs));
      texts(out, links);
      out.writeInt(attrs.size());
      for (Map.Entry<String, Optional<String>> attr : attrs.entrySet()) {
        text(out, attr.getKey());
        if (attr.getValue().isPresent()) {
          text(out, attr.getValue().get());
        } else {
          out.writeInt(UNREADABLE);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PackedDevice(bytes.toByteArray());
  }

  private static <T> void keep(boolean wanted, String name, T value, Map<String, T> kept) {
    if (wanted) {
      kept.put(name, value);
    }
  }

  DeviceTree.Device unpack(String path) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Optional<String> subsystem = word(in);
      boolean bus = in.readBoolean();
      Optional<String> driver = word(in);
      boolean isDevice = in.readBoolean();
      Map<String, String> uevent = texts(in);
      Map<String, String> links = texts(in);
      Map<String, Optional<String>> attrs = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        attrs.put(text(in).orElse(""), text(in));
      }
      return new DeviceTree.Device(
          path,
          subsystem,
          bus,
          driver,
          attrs,
          links,
          isDevice ? Optional.of(uevent) : Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void texts(DataOutputStream out, Map<String, String> texts) throws IOException {
    out.writeInt(texts.size());
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      text(out, entry.getKey());
      text(out, entry.getValue());
    }
  }

  private static Map<String, String> texts(DataInputStream in) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.put(text(in).orElse(""), text(in).orElse(""));
    }
    return texts;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static Optional<String> text(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length == UNREADABLE
        ? Optional.empty()
        : Optional.of(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
  }

  private static Optional<String> word(DataInputStream in) throws IOException {
    return text(in).filter(word -> !word.isEmpty());
  }
}
