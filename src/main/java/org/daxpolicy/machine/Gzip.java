package org.daxpolicy.machine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Unpacks small compressed files. */
final class Gzip {
  private static final int LARGEST = 4 << 20;

  private Gzip() {}

  /** The content of a compressed byte string; empty if it is damaged or larger than 4 MiB. */
  static Optional<String> unpacked(String bytes) {
    byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
      byte[] content = in.readNBytes(LARGEST + 1);
      return content.length > LARGEST
          ? Optional.empty()
          : Optional.of(new String(content, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
