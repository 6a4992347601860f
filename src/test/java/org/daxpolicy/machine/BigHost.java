package org.daxpolicy.machine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The export of a big host, made while it is read: thousands of disks with many paths, processors,
 * terminals and memory blocks, and among them a few dax devices with all their parents.
 */
public final class BigHost extends InputStream {
  /** How it is written. */
  public enum Format {
    JSON,
    EXPORT,
    TAR
  }

  private static final int DAX_DEVICES = 64;

  private final Iterator<byte[]> chunks;
  private byte[] chunk = new byte[0];
  private int at;

  /** One device: its path, subsystem, driver, attributes and what udev knows of it. */
  private record Device(
      String path, String subsystem, String driver, List<String> attributes, List<String> udev) {}

  /**
   * An export.
   *
   * @param size at least so many bytes
   */
  public BigHost(Format format, long size) {
    this.chunks = chunks(format, size).iterator();
  }

  private static Stream<byte[]> chunks(Format format, long size) {
    Stream<Device> all =
        Stream.concat(memory(), IntStream.iterate(0, i -> i + 1).boxed().flatMap(BigHost::disk));
    long[] given = {0};
    Stream<byte[]> body =
        all.map(d -> format == Format.JSON ? json(d) : format == Format.EXPORT ? listed(d) : tar(d))
            .takeWhile(bytes -> given[0] < size)
            .peek(bytes -> given[0] += bytes.length);
    if (format == Format.JSON) {
      return Stream.concat(
          Stream.concat(Stream.of(bytes("{\"schema\": 1, \"devices\": [\n")), body),
          Stream.of(bytes("{\"devpath\": \"/devices/last\", \"subsystem\": null}]}\n")));
    }
    return format == Format.TAR ? Stream.concat(body, Stream.of(new byte[1024])) : body;
  }

