package org.daxpolicy.machine;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.SourceReader;
import org.daxpolicy.text.Span;

/**
 * Reads snapshots of machines. The format is told from the content: our JSON, a sysfs tree, a tar
 * of one (plain or gzip), the text of {@code udevadm info --export-db}, or a umockdev recording.
 */
public final class SnapshotReader {
  /** The largest listing that is read; a tar may be larger, since only parts of it are kept. */
  private static final int LIMIT = 256 << 20;

  private static final int HEAD = 4096;

  private SnapshotReader() {}

  /** Reads a file or directory; findings name it by {@code path} as given. */
  public static Result<Machine> read(Path path) {
    return read(path, path.toString());
  }

  /** Reads a file or directory that findings call {@code name}. */
  public static Result<Machine> read(Path path, String name) {
    if (Files.isDirectory(path)) {
      return SysfsSnapshot.ofDirectory(path, name);
    }
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, name);
    } catch (NoSuchFileException e) {
      return unreadable(name, "there is no such file");
    } catch (AccessDeniedException e) {
      return unreadable(name, "permission denied");
    } catch (IOException e) {
      return unreadable(name, Optional.ofNullable(e.getMessage()).orElse("it cannot be opened"));
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param in the bytes
   * @param name what findings call it
   */
  public static Result<Machine> read(InputStream in, String name) {
    try {
      BufferedInputStream buffered = new BufferedInputStream(in, 2 * HEAD);
      byte[] head = head(buffered);
      if (head.length > 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
        buffered = new BufferedInputStream(new GZIPInputStream(buffered), 2 * HEAD);
        head = head(buffered);
      }
      if (TarEntries.isTar(head)) {
        return SysfsSnapshot.ofTar(buffered, name);
      }
      byte[] bytes = buffered.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        return Result.failed(
            List.of(
                Diagnostic.of(Code.FILE_TOO_LARGE, "`" + name + "` is larger than 256 MiB")
                    .help("keep the dax devices, their ancestors, memory blocks and nodes")));
      }
      return listing(new Input(name, bytes));
    } catch (EOFException | ZipException e) {
      return Result.failed(
          List.of(
              Diagnostic.of(
                      Code.DAMAGED_ARCHIVE, "the gzip data of `" + name + "` is cut off or damaged")
                  .help("copy the snapshot again, in binary mode")));
    } catch (IOException e) {
      return unreadable(name, Optional.ofNullable(e.getMessage()).orElse("it cannot be read"));
    }
  }

  /** Reads a text already at hand. */
  public static Result<Machine> read(SourceFile file) {
    byte[] bytes = file.text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return read(new ByteArrayInputStream(bytes), file.name());
  }

  private static Result<Machine> listing(Input input) {
    byte[] bytes = input.bytes();
    int start = hasByteOrderMark(bytes) ? 3 : 0;
    while (start < bytes.length && bytes[start] <= ' ' && bytes[start] > 0) {
      start++;
    }
    char first = start < bytes.length ? (char) (bytes[start] & 0xff) : 0;
    if (first == '{' || first == '[') {
      return JsonSnapshot.read(input);
    }
    if (first == 'P' && start + 1 < bytes.length && bytes[start + 1] == ':') {
      return DeviceBlocks.read(input);
    }
    Diagnostic unknown =
        start == bytes.length
            ? Diagnostic.of(Code.UNKNOWN_SNAPSHOT_FORMAT, "`" + input.name() + "` is empty")
            : Diagnostic.at(
                Code.UNKNOWN_SNAPSHOT_FORMAT,
                input.source(),
                Span.at(input.span(start, start).start()),
                "`" + input.name() + "` is no snapshot of a machine");
    return Result.failed(
        List.of(
            unknown
                .note(
                    "expected JSON, a tar of /sys, the output of `udevadm info --export-db` or of"
                        + " `umockdev-record`")
                .help("`udevadm info -a` prints another format that does not name its devices")));
  }

  private static boolean hasByteOrderMark(byte[] b) {
    return b.length > 2 && (b[0] & 0xff) == 0xef && (b[1] & 0xff) == 0xbb && (b[2] & 0xff) == 0xbf;
  }

  private static byte[] head(BufferedInputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD / 4);
    in.reset();
    return head;
  }

  private static Result<Machine> unreadable(String name, String why) {
    return Result.failed(List.of(SourceReader.unreadableFile(name, why)));
  }
}
