package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.kernel.Firmware.Source;
import org.daxpolicy.dax.kernel.Kernel;
import org.daxpolicy.simulate.DeviceResult.Ending;
import org.daxpolicy.simulate.DeviceResult.Step;
import org.daxpolicy.text.Diagnostic;

/** Puts together what all runs of a simulation came to. */
final class Outcome {
  private final Scenario scenario;
  private final List<World> runs;
  private final World main;
  private final World alone;
  private final Risks risks;

  /**
   * @param runs every way it may go, the hoped-for first
   * @param alone the machine without rules and units
   */
  Outcome(Scenario scenario, List<World> runs, World alone) {
    this.scenario = scenario;
    this.runs = List.copyOf(runs);
    this.main = runs.get(0);
    this.alone = alone;
    this.risks = new Risks(scenario.installed().rules());
  }

  Simulation simulation() {
    List<DeviceResult> devices = new ArrayList<>();
    for (Source source : scenario.layout().firmware().sources()) {
      for (String name : names(source)) {
        devices.add(result(source, name));
      }
    }
    return new Simulation(
        scenario.at().facts(),
        main.course.timeline,
        devices,
        Placement.of(alone.kernel),
        placed(),
        scenario.rules().messages(),
        new MachineFindings(scenario, risks).of(main, devices));
  }

  /** The first device of a region, and those that were created. */
  private Set<String> names(Source source) {
    Set<String> names = new LinkedHashSet<>();
    names.add("dax" + source.id() + ".0");
    for (World run : runs) {
      run.kernel.devices().stream()
          .map(DaxDeviceState::name)
          .filter(n -> Layout.region(n).equals(Optional.of(source.id())))
          .forEach(names::add);
    }
    return names;
  }

  private DeviceResult result(Source source, String name) {
    Optional<DaxDeviceState> before = alone.kernel.device(name);
    Optional<DaxDeviceState> after = main.kernel.device(name);
    List<DaxDeviceState> alternatives =
        endings(w -> w.kernel.device(name)).stream()
            .filter(s -> !Optional.of(s).equals(after))
            .toList();
    Course.Story story = main.course.story(name);
    Optional<String> rule = story.property("DAXPOLICY_RULE");
    Optional<String> outcome =
        story.property("DAXPOLICY_OUTCOME").map(o -> o.replaceFirst("ram-", "ram "));
    MemoryWish wish = MemoryWish.of(story);
    List<Kernel> kernels = runs.stream().map(w -> w.kernel).toList();
    List<Step> steps = steps(name);
    return new DeviceResult(
        name,
        scenario.layout().devpath(name),
        before,
        why(source, name),
        story.events,
        steps,
        after,
        alternatives,
        after.isPresent() && runs.stream().anyMatch(w -> w.kernel.device(name).isEmpty()),
        after.map(a -> main.kernel.align(name)),
        rule,
        outcome,
        wish.words(),
        story.node.node(),
        after
            .map(a -> findings(name, before, a, alternatives, rule, outcome, !steps.isEmpty()))
            .map(found -> wish.missed(name, after.get(), alternatives, placed(), found))
            .map(found -> PartitionWish.of(story, source.size()).missed(name, kernels, found))
            .orElse(List.of()));
  }

  private <T> Set<T> endings(Function<World, Optional<T>> of) {
    Set<T> endings = new LinkedHashSet<>();
    runs.forEach(w -> of.apply(w).ifPresent(endings::add));
    return endings;
  }

  /** Every way the machine may treat pages in the end, the hoped-for first. */
  private List<Placement> placed() {
    return List.copyOf(endings(w -> Optional.of(Placement.of(w.kernel))));
  }

  /** What the kernel alone says of a device. */
  private String why(Source source, String name) {
    Optional<String> missing = alone.kernel.missing(source);
    if (missing.isPresent()) {
      return missing.get();
    }
    String why = alone.kernel.log().lastChoice(name).map(c -> c.why()).orElse("it was created");
    boolean memory = alone.kernel.device(name).map(s -> s.memory().total() > 0).orElse(false);
    return memory ? why + "; new blocks are " + alone.kernel.policy().word() : why;
  }

  /** The steps of the hoped-for run, with every way the others ended them. */
  private List<Step> steps(String name) {
    List<Step> steps = new ArrayList<>();
    List<Step> own = main.course.story(name).steps;
    for (int i = 0; i < own.size(); i++) {
      Step step = own.get(i);
      Set<Ending> endings = new LinkedHashSet<>(step.endings());
      for (World run : runs) {
        List<Step> others = run.course.story(name).steps;
        if (i < others.size()
            && others.get(i).command().equals(step.command())
            && others.get(i).unit().equals(step.unit())) {
          endings.addAll(others.get(i).endings());
        }
      }
      steps.add(
          new Step(step.event(), step.via(), step.unit(), step.command(), List.copyOf(endings)));
    }
    return steps;
  }

  private List<Diagnostic> findings(
      String name,
      Optional<DaxDeviceState> before,
      DaxDeviceState after,
      List<DaxDeviceState> alternatives,
      Optional<String> rule,
      Optional<String> outcome,
      boolean worked) {
    Findings findings = new Findings(risks, name, main.kernel.settings().blockSize());
    for (World run : runs) {
      for (Incident incident : run.course.incidents) {
        if (incident.device().equals(name)) {
          findings.incident(incident, run == main);
        }
      }
    }
    return findings.atTheEnd(before, after, alternatives, rule, outcome, worked);
  }
}
