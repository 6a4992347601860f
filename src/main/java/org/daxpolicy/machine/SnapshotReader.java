package org.daxpolicy.machine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
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
  private static final List<SnapshotFormat> FORMATS = List.of(new JsonFormat());

  private SnapshotReader() {}

  /**
   * Reads a file or directory.
   *
   * @param path where it is
   * @param name what findings call it
   * @return the machine; none if there is an error
   */
  public static Result<Machine> read(Path path, String name) {
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, name);
    } catch (NoSuchFileException e) {
      return unreadable(name, "there is no such file");
    } catch (AccessDeniedException e) {
      return unreadable(name, "permission denied");
    } catch (IOException e) {
      return unreadable(name, reason(e));
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
    for (SnapshotFormat format : FORMATS) {
      if (format.holds(snapshot)) {
        Findings findings = new Findings(snapshot);
        Assembly assembly = new Assembly();
        format.read(snapshot, assembly, findings);
        return result(assembly, findings, name);
      }
    }
    return Result.failed(List.of(unknownFormat("`" + name + "` is in no known snapshot format")));
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
