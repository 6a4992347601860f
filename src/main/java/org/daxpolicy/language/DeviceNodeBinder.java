package org.daxpolicy.language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Span;
import org.jspecify.annotations.Nullable;

/** Second stage for {@code node { … }}. */
final class DeviceNodeBinder {
  private static final List<String> PLACEHOLDERS = List.of("region", "instance", "target_node");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,30}\\$?");
  private static final Pattern ID = Pattern.compile("0|[1-9][0-9]{0,9}");
  private static final Pattern OCTAL = Pattern.compile("[0-7]{3,4}");
  // what udev leaves alone in a link's name; anything else it would replace by `_`
  private static final Pattern LINK = Pattern.compile("[A-Za-z0-9#+.:=@_/-]+");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern MODULE = Pattern.compile("[a-z][a-z0-9_]*");

  private final Findings findings;
  private final Map<String, Syntax.Entry> seen = new HashMap<>();

  DeviceNodeBinder(Findings findings) {
    this.findings = findings;
  }

  DeviceNode bind(Syntax.Node node) {
    for (Syntax.Entry entry : node.entries()) {
      Syntax.Entry earlier = seen.putIfAbsent(entry.key().text(), entry);
      if (earlier != null) {
        findings.add(
            findings
                .at(
                    Code.REPEATED_CLAUSE,
                    entry.span(),
                    "`" + entry.key().text() + "` is said twice")
                .related(findings.file(), earlier.span(), "first here"));
      }
    }
    return new DeviceNode(
        entry("owner").flatMap(e -> account(e.value(), findings)),
        entry("group").flatMap(e -> account(e.value(), findings)),
        entry("mode").flatMap(e -> permissions(e.value(), findings)),
        entry("symlink").flatMap(this::symlink),
        entry("tag").flatMap(this::tag),
        entry("seclabel").flatMap(this::label));
  }

  private Optional<Syntax.Entry> entry(String key) {
    Syntax.@Nullable Entry entry = seen.get(key);
    return Optional.ofNullable(entry);
  }

  /** A user or group by name or number, or a finding. */
  static Optional<String> account(Syntax.Value value, Findings findings) {
    String text = value.text();
    boolean good =
        value.kind() == Syntax.Value.Kind.NUMBER || ID.matcher(text).matches()
            ? ID.matcher(text).matches() && Long.parseLong(text) < 0xffff_ffffL
            : ACCOUNT.matcher(text).matches();
    if (!good) {
      findings.add(
          findings
              .at(
                  Code.MALFORMED_ACCOUNT,
                  value.span(),
                  "`" + text + "` is no name or number of a user or group")
              .help("write a name in quotes, such as `\"hbm\"`, or a number"));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** Permission bits, or a finding. */
  static Optional<Integer> permissions(Syntax.Value value, Findings findings) {
    if (!OCTAL.matcher(value.text()).matches()) {
      findings.add(
          findings
              .at(
                  Code.MALFORMED_PERMISSIONS,
                  value.span(),
                  "`" + value.text() + "` are no permissions")
              .help("write three or four octal digits, such as `0660`"));
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(value.text(), 8));
  }

  private Optional<String> symlink(Syntax.Entry entry) {
    Syntax.Value value = entry.value();
    if (!findings.checkText(value.text(), value.span(), "a symlink", false)
        || !placeholders(value)) {
      return Optional.empty();
    }
    String plain = PLACEHOLDER.matcher(value.text()).replaceAll("0");
    Optional<String> trouble = linkTrouble(plain);
    trouble.ifPresent(
        t ->
            findings.add(
                findings
                    .at(Code.UNSAFE_SYMLINK, value.span(), "a symlink " + t)
                    .help("write a path below /dev, without it: `\"dax/hbm{instance}\"`")));
    return trouble.isPresent() ? Optional.empty() : Optional.of(value.text());
  }

  private static Optional<String> linkTrouble(String path) {
    if (path.startsWith("/")) {
      return Optional.of("cannot be an absolute path");
    }
    for (String part : path.split("/", -1)) {
      if (part.equals("..") || part.equals(".") || part.isEmpty()) {
        return Optional.of("cannot hold an empty part, `.` or `..`");
      }
    }
    return LINK.matcher(path).matches()
        ? Optional.empty()
        : Optional.of("can hold letters, digits and `#+-.:=@_/` only");
  }

  private boolean placeholders(Syntax.Value value) {
    boolean good = true;
    Matcher m = PLACEHOLDER.matcher(value.text());
    while (m.find()) {
      good &= known(m.group(1), value.span());
    }
    String rest = PLACEHOLDER.matcher(value.text()).replaceAll("");
    if (good && (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0)) {
      findings.add(Code.UNKNOWN_PLACEHOLDER, value.span(), "a brace in this name is not paired");
      good = false;
    }
    return good;
  }

  private boolean known(String name, Span span) {
    if (PLACEHOLDERS.contains(name)) {
      return true;
    }
    Diagnostic finding =
        findings
            .at(Code.UNKNOWN_PLACEHOLDER, span, "`{" + name + "}` is no placeholder")
            .note("there are `{region}`, `{instance}` and `{target_node}`");
    findings.add(
        Suggestion.of(name, PLACEHOLDERS)
            .map(s -> finding.help("did you mean `{" + s + "}`?"))
            .orElse(finding));
    return false;
  }

  private Optional<String> tag(Syntax.Entry entry) {
    Syntax.Value value = entry.value();
    if (!findings.checkText(value.text(), value.span(), "a tag", false) || !placeholders(value)) {
      return Optional.empty();
    }
    if (!TAG.matcher(PLACEHOLDER.matcher(value.text()).replaceAll("0")).matches()) {
      findings.add(
          findings
              .at(Code.MALFORMED_TAG, value.span(), "`" + value.text() + "` is no tag")
              .help("a tag holds letters, digits, `-` and `_` only"));
      return Optional.empty();
    }
    return Optional.of(value.text());
  }

  private Optional<DeviceNode.SecurityLabel> label(Syntax.Entry entry) {
    Syntax.Text label = entry.second().orElseThrow();
    String module = entry.value().text();
    if (!findings.checkText(label, "a security label")) {
      return Optional.empty();
    }
    boolean plain = label.value().chars().noneMatch(c -> c == '"' || c <= ' ' || c > '~');
    if (!MODULE.matcher(module).matches() || !plain) {
      findings.add(
          findings
              .at(
                  Code.MALFORMED_SECURITY_LABEL,
                  entry.span(),
                  "this is no security module and label")
              .help("write `seclabel selinux \"system_u:object_r:device_t:s0\"`"));
      return Optional.empty();
    }
    return Optional.of(new DeviceNode.SecurityLabel(module, label.value()));
  }
}
