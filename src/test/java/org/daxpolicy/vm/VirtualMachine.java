package org.daxpolicy.vm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A machine that QEMU emulates: two CPUs, 2 GiB of ordinary memory, and memory that dax devices are
 * made of. It boots a real kernel with the real systemd, udev and daxctl of one Debian suite.
 */
final class VirtualMachine {
  /** Long enough for software emulation on a busy host. */
  private static final int SECONDS = 300;

  private static final long DISK = 64L << 20;
  private static final String SOFT_RESERVED = "memmap=1G%4G-1+0xefffffff memmap=1G%5G-1+0xefffffff";

  private static final long NVDIMM = 1L << 30;

  /** What dax devices are made of. */
  sealed interface Memory {
    /**
     * Two ranges of 1 GiB on nodes of their own that the kernel is told are soft reserved ({@code
     * memmap=…+0xefffffff}).
     */
    record SoftReserved() implements Memory {}

    /**
     * An NVDIMM of 1 GiB that firmware tells of in an NFIT.
     *
     * @param content the file that holds what is on it
     * @param kept whether what the guest writes stays there
     */
    record Nvdimm(Path content, boolean kept) implements Memory {}
  }

  private final Images images;
  private final String suite;
  private final Memory dax;

  VirtualMachine(Images images, String suite, Memory dax) {
    this.images = images;
    this.suite = suite;
    this.dax = dax;
  }

  /**
   * Boots once and waits for the end.
   *
   * @param overlay what to lay over the root file system
   * @param parameters more of the kernel command line
   * @param work a directory for this boot; afterwards {@code guest} in it holds what the guest
   *     handed over and {@code console.log} what it printed
   * @return the directory with what the guest handed over
   * @throws IOException if the guest handed over nothing; the message holds the console's last
   *     lines
   */
  Path boot(Initramfs overlay, String parameters, Path work) throws IOException {
    Files.createDirectories(work);
    Path initrd = work.resolve("initrd");
    try (OutputStream out = Files.newOutputStream(initrd)) {
      for (Path archive : images.archives(suite)) {
        Files.copy(archive, out);
      }
      out.write(overlay.bytes());
    }
    Path disk = work.resolve("disk");
    Files.write(disk, new byte[0]);
    try (var channel = Files.newByteChannel(disk, StandardOpenOption.WRITE)) {
      channel.position(DISK - 1).write(java.nio.ByteBuffer.allocate(1));
    }
    run(command(initrd, disk, parameters, work), work);
    Files.delete(initrd);
    Path guest = work.resolve("guest");
    Files.createDirectories(guest);
    run(List.of("tar", "-C", guest.toString(), "-xf", disk.toString()), work);
    Files.delete(disk);
    if (!Files.exists(guest.resolve("snapshot.tar"))) {
      throw new IOException("the guest handed over no snapshot:\n" + tail(work));
    }
    return guest;
  }

  private List<String> command(Path initrd, Path disk, String parameters, Path work) {
    Path host = images.host();
    Path libraries = host.resolve("usr/lib/x86_64-linux-gnu");
    List<String> command = new ArrayList<>();
    command.add(host.resolve("usr/lib64/ld-linux-x86-64.so.2").toString());
    command.addAll(List.of("--library-path", libraries.toString()));
    command.add(host.resolve("usr/bin/qemu-system-x86_64").toString());
    for (String data : List.of("usr/share/qemu", "usr/share/seabios")) {
      command.addAll(List.of("-L", host.resolve(data).toString()));
    }
    command.addAll(List.of("-accel", "tcg,thread=multi", "-cpu", "max,la57=off,cx16=off"));
    command.addAll(memory(dax));
    command.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"));
    command.addAll(List.of("-kernel", images.kernel(suite).toString()));
    command.addAll(List.of("-initrd", initrd.toString()));
    command.addAll(
        List.of(
            "-append",
            "console=ttyS0 panic=-1 rdinit=/usr/lib/systemd/systemd systemd.show_status=0"
                + " systemd.unit=observe.target "
                + (dax instanceof Memory.SoftReserved ? SOFT_RESERVED : "")
                + " "
                + parameters));
    command.addAll(List.of("-serial", "file:" + work.resolve("console.log")));
    command.addAll(List.of("-drive", "if=none,id=out,format=raw,cache=unsafe,file=" + disk));
    command.addAll(List.of("-device", "virtio-blk-pci,drive=out,bus=pcie.0"));
    return command;
  }

  /** Nodes 1 and 2 hold the ranges; node 2 is the near, fast one, as HBM would be. */
  private static List<String> memory(Memory dax) {
    List<String> options = new ArrayList<>(List.of("-smp", "2"));
    if (dax instanceof Memory.Nvdimm nvdimm) {
      options.addAll(List.of("-machine", "q35,hmat=on,nvdimm=on", "-m", "5G,slots=1,maxmem=8G"));
      options.addAll(
          List.of(
              "-object",
              "memory-backend-file,id=nv,share="
                  + (nvdimm.kept() ? "on" : "off")
                  + ",size="
                  + NVDIMM
                  + ",mem-path="
                  + nvdimm.content(),
              "-device",
              "nvdimm,memdev=nv"));
    } else {
      options.addAll(List.of("-machine", "q35,hmat=on", "-m", "5G"));
    }
    int[] sizes = {2, 1, 1, 1};
    for (int node = 0; node < sizes.length; node++) {
      options.add("-object");
      options.add("memory-backend-ram,id=m" + node + ",size=" + sizes[node] + "G");
      options.add("-numa");
      options.add(
          "node,nodeid=" + node + ",memdev=m" + node + (node == 0 ? ",cpus=0-1" : ",initiator=0"));
    }
    int[][] performance = {{80, 100}, {250, 30}, {120, 400}, {350, 8}};
    for (int node = 0; node < performance.length; node++) {
      String to = "hmat-lb,initiator=0,target=" + node + ",hierarchy=memory,data-type=access-";
      options.addAll(List.of("-numa", to + "latency,latency=" + performance[node][0]));
      options.addAll(
          List.of(
              "-numa",
              String.format(Locale.ROOT, "%sbandwidth,bandwidth=%dG", to, performance[node][1])));
    }
    return options;
  }

  private void run(List<String> command, Path work) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("QEMU_MODULE_DIR", images.host() + "/usr/lib/x86_64-linux-gnu/qemu");
    builder.redirectErrorStream(true).redirectOutput(work.resolve("host.log").toFile());
    Process process = builder.start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException("no end after " + SECONDS + " s:\n" + tail(work));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IOException("interrupted", e);
    }
  }

  private static String tail(Path work) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : List.of("host.log", "console.log")) {
      Path log = work.resolve(name);
      if (Files.exists(log)) {
        List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        lines
            .subList(Math.max(0, lines.size() - 20), lines.size())
            .forEach(l -> text.append(l).append('\n'));
      }
    }
    return text.toString();
  }
}
