package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Span;

/** Second stage for what a test claims of a device. */
final class ClaimBinder {
  private static final String MOST_BLOCKS = "[0-9]{1,9}";

  private final Findings findings;
  private final MemoryUseBinder use;

  ClaimBinder(Findings findings) {
    this.findings = findings;
    this.use = new MemoryUseBinder(findings);
  }

  List<Expectation.Claim> bind(List<Syntax.Entry> entries, Span owner) {
    Map<String, Syntax.Entry> seen = new HashMap<>();
    List<Expectation.Claim> claims = new ArrayList<>();
    for (Syntax.Entry e : entries) {
      boolean permissions =
          e.key().text().equals("mode") && e.value().kind() == Syntax.Value.Kind.NUMBER;
      String key = permissions ? "mode of the node" : e.key().text();
      Syntax.Entry earlier = seen.putIfAbsent(key, e);
      if (earlier != null) {
        findings.add(
            findings
                .at(Code.REPEATED_CLAUSE, e.span(), "`" + e.key().text() + "` is said twice")
                .related(findings.file(), earlier.span(), "first here"));
      } else {
        claim(e).ifPresent(claims::add);
      }
    }
    if (entries.isEmpty()) {
      findings.add(
          findings
              .at(Code.EMPTY_EXPECTATION, owner, "this expectation says nothing")
              .help("name a `rule`, a `mode`, a `zone` …"));
    }
    contradictions(claims);
    return claims;
  }

  private Optional<Expectation.Claim> claim(Syntax.Entry e) {
    Syntax.Value v = e.value();
    Span span = e.span();
    return switch (e.key().text()) {
      case "rule" ->
          findings.checkText(v.text(), v.span(), "a rule's name", false)
              ? Optional.of(new Expectation.RuleIs(v.text(), span))
              : Optional.empty();
      case "owner" ->
          DeviceNodeBinder.account(v, findings).map(a -> new Expectation.OwnerIs(a, span));
      case "group" ->
          DeviceNodeBinder.account(v, findings).map(a -> new Expectation.GroupIs(a, span));
      case "mode" ->
          v.kind() == Syntax.Value.Kind.NUMBER
              ? DeviceNodeBinder.permissions(v, findings)
                  .map(m -> new Expectation.PermissionsAre(m, span))
              : mode(v).map(m -> new Expectation.ModeIs(m, span));
      case "zone" -> zone(v).map(z -> new Expectation.ZoneIs(z, span));
      case "online" -> online(v, span);
      case "weights" -> use.weight(v).map(weight -> new Expectation.WeightIs(weight, span));
      case "demotion" -> use.demotion(v).map(on -> new Expectation.DemotionIs(on, span));
      case "size" -> bytes(v).map(b -> new Expectation.SizeIs(b, span));
      case "align" -> bytes(v).map(b -> new Expectation.AlignIs(b, span));
      default -> symlink(v, span);
    };
  }

  private Optional<Expectation.Claim> symlink(Syntax.Value v, Span span) {
    if (!findings.checkText(v.text(), v.span(), "a symlink", false)) {
      return Optional.empty();
    }
    if (v.text().startsWith("/")) {
      findings.add(
          findings
              .at(Code.UNSAFE_SYMLINK, v.span(), "a symlink is named without `/dev/`")
              .help("write `\"" + v.text().replaceFirst("^/+(dev/+)?", "") + "\"`"));
      return Optional.empty();
    }
    return Optional.of(new Expectation.SymlinkIs(v.text(), span));
  }

  private Optional<Expectation.Mode> mode(Syntax.Value v) {
    Optional<Expectation.Mode> mode =
        Arrays.stream(Expectation.Mode.values()).filter(m -> m.word().equals(v.text())).findFirst();
    if (mode.isEmpty()) {
      unknown(v, "mode", List.of("devdax", "system-ram", "unbound"));
    }
    return mode;
  }

  private Optional<Zone> zone(Syntax.Value v) {
    switch (v.text()) {
      case "movable":
        return Optional.of(Zone.MOVABLE);
      case "normal":
        return Optional.of(Zone.KERNEL);
      default:
        unknown(v, "zone", List.of("movable", "normal"));
        return Optional.empty();
    }
  }

  private Optional<Expectation.Claim> online(Syntax.Value v, Span span) {
    if (v.text().equals("all")) {
      return Optional.of(new Expectation.OnlineIs(Optional.empty(), span));
    }
    if (v.text().equals("none")) {
      return Optional.of(new Expectation.OnlineIs(Optional.of(0), span));
    }
    if (v.text().matches(MOST_BLOCKS)) {
      int blocks = Integer.parseInt(v.text());
      return Optional.of(new Expectation.OnlineIs(Optional.of(blocks), span));
    }
    unknown(v, "amount of online memory", List.of("all", "none"));
    return Optional.empty();
  }

  private Optional<Long> bytes(Syntax.Value v) {
    Optional<Quantity> amount = Quantity.read(v.text(), v.span(), findings);
    Optional<Long> bytes =
        amount
            .filter(
                q ->
                    q.measure() == Quantity.Measure.SIZE || q.measure() == Quantity.Measure.INTEGER)
            .map(Quantity::value)
            .filter(b -> b.signum() >= 0 && b.bitLength() < Long.SIZE)
            .map(b -> b.longValueExact());
    if (amount.isPresent() && bytes.isEmpty()) {
      findings.add(
          findings
              .at(Code.UNKNOWN_EXPECTED_VALUE, v.span(), "`" + v.text() + "` is no size")
              .help("write it with a unit, such as `16GiB`"));
    }
    return bytes;
  }

  private void unknown(Syntax.Value v, String what, List<String> words) {
    String all = Expected.list(words.stream().map(w -> "`" + w + "`").toList());
    boolean number = what.startsWith("amount");
    findings.add(
        findings
            .suggest(
                findings.at(
                    Code.UNKNOWN_EXPECTED_VALUE, v.span(), "`" + v.text() + "` is no " + what),
                v.span(),
                v.text(),
                words)
            .note("write " + all + (number ? ", or a number of memory blocks" : "")));
  }

  private void contradictions(List<Expectation.Claim> claims) {
    for (Expectation.Claim one : claims) {
      for (Expectation.Claim other : claims) {
        String why = contradiction(one, other);
        if (!why.isEmpty()) {
          findings.add(
              findings
                  .at(Code.CONTRADICTORY_EXPECTATION, other.span(), why)
                  .related(findings.file(), one.span(), "this says so"));
          return;
        }
      }
    }
  }

  private static String contradiction(Expectation.Claim one, Expectation.Claim other) {
    boolean memory =
        other instanceof Expectation.ZoneIs
            || other instanceof Expectation.WeightIs
            || other instanceof Expectation.OnlineIs o && o.blocks().orElse(1) > 0;
    if (one instanceof Expectation.ModeIs m && m.mode() != Expectation.Mode.SYSTEM_RAM && memory) {
      return "a device in mode `" + m.mode().word() + "` has no memory online";
    }
    if (one instanceof Expectation.OnlineIs o
        && o.blocks().orElse(1) == 0
        && other instanceof Expectation.ZoneIs) {
      return "memory that is offline is in no zone";
    }
    if (one instanceof Expectation.OnlineIs o
        && o.blocks().orElse(1) == 0
        && other instanceof Expectation.WeightIs) {
      return "memory that is offline has no weight";
    }
    return "";
  }
}
