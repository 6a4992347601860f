package org.daxpolicy.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/** Gathers what is wrong with a snapshot, with places given as byte offsets. */
final class Findings {
  /** After so many errors reading stops: the rest would hardly help. */
  static final int MOST = 20;

  private static final int AROUND = 2048;

  /** The text around a place, with as many empty lines in front as keep the line numbers true. */
  private record Excerpt(int linesBefore, long from, byte[] bytes) {
    SourceFile file(String name) {
      return new SourceFile(name, "\n".repeat(linesBefore) + text(bytes.length));
    }

    Span span(long start, long end) {
      int first = linesBefore + text(clamp(start)).length();
      return new Span(first, Math.max(first, linesBefore + text(clamp(end)).length()));
    }

    private int clamp(long offset) {
      return (int) Math.max(0, Math.min(bytes.length, offset - from));
    }

    private String text(int end) {
      return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
  }

  private record Found(
      Code code, String headline, long start, long end, Excerpt around, List<String> help) {}

  private final Snapshot snapshot;
  private final List<Found> found = new ArrayList<>();
  private final List<Diagnostic> placeless = new ArrayList<>();

  Findings(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Findings of something that has no text. */
  Findings() {
    this(new Snapshot());
  }

  /** A finding at a place whose bytes were just read, and what to do about it. */
  void at(Code code, long start, long end, String headline, String... help) {
    found.add(new Found(code, headline, start, end, around(start, end), List.of(help)));
  }

  /** A finding without place. */
  void add(Diagnostic diagnostic) {
    placeless.add(diagnostic);
  }

  /** Whether there are so many errors that reading on is of no use. */
  boolean areEnough() {
    return found.size() >= MOST;
  }

  /** How many findings with a place there are; all of them are errors. */
  int count() {
    return found.size();
  }

  /** The words of the first one with a place, if there is one. */
  Optional<String> firstHeadline() {
    return found.stream().findFirst().map(Found::headline);
  }

  boolean hasErrors() {
    return !found.isEmpty() || placeless.stream().anyMatch(d -> d.severity() == Severity.ERROR);
  }

  private Excerpt around(long start, long end) {
    byte[] kept = snapshot.kept();
    long base = snapshot.keptFrom();
    int from = (int) Math.max(0, Math.min(kept.length, start - base - AROUND));
    int to = (int) Math.max(from, Math.min(kept.length, end - base + AROUND));
    int lines = snapshot.linesBefore();
    for (int i = 0; i < from; i++) {
      lines += kept[i] == '\n' ? 1 : 0;
    }
    return new Excerpt(lines, base + from, Arrays.copyOfRange(kept, from, to));
  }

  /** All of them, in order. While the text is small they share one file. */
  List<Diagnostic> diagnostics() {
    List<Diagnostic> all = new ArrayList<>();
    if (!found.isEmpty()) {
      readAhead();
      Excerpt whole = new Excerpt(0, 0, snapshot.kept());
      SourceFile file = whole.file(snapshot.name());
      for (Found f : found) {
        Excerpt excerpt = snapshot.isWhole() ? whole : f.around();
        SourceFile shown = snapshot.isWhole() ? file : excerpt.file(snapshot.name());
        Diagnostic d =
            Diagnostic.at(f.code(), shown, excerpt.span(f.start(), f.end()), f.headline());
        for (String help : f.help()) {
          d = d.help(help);
        }
        all.add(d);
      }
    }
    all.addAll(placeless);
    return all;
  }

  /** Reads on a little, so that the last line is shown whole. */
  private void readAhead() {
    try {
      snapshot.readNBytes(AROUND);
    } catch (IOException e) {
      // what was read has to do
      return;
    }
  }
}