  private static Stream<Device> memory() {
    Stream<Device> nodes =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    new Device(
                        "/devices/system/node/node" + i,
                        "node",
                        "",
                        List.of("cpulist=" + i, "distance=10 20"),
                        List.of()));
    Stream<Device> blocks =
        IntStream.range(0, 32768)
            .mapToObj(
                i ->
                    new Device(
                        "/devices/system/memory/memory" + i,
                        "memory",
                        "",
                        List.of(
                            "state=online",
                            "valid_zones=Normal",
                            "removable=1",
                            "phys_device=0",
                            "phys_index=" + String.format("%08x", i)),
                        List.of()));
    Stream<Device> dax =
        IntStream.range(0, DAX_DEVICES)
            .boxed()
            .flatMap(
                i ->
                    Stream.of(
                        new Device(
                            "/devices/platform/hmem." + i,
                            "platform",
                            "hmem",
                            List.of("modalias=platform:hmem", "dax_region/id=" + i),
                            List.of()),
                        new Device(
                            "/devices/platform/hmem." + i + "/dax" + i + ".0",
                            "dax",
                            "kmem",
                            List.of("size=1073741824", "target_node=1", "modalias=dax:t0"),
                            List.of("G:systemd", "E:SYSTEMD_WANTS=x@" + i + ".service"))));
    return Stream.of(nodes, blocks, dax).flatMap(s -> s);
  }

  /** A disk with what hangs on it, on a controller of its own. */
  private static Stream<Device> disk(int number) {
    String host =
        String.format(
            "/devices/pci0000:%02x/0000:%02x:00.0/host%d", number % 256, number % 256, number);
    String target = host + "/target" + number + ":0:0/" + number + ":0:0:0";
    List<String> properties =
        IntStream.range(0, 24)
            .mapToObj(
                i -> "E:ID_PROPERTY_" + i + "=a value of disk " + number + " that is not short")
            .toList();
    return Stream.of(
        new Device(host, "scsi", "", List.of("uevent_x=" + number), properties.subList(0, 2)),
        new Device(target, "scsi", "sd", attributes(number, 12), properties.subList(0, 4)),
        new Device(target + "/block/sd" + number, "block", "", attributes(number, 30), properties),
        new Device(
            target + "/block/sd" + number + "/sd" + number + "1",
            "block",
            "",
            attributes(number, 16),
            properties));
  }

  private static List<String> attributes(int number, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "attribute_" + i + "=" + number * 31L * (i + 1))
        .toList();
  }

  private static byte[] json(Device d) {
    String attributes =
        d.attributes().stream()
            .map(a -> "\"" + a.replaceFirst("=", "\": \"") + "\"")
            .collect(Collectors.joining(", "));
    String properties =
        d.udev().stream()
            .filter(u -> u.startsWith("E:"))
            .map(u -> "\"" + u.substring(2).replaceFirst("=", "\": \"") + "\"")
            .collect(Collectors.joining(", "));
    return bytes(
        "{\"devpath\": \""
            + d.path()
            + "\", \"subsystem\": \""
            + d.subsystem()
            + (d.driver().isEmpty() ? "" : "\", \"driver\": \"" + d.driver())
            + "\", \"attrs\": {"
            + attributes
            + "}, \"uevent\": {}, \"db\": {\"properties\": {"
            + properties
            + "}}},\n");
  }

  private static byte[] listed(Device d) {
    StringBuilder text = new StringBuilder("P: " + d.path() + "\nU: " + d.subsystem() + "\n");
    if (!d.driver().isEmpty()) {
      text.append("V: ").append(d.driver()).append('\n');
    }
    text.append("E: DEVPATH=").append(d.path()).append("\nE: SUBSYSTEM=");
    text.append(d.subsystem()).append('\n');
    d.attributes().forEach(a -> text.append("A: ").append(a).append('\n'));
    d.udev().forEach(u -> text.append(u.replaceFirst(":", ": ")).append('\n'));
    return bytes(text.append('\n').toString());
  }

  private static byte[] tar(Device d) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String path = "sys" + d.path() + "/";
    long up = d.path().chars().filter(c -> c == '/').count();
    out.writeBytes(TarMaker.member(path + "uevent", '0', "", new byte[0]));
    out.writeBytes(
        TarMaker.member(
            path + "subsystem", '2', "../".repeat((int) up) + "bus/" + d.subsystem(), new byte[0]));
    for (String attribute : d.attributes()) {
      int equals = attribute.indexOf('=');
      out.writeBytes(
          TarMaker.member(
              path + attribute.substring(0, equals),
              '0',
              "",
              bytes(attribute.substring(equals + 1) + "\n")));
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int count) {
    while (at == chunk.length) {
      if (!chunks.hasNext()) {
        return -1;
      }
      chunk = chunks.next();
      at = 0;
    }
    int got = Math.min(count, chunk.length - at);
    System.arraycopy(chunk, at, to, offset, got);
    at += got;
    return got;
  }

  /** Reads one and says what is left of it: {@code FORMAT MEBIBYTES}. */
  public static void main(String[] args) throws IOException {
    Format format = Format.valueOf(args[0]);
    long size = Long.parseLong(args[1]) << 20;
    long start = System.nanoTime();
    var read = SnapshotReader.read(new BigHost(format, size), "big");
    if (read.value().isEmpty()) {
      throw new AssertionError(read.diagnostics().get(0).headline());
    }
    Machine machine = read.value().get();
    long milliseconds = (System.nanoTime() - start) / 1_000_000;
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long held = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    System.out.printf(
        "%-6s %d MiB in %d ms; %d dax devices, %d memory blocks, %d MiB held%n",
        format,
        size >> 20,
        milliseconds,
        machine.daxDevices().size(),
        machine.sysfs().list("/devices/system/memory").size(),
        held);
    if (machine.daxDevices().size() != DAX_DEVICES) {
      throw new AssertionError(machine.daxDevices().size() + " dax devices");
    }
  }
}
