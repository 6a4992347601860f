package org.daxpolicy.testing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.language.Expectation.AlignIs;
import org.daxpolicy.language.Expectation.Claim;
import org.daxpolicy.language.Expectation.DemotionIs;
import org.daxpolicy.language.Expectation.GroupIs;
import org.daxpolicy.language.Expectation.ModeIs;
import org.daxpolicy.language.Expectation.OnlineIs;
import org.daxpolicy.language.Expectation.OwnerIs;
import org.daxpolicy.language.Expectation.PermissionsAre;
import org.daxpolicy.language.Expectation.RuleIs;
import org.daxpolicy.language.Expectation.SizeIs;
import org.daxpolicy.language.Expectation.SymlinkIs;
import org.daxpolicy.language.Expectation.WeightIs;
import org.daxpolicy.language.Expectation.ZoneIs;
import org.daxpolicy.language.MemoryUse;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.simulate.DeviceResult;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.simulate.Placement;
import org.daxpolicy.simulate.Why;
import org.daxpolicy.testing.TestOutcome.Failure;
import org.daxpolicy.text.Bytes;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Verdict;

/** Compares what a test claims of a device with what became of it. */
final class Claims {
  private final SourceFile file;
  private final Machine machine;
  private final Installed installed;
  private final List<Placement> placed;
  private final List<Failure> failures;

  /**
   * @param placed every way the machine as a whole may end, the hoped-for first
   * @param failures where to write down what does not hold
   */
  Claims(
      SourceFile file,
      Machine machine,
      Installed installed,
      List<Placement> placed,
      List<Failure> failures) {
    this.file = file;
    this.machine = machine;
    this.installed = installed;
    this.placed = placed;
    this.failures = failures;
  }

  void check(DeviceResult device, List<Claim> claims) {
    for (Claim claim : claims) {
      if (claim instanceof RuleIs rule) {
        String actual = device.rule().map(ByteText::readable).orElse("none");
        expect(
            claim,
            device,
            "rule \"" + rule.name() + "\"",
            "rule \"" + actual + "\"",
            turnedDown(device, rule.name()));
      } else if (claim instanceof ModeIs mode) {
        states(claim, device, "mode " + mode.mode().word(), s -> "mode " + s.mode());
      } else if (claim instanceof ZoneIs zone) {
        String expected = "zone " + zone.zone().word();
        states(
            claim,
            device,
            expected,
            s -> "zone " + s.memory().zone().map(z -> z.word()).orElse("none"));
      } else if (claim instanceof OnlineIs online) {
        states(
            claim,
            device,
            "online " + online.blocks().map(String::valueOf).orElse("all"),
            s ->
                online.blocks().isEmpty()
                        && s.memory().total() > 0
                        && s.memory().online() == s.memory().total()
                    ? "online all"
                    : "online " + s.memory().online());
      } else if (claim instanceof SizeIs size) {
        states(
            claim,
            device,
            "size " + Bytes.text(size.bytes()),
            s -> "size " + Bytes.text(s.range().size()));
      } else if (claim instanceof AlignIs align) {
        String actual = device.align().map(Bytes::text).orElse("of no device");
        String wanted = "align " + Bytes.text(align.bytes());
        expect(claim, device, wanted, "align " + actual, steps(device));
      } else if (claim instanceof WeightIs weight) {
        states(
            claim,
            device,
            "weights " + weight.weight(),
            s -> "weights " + s.weight().map(String::valueOf).orElse("none"));
      } else if (claim instanceof DemotionIs demotion) {
        demotion(demotion, device);
      } else if (claim instanceof OwnerIs owner) {
        account(
            claim,
            device,
            "owner",
            owner.owner(),
            machine.udevHost().users().get(owner.owner()),
            device.node().owner());
      } else if (claim instanceof GroupIs group) {
        account(
            claim,
            device,
            "group",
            group.group(),
            machine.udevHost().groups().get(group.group()),
            device.node().group());
      } else if (claim instanceof PermissionsAre permissions) {
        String actual =
            device
                .node()
                .mode()
                .map(m -> String.format(Locale.ROOT, "mode %04o", m))
                .orElse("mode as it was");
        expect(
            claim, device, String.format(Locale.ROOT, "mode %04o", permissions.mode()), actual, "");
      } else if (claim instanceof SymlinkIs link) {
        List<String> links = device.node().symlinks().stream().map(ByteText::readable).toList();
        String expected = "symlink \"" + link.symlink() + "\"";
        expect(
            claim,
            device,
            expected,
            links.contains(link.symlink()) ? expected : "symlinks " + links,
            "");
      }
    }
  }

