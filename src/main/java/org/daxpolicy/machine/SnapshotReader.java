package org.daxpolicy.machine;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceReader;

/**
 * Reads snapshots of machines. The format is told from the content: JSON of this project, a sysfs
 * tree, a tar of one, the text of {@code udevadm info --export-db}, or umockdev's. Streams are read
 * once; text is held only as far as findings need it.
 */
public final class SnapshotReader {
  private static final List<SnapshotFormat> FORMATS =
      List.of(new JsonFormat(), new TarFormat(), new ListingFormat());

  private SnapshotReader() {}

  /**
   * Reads a file or directory.
   *
   * @param path where it is
   * @param name what findings call it
   * @return the machine; none if there is an error
   */
  public static Result<Machine> read(Path path, String name) {
    try {
      return Files.isDirectory(path) ? readDirectory(path, name) : readFile(path, name);
    } catch (NoSuchFileException e) {
      return unreadable(name, "there is no such file");
    } catch (AccessDeniedException e) {
      return unreadable(name, "permission denied");
    } catch (IOException e) {
      return unreadable(name, reason(e));
    }
  }

  private static Result<Machine> readFile(Path path, String name) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, name);
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param in the stream
   * @param name what findings call it, {@code <stdin>}
   * @return the machine; none if there is an error
   * @throws IOException if the stream fails
   */
  public static Result<Machine> read(InputStream in, String name) throws IOException {
    Snapshot snapshot = new Snapshot(name, new BufferedInputStream(in));
    if (!isCompressed(snapshot)) {
      return readPlain(snapshot);
    }
    try {
      return readPlain(new Snapshot(name, new GZIPInputStream(snapshot)));
    } catch (EOFException e) {
      return Result.failed(List.of(TarFormat.broken(name, "its compressed data is cut off")));
    } catch (ZipException e) {
      return Result.failed(List.of(TarFormat.broken(name, "its compressed data is damaged")));
    }
  }

  private static boolean isCompressed(Snapshot snapshot) {
    byte[] head = snapshot.head();
    return head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
  }

  private static Result<Machine> readPlain(Snapshot snapshot) throws IOException {
    String name = snapshot.name();
    Findings findings = new Findings(snapshot);
    for (SnapshotFormat format : FORMATS) {
      if (format.holds(snapshot)) {
        Assembly assembly = new Assembly();
        try {
          format.read(snapshot, assembly, findings);
        } catch (Snapshot.TooLarge e) {
          return Result.failed(List.of(tooLarge(name, e.limit())));
        }
        return result(assembly, findings, name);
      }
    }
    return Result.failed(
        List.of(unknownFormat("`" + name + "` is in no known format of machine snapshots")));
  }

  private static Result<Machine> readDirectory(Path path, String name) throws IOException {
    Assembly assembly = new Assembly();
    Findings findings = new Findings();
    if (!DirectoryTree.read(path, assembly, findings)) {
      return Result.failed(
          List.of(unknownFormat("directory `" + name + "` has no `devices` or `sys/devices`")));
    }
    return result(assembly, findings, name);
  }

  private static Diagnostic tooLarge(String name, long limit) {
    return Diagnostic.of(
            Code.FILE_TOO_LARGE, "`" + name + "` is larger than " + (limit >> 20) + " MiB")
        .help("leave out what is no device, or no memory");
  }

  private static Result<Machine> result(Assembly assembly, Findings findings, String name) {
    if (findings.hasErrors()) {
      return Result.failed(findings.diagnostics());
    }
    Machine machine = assembly.machine(name);
    if (machine.daxDevices().isEmpty()) {
      findings.add(
          Diagnostic.of(Code.SNAPSHOT_WITHOUT_DAX, "`" + name + "` has no dax device")
              .note("there is nothing for a policy to decide on this machine")
              .help(
                  "take the snapshot when the memory is set up, with `cxl`, `ndctl` or firmware"));
    }
    MissingAttributes.of(machine).ifPresent(findings::add);
    return Result.of(machine, findings.diagnostics());
  }

  private static Diagnostic unknownFormat(String headline) {
    return Diagnostic.of(Code.SNAPSHOT_FORMAT, headline)
        .help(
            "give JSON with `\"schema\": 1`, a sysfs tree or a tar of one, the output of `udevadm"
                + " info --export-db`, or a umockdev recording");
  }

  private static Result<Machine> unreadable(String name, String why) {
    return Result.failed(List.of(SourceReader.unreadableFile(name, why)));
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
