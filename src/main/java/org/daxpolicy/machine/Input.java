package org.daxpolicy.machine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a snapshot and what was found wrong in them. The text is decoded only when there is
 * something to show, since snapshots can be large and are mostly right.
 */
final class Input {
  /** More findings than this help nobody. */
  private static final int FINDINGS = 100;

  private final String name;
  private final byte[] bytes;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private @Nullable SourceFile source;

  Input(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  String name() {
    return name;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Whether so much is wrong that reading on is no use. */
  boolean isHopeless() {
    return diagnostics.size() >= FINDINGS;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  void report(Diagnostic diagnostic) {
    if (!isHopeless()) {
      diagnostics.add(diagnostic);
    }
  }

  /** A finding at the bytes from {@code start} to {@code end}. */
  Diagnostic at(Code code, long start, long end, String headline) {
    return Diagnostic.at(code, source(), span(start, end), headline);
  }

  SourceFile source() {
    if (source == null) {
      source = new SourceFile(name, new String(bytes, StandardCharsets.UTF_8));
    }
    return source;
  }

  Span span(long start, long end) {
    int from = offset(start);
    return new Span(from, Math.max(from, offset(end)));
  }

  /** The offset into the decoded text of an offset into the bytes. */
  private int offset(long at) {
    int length = (int) Math.max(0, Math.min(at, bytes.length));
    return new String(bytes, 0, length, StandardCharsets.UTF_8).length();
  }
}
