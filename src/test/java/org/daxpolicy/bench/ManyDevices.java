package org.daxpolicy.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import org.daxpolicy.machine.HostCapture;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.SnapshotReader;
import org.daxpolicy.simulate.Given;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.simulate.Simulation;
import org.daxpolicy.simulate.Simulator;

/**
 * Times the simulation of a host with 64 dax devices under the rules of the host it runs on and one
 * that races, the first time in a JVM and once it is warm. Run by {@code mvn -Pbench verify}; it
 * judges nothing.
 */
final class ManyDevices {
  private static final int DEVICES = 64;
  private static final long SIZE = 16L << 30;

  private ManyDevices() {}

  /** {@code [ROOT]}: the root directory whose rules count besides. */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args.length > 0 ? args[0] : "/");
    Installed installed =
        (Files.isDirectory(root) ? new Installed(HostCapture.files(root)) : Installed.NOTHING)
            .plus(racing());
    byte[] json = json().getBytes(StandardCharsets.UTF_8);
    Machine machine =
        SnapshotReader.read(new ByteArrayInputStream(json), "many").value().orElseThrow();
    for (String when : new String[] {"first", "second", "third"}) {
      long start = System.nanoTime();
      Simulation simulation = Simulator.run(machine, installed, Given.NOTHING);
      System.out.printf(
          Locale.ROOT,
          "%d devices, %d rules files, %s time: %d ms%n",
          simulation.devices().size(),
          installed.rules().size(),
          when,
          (System.nanoTime() - start) / 1_000_000);
    }
  }

  private static Installed racing() {
    TreeMap<String, String> rules = new TreeMap<>();
    rules.put(
        "95-bench.rules",
        "SUBSYSTEM==\"dax\", ACTION==\"bind\", ENV{DRIVER}==\"kmem\","
            + " RUN+=\"/usr/bin/daxctl reconfigure-device -m devdax -f %k\"\n");
    return new Installed(rules, new TreeMap<>(), new TreeMap<>(), "");
  }

  private static String json() {
    StringBuilder json = new StringBuilder();
    json.append("{\"schema\": 1, \"host\": {\"kernel\": \"6.12.1\", \"systemd\": \"257\",")
        .append(" \"daxctl\": \"81\", \"cmdline\": \"memhp_default_state=online\"},")
        .append(" \"devices\": [{\"devpath\": \"/devices/system/memory\",")
        .append(" \"subsystem\": \"memory\", \"attrs\": {\"block_size_bytes\": \"8000000\"}}");
    for (int i = 0; i < DEVICES; i++) {
      long start = (4L << 30) + i * SIZE;
      json.append(
          String.format(
              Locale.ROOT,
              ", {\"devpath\": \"/devices/platform/hmem.%1$d\", \"subsystem\": \"platform\","
                  + " \"driver\": \"hmem\", \"attrs\": {\"dax_region/id\": \"%1$d\","
                  + " \"dax_region/size\": \"%2$d\", \"dax_region/align\": \"2097152\"}},"
                  + " {\"devpath\": \"/devices/platform/hmem.%1$d/dax%1$d.0\","
                  + " \"subsystem\": \"dax\", \"driver\": \"kmem\", \"attrs\": {\"size\": \"%2$d\","
                  + " \"align\": \"2097152\", \"target_node\": \"%3$d\", \"resource\": \"0x%4$x\"},"
                  + " \"uevent\": {\"DEVNAME\": \"dax%1$d.0\", \"MODALIAS\": \"dax:t0\"}}",
              i,
              SIZE,
              1 + i / 8,
              start));
    }
    return json.append("]}\n").toString();
  }
}
