package org.daxpolicy.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.daxpolicy.Corpus;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, reading them ends in a machine or in findings. */
class DamagedSnapshotTest {
  private static final int ROUNDS = 2000;

  private static List<byte[]> seeds() throws IOException {
    Path machines = Corpus.ROOT.resolve("machine");
    Path json = machines.resolve("6.12-cxl-ram-and-pmem.json");
    Machine machine = SnapshotReader.read(json, "m").value().orElseThrow();
    return List.of(
        Files.readAllBytes(json),
        Files.readAllBytes(machines.resolve("formats/export-db.txt")),
        Files.readAllBytes(machines.resolve("formats/umockdev.txt")),
        TarMaker.pack(TarMaker.Dialect.PAX, "sys", MachineWriterTest.content(machine.sysfs()), 0),
        TarMaker.pack(TarMaker.Dialect.GNU, "sys", MachineWriterTest.content(machine.sysfs()), 0));
  }

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 3 -> {
          int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
          byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - at));
          System.arraycopy(bytes, end, shorter, at, bytes.length - end);
          bytes = shorter.length == 0 ? new byte[1] : shorter;
        }
        default -> {
          byte[] twice = Arrays.copyOf(bytes, bytes.length + (bytes.length - at));
          System.arraycopy(bytes, at, twice, bytes.length, bytes.length - at);
          bytes = twice;
        }
      }
    }
    return bytes;
  }

  @Test
  void mutatedSnapshotsNeverThrow() throws IOException {
    int failed = 0;
    for (byte[] seed : seeds()) {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] bytes = mutated(seed, new Random(round));
        try {
          failed += use(bytes) ? 0 : 1;
        } catch (RuntimeException | StackOverflowError e) {
          throw new AssertionError("seed of " + seed.length + " bytes, round " + round, e);
        }
      }
    }
    assertTrue(failed > ROUNDS, "only " + failed + " mutations were found to be wrong");
  }

  private static boolean use(byte[] bytes) throws IOException {
    Result<Machine> result = SnapshotReader.read(new ByteArrayInputStream(bytes), "m");
    assertEquals(result.value().isEmpty(), result.hasErrors());
    for (Diagnostic d : result.diagnostics()) {
      d.primary().ifPresent(l -> l.file().position(l.span().end()));
      assertFalse(d.headline().isEmpty());
    }
    if (result.value().isPresent()) {
      Machine machine = result.value().get();
      MachineWriter.write(machine);
      for (String devpath : machine.daxDevices()) {
        for (Attribute attribute : Catalogue.all()) {
          DeviceFacts.of(machine, devpath).printed(attribute);
        }
      }
    }
    return result.value().isPresent();
  }

  @Test
  void deepAndWildInputEndsInAFinding() throws IOException {
    List<String> wild = new ArrayList<>();
    wild.add("[".repeat(100_000));
    wild.add("{\"a\":".repeat(100_000));
    wild.add("[{\"devpath\": \"" + "/a".repeat(5000) + "\"}]");
    wild.add("[{\"devpath\": \"/a\", \"attrs\": {\"" + "a/".repeat(5000) + "b\": 1}}]");
    wild.add("[" + "{},".repeat(1000) + "{}]");
    wild.add("P: /a\n" + "E\n".repeat(1000));
    wild.add("P: /" + "x".repeat(2 << 20));
    wild.add("[{\"devpath\": 1e999999999, \"attrs\": " + "9".repeat(5000) + "}]");
    for (String text : wild) {
      Result<Machine> result =
          SnapshotReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "m");
      assertTrue(result.hasErrors(), text.substring(0, 20));
      assertTrue(result.diagnostics().size() <= Findings.MOST, text.substring(0, 20));
    }
  }

  /** A snapshot of this many bytes that is never in memory as a whole. */
  private static final class Large extends InputStream {
    private final long size;
    private final String end;
    private byte[] chunk = "{\"schema\": 1,\n\"devices\": [\n".getBytes(StandardCharsets.UTF_8);
    private int at;
    private long given;
    private int number;
    private boolean last;

    Large(long size, String end) {
      this.size = size;
      this.end = end;
    }

    @Override
    public int read() {
      if (at == chunk.length) {
        if (last) {
          return -1;
        }
        at = 0;
        last = given > size;
        String text =
            last
                ? end
                : "{\"devpath\": \"/devices/pci/a"
                    + number++
                    + "\", \"subsystem\": \"pci\", \"note\": \""
                    + "some words that nobody reads ".repeat(40)
                    + "\",\n \"attrs\": {\"vendor\": \"0x8086\"}, \"uevent\": {}},\n";
        chunk = text.getBytes(StandardCharsets.UTF_8);
      }
      given++;
      return chunk[at++] & 0xff;
    }
  }

  @Test
  void aFindingAtTheEndOfALargeSnapshotHasItsLine() throws IOException {
    Large in = new Large(8 << 20, "{\"devpath\": \"/devices/dax0.0\",\n \"attrs\": 3}]}\n");
    List<Diagnostic> found = SnapshotReader.read(in, "m").diagnostics();
    assertEquals(1, found.size());
    Diagnostic d = found.get(0);
    assertEquals("`attrs` is a number, expected an object", d.headline());
    var label = d.primary().orElseThrow();
    assertEquals(
        " \"attrs\": 3}]}", label.file().lineText(label.file().line(label.span().start())));
    assertEquals("3", label.file().text(label.span()));
    assertTrue(label.file().text().length() < 100_000);
    // two lines in front, two a device
    assertEquals(2 + 2 * in.number + 2, label.file().line(label.span().start()));
  }

  @Test
  void sixtyFourMebibytesAreRead() throws IOException {
    InputStream in =
        new Large(64 << 20, "{\"devpath\": \"/devices/dax0.0\", \"subsystem\": \"dax\"}]}\n");
    Machine machine = SnapshotReader.read(in, "m").value().orElseThrow();
    assertEquals(List.of("/devices/dax0.0"), machine.daxDevices());
  }
}
