package org.daxpolicy.compile;

import java.util.List;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.SourceFile;

/**
 * How generated files name their sources: relative to the folder of the main file, so that the
 * output is the same wherever the compiler was called from.
 */
final class Origins {
  private static final int LONGEST = 240;

  private final String folder;
  private final Policy policy;

  Origins(Policy policy) {
    this.policy = policy;
    String main = policy.files().get(0).name().replace('\\', '/');
    this.folder = main.substring(0, main.lastIndexOf('/') + 1);
  }

  /** The name of a source file. */
  String name(SourceFile file) {
    String name = file.name().replace('\\', '/');
    if (name.startsWith(folder)) {
      return name.substring(folder.length());
    }
    return name.startsWith("/") ? name.substring(name.lastIndexOf('/') + 1) : name;
  }

  /** The names of all sources, the main one first. */
  List<String> names() {
    return policy.files().stream().map(this::name).toList();
  }

  int line(Policy.Rule rule) {
    return rule.file().line(rule.span().start());
  }

  /** {@code policy.daxpolicy:12 rule "hbm to the application"}, for comments. */
  String of(Policy.Rule rule, boolean last) {
    String what = last ? "otherwise" : "rule \"" + rule.name() + "\"";
    return comment(name(rule.file()) + ":" + line(rule) + " " + what);
  }

  /** The digest of all sources together. */
  String digest() {
    StringBuilder all = new StringBuilder();
    policy.files().forEach(f -> all.append(f.text()).append('\0'));
    return Digest.of(all.toString());
  }

  /**
   * A text made fit for one comment line: no control characters, which end lines or hide text, and
   * short enough for every reader.
   */
  static String comment(String text) {
    StringBuilder safe = new StringBuilder();
    int[] points = text.codePoints().limit(LONGEST).toArray();
    for (int point : points) {
      boolean hidden =
          Character.isISOControl(point)
              || Character.getType(point) == Character.FORMAT
              || point == 0x2028
              || point == 0x2029;
      safe.appendCodePoint(hidden ? ' ' : point);
    }
    return text.codePointCount(0, text.length()) > LONGEST ? safe + "…" : safe.toString();
  }
}
