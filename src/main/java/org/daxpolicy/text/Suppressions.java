package org.daxpolicy.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comments such as {@code # daxpolicy: allow DX0249 -- the name is fixed by firmware}: each
 * silences one finding of that code whose place begins on the next line that is not such a comment
 * itself. The reason is required; one that silences nothing is reported.
 *
 * <p>What leaves no policy to speak of cannot be silenced: errors of reading, syntax, names and
 * types.
 */
public final class Suppressions {
  private static final Pattern COMMENT = Pattern.compile("\\s*#\\s*daxpolicy\\s*:(.*)");
  private static final Pattern ALLOW =
      Pattern.compile("\\s*allow\\s+(\\S+)\\s*(?:--\\s*(.*))?", Pattern.DOTALL);

  private record Suppression(SourceFile file, Span span, Code code, int line) {
    boolean covers(Diagnostic d) {
      return d.code() == code
          && d.primary()
              .filter(l -> l.file() == file && file.line(l.span().start()) == line)
              .isPresent();
    }
  }

  private Suppressions() {}

  /**
   * The findings that remain, and findings on the comments themselves, in printing order.
   *
   * @param files every file whose comments count
   * @param findings all findings of a run
   */
  public static List<Diagnostic> apply(List<SourceFile> files, List<Diagnostic> findings) {
    List<Diagnostic> remaining = new ArrayList<>(findings);
    List<Suppression> suppressions = new ArrayList<>();
    for (SourceFile file : files) {
      suppressions.addAll(read(file, remaining));
    }
    for (Suppression s : suppressions) {
      Optional<Diagnostic> silenced = remaining.stream().filter(s::covers).findFirst();
      if (silenced.isEmpty()) {
        remaining.add(unused(s).help("remove it"));
      } else if (!canBeSilenced(silenced.get().code(), silenced.get().severity())) {
        remaining.add(unused(s).note("a mistake that leaves no policy cannot be silenced"));
      } else {
        remaining.remove(silenced.get());
      }
    }
    remaining.sort(Diagnostic.ORDER);
    return List.copyOf(remaining);
  }

  /** Whether a comment can silence a finding of this code and severity. */
  public static boolean canBeSilenced(Code code, Severity severity) {
    return severity != Severity.ERROR
        || code == Code.RULE_NEVER_MATCHES
        || code.id().compareTo("DX0300") >= 0;
  }

  private static Diagnostic unused(Suppression s) {
    return Diagnostic.at(
        Code.UNUSED_SUPPRESSION,
        s.file(),
        s.span(),
        "this silences no finding of " + s.code().id() + " on the next line");
  }

  private static List<Suppression> read(SourceFile file, List<Diagnostic> found) {
    List<Suppression> all = new ArrayList<>();
    if (!file.text().contains("daxpolicy:") && !file.text().contains("daxpolicy :")) {
      return all;
    }
    List<Suppression> stacked = new ArrayList<>();
    for (int line = 1; line <= file.lineCount(); line++) {
      Matcher comment = COMMENT.matcher(file.lineText(line));
      if (comment.matches()) {
        Span span = span(file, line);
        parse(file, span, comment.group(1), found)
            .ifPresent(code -> stacked.add(new Suppression(file, span, code, 0)));
        continue;
      }
      for (Suppression s : stacked) {
        all.add(new Suppression(file, s.span(), s.code(), line));
      }
      stacked.clear();
    }
    all.addAll(stacked);
    return all;
  }

  private static Span span(SourceFile file, int line) {
    String text = file.lineText(line);
    int indent = text.length() - text.stripLeading().length();
    int start = file.lineStart(line) + indent;
    return new Span(start, start + text.strip().length());
  }

  private static Optional<Code> parse(
      SourceFile file, Span span, String text, List<Diagnostic> found) {
    Matcher m = ALLOW.matcher(text.stripTrailing());
    String id = m.matches() ? m.group(1) : text.strip();
    Optional<Code> code = m.matches() ? Code.byId(id) : Optional.empty();
    if (code.isEmpty()) {
      found.add(
          Diagnostic.at(
                  Code.UNKNOWN_CODE_IN_SUPPRESSION,
                  file,
                  span,
                  "`" + id + "` names no finding that could be silenced")
              .help("write `# daxpolicy: allow DX0249 -- reason`"));
      return Optional.empty();
    }
    String reason = m.group(2);
    if (reason == null || reason.isBlank()) {
      found.add(
          Diagnostic.at(
                  Code.SUPPRESSION_WITHOUT_REASON,
                  file,
                  span,
                  "this does not say why " + code.get().id() + " is fine here")
              .help("add ` -- ` and the reason"));
      return Optional.empty();
    }
    return code;
  }
}
