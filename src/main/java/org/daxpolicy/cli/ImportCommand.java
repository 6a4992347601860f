package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;
import static org.daxpolicy.cli.Option.value;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.lift.Lifting;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;

/** {@code daxpolicy import}: a policy of rules and daxctl's configuration as they are. */
final class ImportCommand extends Common {
  private List<String> arguments = List.of();
  private Optional<String> output = Optional.empty();
  private Optional<String> name = Optional.empty();
  private boolean force;

  @Override
  Declaration declaration() {
    return Declaration.of(
            "import",
            "Lifts hand-written udev rules and daxctl.conf into a policy that is proved to do the"
                + " same, or says line by line what cannot be lifted.")
        .operands(
            "RULES|CONF",
            1,
            "rules files *.rules, daxctl's files *.conf, directories of either; - is rules on standard input",
            given -> arguments = given)
        .option(
            value("FILE", "-o", "--output")
                .description("where the policy goes; - or nothing is standard output"),
            String.class,
            given -> output = Optional.of(given))
        .option(
            flag("--force").description("replace a file that is there already"),
            given -> force = given)
        .option(
            value("NAME", "--name").description("the policy's name (default: of the first file)"),
            String.class,
            given -> name = Optional.of(given))
        .examples(
            "daxpolicy import /etc/udev/rules.d/90-hbm.rules -o hbm.daxpolicy",
            "daxpolicy import /usr/lib/udev/rules.d/90-daxctl-device.rules /etc/daxctl.conf.d",
            "0 all is lifted and proved; 1 something could not be lifted, or is not proved; 2 a file"
                + " cannot be read or written.")
        .notes(
            List.of(
                "The proof is about the lines that were lifted; a finding names each that was not.",
                "Rules that have daxctl go by its configuration are lifted together with that."));
  }

  @Override
  public Integer call() {
    List<Diagnostic> found = new ArrayList<>();
    List<SourceFile> configurations = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    Inputs inputs = new Inputs(console());
    for (String argument : arguments) {
      List<String> confs = configurations(argument, inputs);
      for (String conf : confs) {
        Result<SourceFile> source = inputs.source(conf);
        found.addAll(source.diagnostics());
        source.value().ifPresent(configurations::add);
      }
      if (confs.isEmpty()) {
        rules.add(argument);
      }
    }
    List<RulesFile> files = rules(rules, found);
    if (found.stream().anyMatch(d -> d.severity() == Severity.ERROR)) {
      return end(found);
    }
    Result<Lifting.Lifted> lifted = Lifting.of(named(), files, configurations);
    found.addAll(lifted.diagnostics());
    return lifted.value().map(l -> ended(l, found)).orElseGet(() -> end(found));
  }

  /** The files of daxctl's configuration that an argument stands for. */
  private List<String> configurations(String argument, Inputs inputs) {
    if (argument.endsWith(".conf")) {
      return List.of(argument);
    }
    return Files.isDirectory(console().path(argument))
        ? inputs.files(argument, ".conf").value().orElse(List.of())
        : List.of();
  }

  private List<RulesFile> rules(List<String> given, List<Diagnostic> found) {
    if (given.isEmpty()) {
      return List.of();
    }
    RulesArguments arguments =
        RulesArguments.read(given, Optional.empty(), console(), UdevVersion.NEWEST);
    found.addAll(arguments.found());
    List<RulesFile> files = new ArrayList<>();
    for (RulesArguments.Content content : arguments.contents()) {
      files.add(RulesFile.parse(content.shown(), content.text(), UdevVersion.NEWEST));
    }
    if (files.isEmpty() && arguments.found().isEmpty()) {
      found.add(Inputs.nothing(given.get(0), "udev rules"));
    }
    return files;
  }

  /** The policy's name: as told, or what is left of the first file's. */
  private String named() {
    String first = arguments.get(0);
    String bare =
        first
            .substring(first.lastIndexOf('/') + 1)
            .replaceFirst("\\.(rules|conf)$", "")
            .replaceFirst("^\\d+[-_]", "")
            .replaceFirst("^daxpolicy-(?=.)", "");
    return PolicyName.of(name, bare, "imported");
  }

  private int ended(Lifting.Lifted lifted, List<Diagnostic> found) {
    boolean toFile = output.filter(file -> !file.equals("-")).isPresent();
    if (toFile || format == Format.text) {
      found.addAll(
          new FreshFile(console(), force).write(Map.of(output.orElse("-"), lifted.text())));
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("proved", lifted.proved());
    members.put("lifted", lifted.lifted());
    members.put("refused", lifted.refused());
    members.put("policy", lifted.text());
    int exit = end(found, members);
    if (exit != Exit.COULD_NOT_RUN) {
      say(summary(lifted) + (toFile ? "; wrote " + output.orElse("") : ""));
    }
    return exit;
  }

  private String summary(Lifting.Lifted lifted) {
    String unit = arguments.stream().allMatch(a -> a.endsWith(".conf")) ? "section" : "line";
    String what = lifted.lifted() + " " + unit + (lifted.lifted() == 1 ? "" : "s") + " lifted";
    String rest = lifted.refused() == 0 ? "" : ", " + lifted.refused() + " not";
    String proof = lifted.proved() ? "; proved for every device" : "; nothing is proved";
    return what + rest + (lifted.lifted() == 0 && lifted.refused() > 0 ? "" : proof);
  }
}
