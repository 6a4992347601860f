package org.daxpolicy.machine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.udev.MemorySysfs;
import org.daxpolicy.udev.Sysfs;

/**
 * A copy of {@code /sys}, as a directory or a tar, with or without {@code /proc} and {@code /etc}
 * beside it.
 */
final class SysfsSnapshot {
  /** Files beside sys that say something of the host. */
  static final List<String> HOST_FILES =
      List.of(
          "etc/hostname",
          "etc/passwd",
          "etc/group",
          "proc/cmdline",
          "proc/sys/kernel/osrelease",
          "proc/sys/kernel/arch");

  private SysfsSnapshot() {}

  static Result<Machine> ofDirectory(Path directory, String name) {
    Path sys =
        Files.isDirectory(directory.resolve("sys/devices")) ? directory.resolve("sys") : directory;
    if (!Files.isDirectory(sys.resolve("devices"))) {
      return Result.failed(
          List.of(
              Diagnostic.of(
                      Code.UNKNOWN_SNAPSHOT_FORMAT,
                      "the directory `" + name + "` is no copy of /sys")
                  .help("name the directory that holds `devices` or `sys/devices`")));
    }
    Map<String, String> files = new HashMap<>();
    if (!sys.equals(directory)) {
      for (String file : HOST_FILES) {
        read(directory.resolve(file)).ifPresent(text -> files.put(file, text));
      }
    }
    return machine(name, new DirectorySysfs(sys), files);
  }

  private static Optional<String> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(new String(in.readNBytes(TarEntries.CONTENT), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Result<Machine> ofTar(InputStream in, String name) throws IOException {
    MemorySysfs whole = new MemorySysfs();
    Map<String, String> files = new HashMap<>();
    TarEntries entries = new TarEntries(in);
    boolean any = false;
    try {
      for (var e = entries.next(); e.isPresent(); e = entries.next()) {
        any |= place(e.get(), whole, files);
      }
    } catch (TarEntries.DamagedException e) {
      return damaged(name, entries.offset(), "holds " + e.getMessage());
    } catch (EOFException e) {
      return damaged(name, entries.offset(), "is cut off");
    }
    if (!any) {
      return Result.failed(
          List.of(
              Diagnostic.of(
                      Code.UNKNOWN_SNAPSHOT_FORMAT,
                      "the archive `" + name + "` holds no copy of /sys")
                  .help("pack it so that paths begin with `sys/` or `devices/`")));
    }
    return machine(name, whole, files);
  }

  private static Result<Machine> damaged(String name, long offset, String what) {
    return Result.failed(
        List.of(
            Diagnostic.of(
                    Code.DAMAGED_ARCHIVE,
                    "the archive `" + name + "` " + what + " at byte " + offset)
                .help(
                    "copy or pack it again; sysfs needs `tar --hole-detection=raw` or a copy first")));
  }

  /** Puts an entry where it belongs; whether that is in sysfs. */
  private static boolean place(
      TarEntries.Entry entry, MemorySysfs whole, Map<String, String> files) {
    String path = entry.path();
    while (path.startsWith("/") || path.startsWith("./")) {
      path = path.substring(path.indexOf('/') + 1);
    }
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    if (!Draft.isUsable(path)) {
      return false;
    }
    String sysfs = belowSys(path);
    if (sysfs.isEmpty()) {
      HOST_FILES.stream()
          .filter(path::endsWith)
          .findFirst()
          .ifPresent(f -> entry.content().ifPresent(text -> files.put(f, text)));
      return false;
    }
    if (Selection.isBallast(sysfs)) {
      return true;
    }
    switch (entry.kind()) {
      case DIRECTORY -> whole.directory(sysfs);
      case LINK -> whole.link(sysfs, entry.target());
      case FILE ->
          entry
              .content()
              .filter(c -> (entry.mode() & 0444) != 0)
              .ifPresentOrElse(
                  c -> whole.file(sysfs, c, entry.mode()),
                  () -> whole.unreadable(sysfs, entry.mode()));
      case OTHER -> {}
    }
    return true;
  }

  /** The path below sys with a leading slash, or nothing if it lies elsewhere. */
  private static String belowSys(String path) {
    for (String top : List.of("devices", "bus", "class", "module", "firmware")) {
      if (path.startsWith(top + "/")) {
        return "/" + path;
      }
      int at = ("/" + path).indexOf("/sys/" + top + "/");
      if (at >= 0) {
        return ("/" + path).substring(at + 4);
      }
    }
    return "";
  }

  private static Result<Machine> machine(String name, Sysfs whole, Map<String, String> files) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    MemorySysfs kept = new Selection(whole).copy();
    Machine machine =
        Snapshots.machine(name, HostFiles.facts(files), kept, Map.of(), diagnostics::add);
    return Result.of(machine, diagnostics);
  }
}