  private void demotion(DemotionIs claim, DeviceResult device) {
    String expected = "demotion " + MemoryUse.word(claim.on());
    for (int i = 0; i < placed.size(); i++) {
      String actual =
          "demotion "
              + placed.get(i).demotion().map(MemoryUse::word).orElse("unknown to the kernel");
      if (i == 0 || !actual.equals(expected)) {
        expect(claim, device, expected, i == 0 ? actual : "possibly " + actual, "");
      }
    }
  }

  private void states(
      Claim claim,
      DeviceResult device,
      String expected,
      java.util.function.Function<DaxDeviceState, String> say) {
    String word = expected.substring(0, expected.indexOf(' '));
    expect(
        claim,
        device,
        expected,
        device.after().map(say).orElse(word + " of no device"),
        steps(device));
    if (device.perhapsMissing()) {
      expect(claim, device, expected, "possibly no device", steps(device));
    }
    for (DaxDeviceState other : device.alternatives()) {
      String actual = say.apply(other);
      if (!actual.equals(expected)) {
        expect(claim, device, expected, "possibly " + actual, steps(device));
      }
    }
  }

  /**
   * A name stands for its number; where the machine does not tell its accounts, for what the rules
   * ask.
   */
  private void account(
      Claim claim,
      DeviceResult device,
      String what,
      String name,
      @org.jspecify.annotations.Nullable Integer number,
      Optional<Integer> actual) {
    String expected = what + " \"" + name + "\"";
    if (actual.isPresent()
        && (actual.get().equals(number) || name.equals(String.valueOf(actual.get())))) {
      return;
    }
    Optional<String> asked =
        actual.isPresent() ? Optional.empty() : asked(device, what.toUpperCase(Locale.ROOT));
    String said =
        actual
            .map(n -> what + " " + n)
            .or(() -> asked.map(a -> what + " \"" + a + "\""))
            .orElse(what + " as it was");
    expect(claim, device, expected, said, "");
  }

  private static Optional<String> asked(DeviceResult device, String key) {
    for (int i = device.events().size() - 1; i >= 0; i--) {
      for (Verdict.LineTrace line : device.events().get(i).verdict().trace()) {
        for (Verdict.TermTrace term : line.terms()) {
          if (term.text().startsWith(key + "=\"") && term.text().endsWith("\"")) {
            return Optional.of(term.text().substring(key.length() + 2, term.text().length() - 1));
          }
        }
      }
    }
    return Optional.empty();
  }

  private void expect(
      Claim claim, DeviceResult device, String expected, String actual, String reason) {
    if (!expected.equals(actual)) {
      failures.add(
          new Failure(
              file.position(claim.span().start()), device.name(), expected, actual, reason));
    }
  }

  private static String steps(DeviceResult device) {
    return String.join(
        "; ",
        device.steps().stream()
            .map(s -> s.command() + ": " + s.endings().get(s.endings().size() - 1).sentence())
            .toList());
  }

  private String turnedDown(DeviceResult device, String rule) {
    List<Why.RuleReason> rules =
        Why.of(device, installed.rules()).stream()
            .flatMap(w -> w.rules().stream())
            .filter(r -> ByteText.readable(r.name()).equals(rule))
            .toList();
    if (rules.isEmpty()) {
      return "no rule that can be chosen has this name";
    }
    return rules.stream()
        .flatMap(r -> r.terms().stream())
        .findFirst()
        .map(
            t ->
                ByteText.readable(t.term())
                    + " saw "
                    + t.actual().map(a -> "`" + ByteText.readable(a) + "`").orElse("nothing"))
        .orElse("");
  }
}
