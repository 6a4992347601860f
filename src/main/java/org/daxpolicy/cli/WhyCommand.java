package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.cli.OnMachine.Scene;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.report.WhyReport;
import org.daxpolicy.report.WhyRuleReport;
import org.daxpolicy.simulate.DeviceResult;
import org.daxpolicy.simulate.Given;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.simulate.Simulator;
import org.daxpolicy.simulate.Why;
import org.daxpolicy.simulate.WhyRule;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.Verdict;

/** {@code daxpolicy why}: why a device got its rule, and why not the others. */
final class WhyCommand extends Common {
  private final OnMachine on = new OnMachine();
  private String device = "";
  private List<String> arguments = List.of();
  private Optional<String> rule = Optional.empty();
  private Optional<String> action = Optional.empty();

  @Override
  Declaration declaration() {
    return on.declare(
            Declaration.of(
                    "why",
                    "Tells of each rule whether it was chosen, or which term turned it down: expected, and what it saw."
                        + " With --rule, draws one rule term by term.")
                .operand(
                    "DEVICE",
                    "a dax device's name; with --rule, the path of any device",
                    given -> device = given)
                .operands(
                    "FILE|RULES",
                    0,
                    "policies, rules files, directories",
                    given -> arguments = given),
            true)
        .option(
            value("RULE", "--rule")
                .description(
                    "FILE:LINE, of a rules file or a policy, or the name of a policy's rule"),
            String.class,
            given -> rule = Optional.of(given))
        .option(
            value("ACTION", "--action")
                .description(
                    "the event to tell of (default: the last that decides; add for devices other than dax)"),
            String.class,
            given -> action = Optional.of(given))
        .examples(
            "daxpolicy why dax0.0 --machine host.json policy.daxpolicy",
            "daxpolicy why dax0.0 --machine host.json --root / --rule 95-local.rules:3",
            "0 explained; 1 findings at or above --fail-on; 2 an input cannot be read.");
  }

  @Override
  public Integer call() {
    on.misuse().or(() -> on.needs(arguments, "FILE|RULES or --root")).ifPresent(this::misused);
    Result<Scene> opened = on.open(console(), arguments, Delivery.SYSTEMD);
    List<Diagnostic> found = new ArrayList<>(opened.diagnostics());
    if (opened.value().isEmpty()) {
      return end(found);
    }
    Scene scene = opened.value().get();
    Result<String> devpath = Inputs.device(scene.machine(), device);
    Result<Installed> installed = scene.files().installed();
    found.addAll(devpath.diagnostics());
    found.addAll(installed.diagnostics());
    if (devpath.value().isEmpty() || installed.value().isEmpty()) {
      return end(found);
    }
    return rule.isPresent()
        ? rule(scene, devpath.value().get(), installed.value().get(), rule.get(), found)
        : rules(scene, devpath.value().get(), installed.value().get(), found);
  }

  private int rules(Scene scene, String devpath, Installed files, List<Diagnostic> found) {
    Optional<Why> why = simulated(scene, devpath, files).flatMap(d -> Why.of(d, files.rules()));
    if (why.isEmpty()) {
      found.add(
          Diagnostic.of(
                  Code.NO_INPUT_FOUND,
                  "`" + device + "` is no dax device that the machine would have")
              .help("name one rule with --rule to see what it makes of any device"));
      return end(found);
    }
    if (format == Format.text) {
      print(WhyReport.text(why.get(), outPalette()));
    }
    return end(found, new LinkedHashMap<>(WhyReport.tree(why.get())));
  }

  private int rule(
      Scene scene, String devpath, Installed files, String asked, List<Diagnostic> found) {
    Optional<DeviceResult.EventResult> event =
        simulated(scene, devpath, files).flatMap(this::event);
    Verdict verdict =
        event.map(DeviceResult.EventResult::verdict).orElseGet(() -> evaluated(scene, devpath));
    String about = event.map(DeviceResult.EventResult::action).or(() -> action).orElse("add");
    Optional<WhyRule> why = WhyRule.of(devpath, about, files.rules(), verdict, asked);
    if (why.isEmpty()) {
      found.add(
          Diagnostic.of(Code.NO_INPUT_FOUND, "there is no rule `" + asked + "`")
              .help("give FILE:LINE of a line that udev reads, or the name of a policy's rule"));
      return end(found);
    }
    if (format == Format.text) {
      print(WhyRuleReport.text(why.get(), outPalette()));
    }
    return end(found, new LinkedHashMap<>(WhyRuleReport.tree(why.get())));
  }

  private static Optional<DeviceResult> simulated(Scene scene, String devpath, Installed files) {
    if (!scene.machine().daxDevices().contains(devpath)) {
      return Optional.empty();
    }
    Given given = scene.udev().map(Given.NOTHING::with).orElse(Given.NOTHING);
    return Simulator.run(scene.machine(), files, given, scene.told()).devices().stream()
        .filter(d -> d.devpath().equals(devpath))
        .findFirst();
  }

  /** The event to tell of: the last that was asked for, or else the last that decides. */
  private Optional<DeviceResult.EventResult> event(DeviceResult result) {
    return result.events().stream()
        .filter(
            e ->
                action
                    .map(a -> a.equals(e.action()))
                    .orElse(!e.action().equals("unbind") && !e.action().equals("remove")))
        .reduce((earlier, later) -> later);
  }

  private Verdict evaluated(Scene scene, String devpath) {
    Host host = scene.told().on(scene.machine().udevHost());
    RuleSet rules = scene.files().rules(scene.version()).value().orElseThrow().on(host);
    Event event =
        new Event(
            scene.machine().sysfs(),
            devpath,
            action.orElse("add"),
            Map.of(),
            host,
            scene.machine().records());
    return Evaluator.evaluate(rules, event, scene.version());
  }
}
