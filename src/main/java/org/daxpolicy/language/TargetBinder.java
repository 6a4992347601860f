package org.daxpolicy.language;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.daxpolicy.dax.Version;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Place;

/** Second stage for {@code target}. */
final class TargetBinder {
  /** The highest node number that kernels are built for. */
  static final int LAST_NODE = 1023;

  private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,3}");
  private static final Pattern NODE = Pattern.compile("[0-9]{1,9}");

  private final Findings findings;
  private final Map<Target.Part, Place> places = new EnumMap<>(Target.Part.class);
  private Target.Range kernel = Target.DEFAULT.kernel();
  private Target.Range systemd = Target.DEFAULT.systemd();
  private Target.Range daxctl = Target.DEFAULT.daxctl();
  private Target.Nodes nodes = Target.DEFAULT.nodes();
  private Target.Protect protect = Target.DEFAULT.protect();

  TargetBinder(Findings findings) {
    this.findings = findings;
  }

  Target bind(Syntax.Target block) {
    Map<String, Syntax.TargetEntry> seen = new HashMap<>();
    for (Syntax.TargetEntry entry : block.entries()) {
      String key = entry.key().text();
      Syntax.TargetEntry earlier = seen.putIfAbsent(key, entry);
      if (earlier != null) {
        findings.add(
            findings
                .at(Code.REPEATED_CLAUSE, entry.span(), "`" + key + "` is said twice")
                .related(findings.file(), earlier.span(), "first here"));
        continue;
      }
      places.put(Target.Part.valueOf(key.toUpperCase(Locale.ROOT)), findings.place(entry.span()));
      switch (key) {
        case "protect" -> protection(entry.low());
        case "nodes" -> nodes(entry);
        case "kernel" -> kernel = versions(entry).orElse(kernel);
        case "systemd" -> systemd = versions(entry).orElse(systemd);
        default -> daxctl = versions(entry).orElse(daxctl);
      }
    }
    return new Target(kernel, systemd, daxctl, nodes, protect, places);
  }

  private void protection(Syntax.Word word) {
    List<String> words =
        Arrays.stream(Target.Protect.values()).map(p -> p.name().toLowerCase(Locale.ROOT)).toList();
    int index = words.indexOf(word.text());
    if (index < 0) {
      findings.add(
          findings
              .suggest(
                  findings.at(
                      Code.UNKNOWN_PROTECTION,
                      word.span(),
                      "`" + word.text() + "` is no protection"),
                  word.span(),
                  word.text(),
                  words)
              .note("there are " + String.join(", ", words)));
      return;
    }
    protect = Target.Protect.values()[index];
  }

  private void nodes(Syntax.TargetEntry entry) {
    Syntax.Word high = entry.high().orElse(entry.low());
    Optional<Integer> first = node(entry.low());
    Optional<Integer> last = high == entry.low() ? first : node(high);
    if (first.isEmpty() || last.isEmpty() || upsideDown(entry, first.get() > last.get())) {
      return;
    }
    nodes = new Target.Nodes(first.get(), last.get());
  }

  private Optional<Integer> node(Syntax.Word word) {
    if (!NODE.matcher(word.text()).matches() || Integer.parseInt(word.text()) > LAST_NODE) {
      findings.add(
          findings
              .at(
                  Code.NODES_OUT_OF_RANGE,
                  word.span(),
                  "`" + word.text() + "` is no number of a NUMA node")
              .note("kernels number nodes from 0 to " + LAST_NODE + " at most"));
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(word.text()));
  }

  private Optional<Target.Range> versions(Syntax.TargetEntry entry) {
    Optional<Version> low = version(entry.low(), findings);
    Optional<Version> high =
        entry.open()
            ? Optional.empty()
            : entry.high().isEmpty() ? low : version(entry.high().get(), findings);
    if (low.isEmpty() || high.isEmpty() && !entry.open()) {
      return Optional.empty();
    }
    Target.Range range = new Target.Range(low.get(), high);
    return upsideDown(entry, high.isPresent() && !range.contains(low.get()))
        ? Optional.empty()
        : Optional.of(range);
  }

  private boolean upsideDown(Syntax.TargetEntry entry, boolean upsideDown) {
    if (upsideDown) {
      findings.add(
          findings
              .at(Code.TARGET_UPSIDE_DOWN, entry.span(), "this range begins behind its end")
              .help("write the smaller one first"));
    }
    return upsideDown;
  }

  /** A version, or a finding. */
  static Optional<Version> version(Syntax.Word word, Findings findings) {
    if (!VERSION.matcher(word.text()).matches()) {
      findings.add(
          findings
              .at(Code.MALFORMED_VERSION, word.span(), "`" + word.text() + "` is no version")
              .help("versions look like `6.12` or `252`"));
      return Optional.empty();
    }
    return Version.parse(word.text());
  }
}
