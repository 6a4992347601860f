package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;
import static org.daxpolicy.cli.Option.value;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.lift.StartingPolicy;
import org.daxpolicy.lift.StartingTest;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.udev.ByteText;

/** {@code daxpolicy init}: a policy and its tests to begin with, for machines that are there. */
final class InitCommand extends Common {
  private static final String POLICY = ".daxpolicy";
  private static final String TEST = ".daxtest";

  private List<String> arguments = List.of();
  private Optional<String> output = Optional.empty();
  private Optional<String> name = Optional.empty();
  private boolean force;

  @Override
  Declaration declaration() {
    return Declaration.of(
            "init",
            "Begins a policy for machines you have: their releases as target, a commented rule for"
                + " each class of their devices, and tests.")
        .values(
            value("M", "--machine")
                .arity("1")
                .description("a snapshot, as `capture` takes them; may be repeated"),
            given -> arguments = given)
        .option(
            value("DIR", "-o", "--output")
                .description(
                    "where policy.daxpolicy and policy.daxtest go; or the policy's file, with the"
                        + " tests beside it; without, the policy goes to standard output"),
            String.class,
            given -> output = Optional.of(given))
        .option(
            flag("--force").description("replace files that are there already"),
            given -> force = given)
        .option(
            value("NAME", "--name").description("the policy's name (default: of the machine)"),
            String.class,
            given -> name = Optional.of(given))
        .examples(
            "daxpolicy init --machine host.json > site.daxpolicy",
            "daxpolicy init --machine a.json --machine b.json -o policies/site",
            "0 written; 2 a machine cannot be read or a file cannot be written.");
  }

  @Override
  public Integer call() {
    if (arguments.isEmpty()) {
      misused(
          "missing --machine M: `daxpolicy capture -o host.json` takes a snapshot of this host");
    }
    Inputs inputs = new Inputs(console());
    List<Diagnostic> found = new ArrayList<>();
    Map<String, Machine> machines = new LinkedHashMap<>();
    Map<String, String> paths = new LinkedHashMap<>();
    for (String argument : arguments) {
      Result<Machine> machine = inputs.machine(argument);
      found.addAll(machine.diagnostics());
      machine.value().ifPresent(m -> add(m, argument, machines, paths));
    }
    if (machines.size() < arguments.size()) {
      return end(found);
    }
    String called = PolicyName.of(name, machines.keySet().iterator().next(), "site");
    String policy = StartingPolicy.of(called, machines);
    return output
        .filter(o -> !o.equals("-"))
        .map(o -> written(o, policy, machines, paths, found))
        .orElseGet(() -> printed(policy, found));
  }

  private static void add(
      Machine machine, String argument, Map<String, Machine> machines, Map<String, String> paths) {
    String file = argument.substring(argument.lastIndexOf('/') + 1);
    String base =
        ByteText.readable(
            machine.host().name().orElse(file.replaceFirst("\\.(json|tar|txt)(\\.gz)?$", "")));
    String named = base.isBlank() || base.equals("-") ? "machine" : base;
    String label = named;
    for (int n = 2; machines.containsKey(label); n++) {
      label = named + " " + n;
    }
    machines.put(label, machine);
    paths.put(label, argument);
  }

  private int printed(String policy, List<Diagnostic> found) {
    if (format == Format.text) {
      print(policy);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("policy", policy);
    return end(found, members);
  }

  private int written(
      String output,
      String policy,
      Map<String, Machine> machines,
      Map<String, String> paths,
      List<Diagnostic> found) {
    String file = output.endsWith(POLICY) ? output : output + "/policy" + POLICY;
    String tests = file.substring(0, file.length() - POLICY.length()) + TEST;
    Path directory = console().path(file).toAbsolutePath().normalize().resolveSibling("");
    List<StartingTest.Subject> subjects = new ArrayList<>();
    machines.forEach(
        (label, machine) ->
            subjects.add(
                new StartingTest.Subject(
                    label, machine, seen(paths.getOrDefault(label, "-"), directory))));
    String policyName = file.substring(file.lastIndexOf('/') + 1);
    FreshFile fresh = new FreshFile(console(), force);
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(file, policy);
    texts.put(tests, StartingTest.of(policy, policyName, subjects));
    found.addAll(fresh.write(texts));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("files", List.copyOf(texts.keySet()));
    members.put("policy", policy);
    int exit = end(found, members);
    if (exit == Exit.CLEAN) {
      say("wrote " + file + " and " + tests);
    }
    return exit;
  }

  /** A snapshot's path as files of a directory name it; none for standard input. */
  private Optional<String> seen(String path, Path directory) {
    if (path.equals("-")) {
      return Optional.empty();
    }
    Path machine = console().path(path).toAbsolutePath().normalize();
    return Optional.of(directory.relativize(machine).toString());
  }
}
