package org.daxpolicy.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.daxpolicy.check.Checks;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Suppressions;

/** Files of the corpus, and what the program finds in them. */
final class Corpus {
  static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

  private Corpus() {}

  static SourceFile read(Path path) {
    try {
      return new SourceFile(path.toString(), Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resolves imports beside the importing file. */
  static Result<SourceFile> beside(SourceFile from, String path) {
    Path file = Path.of(from.name()).resolveSibling(path).normalize();
    return Files.isRegularFile(file)
        ? Result.of(read(file), List.of())
        : Result.failed(List.of(Diagnostic.of(Code.UNREADABLE_FILE, "no file `" + path + "`")));
  }

  static Result<Policy> load(SourceFile file) {
    return PolicyLoader.load(file, Corpus::beside);
  }

  /** Everything reported of a file, suppressions applied. */
  static List<Diagnostic> findings(SourceFile file) {
    if (file.name().endsWith(".daxtest")) {
      return TestFileLoader.load(file).diagnostics();
    }
    Result<Policy> result = load(file);
    List<Diagnostic> all = new ArrayList<>(result.diagnostics());
    List<SourceFile> files = new ArrayList<>(List.of(file));
    result
        .value()
        .ifPresent(
            p -> {
              all.addAll(Checks.run(p, TODAY));
              files.addAll(p.files().subList(1, p.files().size()));
            });
    return Suppressions.apply(files, all);
  }

  static SourceFile policy(String text) {
    return new SourceFile("test.daxpolicy", text);
  }

  /** The findings in a policy text, as {@code DX0101@12}. */
  static List<String> codes(String text) {
    return findings(policy(text)).stream().map(d -> d.code().id() + "@" + text(d)).toList();
  }

  private static String text(Diagnostic d) {
    return d.primary().map(l -> l.file().text(l.span())).orElse("");
  }
}
