package org.daxpolicy.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads source files: UTF-8, at most {@link #LIMIT} bytes; a byte order mark is dropped. */
public final class SourceReader {
  /** The largest source that is read: 16 MiB. */
  public static final int LIMIT = 16 << 20;

  private SourceReader() {}

  /**
   * Reads a file as UTF-8.
   *
   * @param path where it is
   * @param name what findings call it
   */
  public static Result<SourceFile> read(Path path, String name) {
    if (Files.isDirectory(path)) {
      return unreadable(name, "it is a directory");
    }
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

  /** Reads a stream to its end as UTF-8. */
  public static Result<SourceFile> read(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes(LIMIT + 1);
    if (bytes.length > LIMIT) {
      return Result.failed(
          List.of(
              Diagnostic.of(Code.FILE_TOO_LARGE, "`" + name + "` is larger than 16 MiB")
                  .help("split it; policies can be put together with `import`")));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Result.of(
          new SourceFile(name, text.startsWith("\ufeff") ? text.substring(1) : text), List.of());
    } catch (CharacterCodingException e) {
      int bad = firstMalformed(bytes);
      return Result.failed(
          List.of(
              Diagnostic.of(
                      Code.NOT_UTF8,
                      String.format(
                          "`%s` is not UTF-8 text: byte %d is 0x%02x",
                          name, bad + 1, bytes[bad] & 0xff))
                  .help("save the file as UTF-8")));
    }
  }

  /** The finding that a file cannot be read, and why. */
  public static Diagnostic unreadableFile(String name, String why) {
    return Diagnostic.of(Code.UNREADABLE_FILE, "cannot read `" + name + "`: " + why);
  }

  private static Result<SourceFile> unreadable(String name, String why) {
    return Result.failed(List.of(unreadableFile(name, why)));
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** The offset of the first byte that ends no valid UTF-8 prefix. */
  private static int firstMalformed(byte[] bytes) {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var in = ByteBuffer.wrap(bytes);
    decoder.decode(in, java.nio.CharBuffer.allocate(bytes.length + 1), true);
    return Math.min(in.position(), bytes.length - 1);
  }
}
