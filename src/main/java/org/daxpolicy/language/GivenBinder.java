package org.daxpolicy.language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Second stage for {@code given { … }}. */
final class GivenBinder {
  private static final Map<String, KernelSettings.Presence> KMEM =
      Map.of(
          "module", KernelSettings.Presence.MODULE,
          "builtin", KernelSettings.Presence.BUILT_IN,
          "blacklisted", KernelSettings.Presence.BLACKLISTED,
          "absent", KernelSettings.Presence.MISSING);
  private static final String RELEASE = "[0-9]{1,9}(\\.[0-9]{1,9}){0,3}([+-].*)?";

  private final Findings findings;
  private final Map<String, Syntax.Entry> seen = new HashMap<>();

  GivenBinder(Findings findings) {
    this.findings = findings;
  }

  Given bind(List<Syntax.Entry> entries) {
    for (Syntax.Entry e : entries) {
      Syntax.Entry earlier = seen.putIfAbsent(e.key().text(), e);
      if (earlier != null) {
        findings.add(
            findings
                .at(Code.REPEATED_CLAUSE, e.span(), "`" + e.key().text() + "` is said twice")
                .related(findings.file(), earlier.span(), "first here"));
      }
    }
    return new Given(
        value("kernel", this::release),
        value("systemd", this::version),
        value("daxctl", this::version),
        value(
            "auto-online",
            v ->
                word(
                    v,
                    OnlinePolicy.parse(v.text()),
                    List.of("offline", "online", "online_kernel", "online_movable"))),
        value(
            "cmdline",
            v ->
                v.text().isEmpty() || findings.checkText(v.text(), v.span(), "`cmdline`", false)
                    ? Optional.of(v.text())
                    : Optional.empty()),
        value(
            "kmem",
            v ->
                word(
                    v,
                    Optional.ofNullable(KMEM.get(v.text())),
                    List.of("module", "builtin", "blacklisted", "absent"))),
        value("region-idle", this::truth));
  }

  private <T> Optional<T> value(String key, Function<Syntax.Value, Optional<T>> reading) {
    Syntax.@Nullable Entry entry = seen.get(key);
    return entry == null ? Optional.empty() : reading.apply(entry.value());
  }

  private Optional<String> release(Syntax.Value v) {
    if (v.text().matches(RELEASE)) {
      return Optional.of(v.text());
    }
    findings.add(
        findings
            .at(Code.MALFORMED_VERSION, v.span(), "`" + v.text() + "` is no kernel release")
            .help("releases look like `6.12` or `6.12.107+deb13-amd64`"));
    return Optional.empty();
  }

  private Optional<String> version(Syntax.Value v) {
    return TargetBinder.version(new Syntax.Word(v.text(), v.span()), findings)
        .map(parsed -> v.text());
  }

  private Optional<Boolean> truth(Syntax.Value v) {
    boolean known = v.text().equals("true") || v.text().equals("false");
    return word(
        v,
        known ? Optional.of(v.text().equals("true")) : Optional.empty(),
        List.of("true", "false"));
  }

  private <T> Optional<T> word(Syntax.Value v, Optional<T> value, List<String> words) {
    if (value.isEmpty()) {
      Diagnostic unknown =
          findings.at(Code.UNKNOWN_FACT, v.span(), "`" + v.text() + "` is not known here");
      String all = Expected.list(words.stream().map(w -> "`" + w + "`").toList());
      findings.add(findings.suggest(unknown, v.span(), v.text(), words).note("write " + all));
    }
    return value;
  }
}
