package org.daxpolicy.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.daxpolicy.compile.ArtifactWriter;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.compile.Difference;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code daxpolicy compile}: a policy becomes rules, units and files. */
@Command(
    name = "compile",
    mixinStandardHelpOptions = true,
    description =
        "Compiles a policy to a tree of files, rooted like the target's, and prints what changed.",
    footer = {
      "",
      "Examples:",
      "  daxpolicy compile policy.daxpolicy -o staging",
      "  daxpolicy compile policy.daxpolicy -o staging --check",
      "",
      "Exit codes: 0 written, or up to date; 1 findings or differences; 2 a file cannot be read or written."
    })
final class CompileCommand extends Common {
  @Parameters(paramLabel = "FILE", description = "the policy; - is standard input")
  String file = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "the root to write below")
  String output = "";

  @Option(
      names = "--deliver",
      paramLabel = "HOW",
      defaultValue = "systemd",
      description = "how the work reaches daxctl: systemd, run, conf or script")
  Delivery delivery = Delivery.SYSTEMD;

  @Option(names = "--check", description = "write nothing; exit 1 if a file would change")
  boolean check;

  @Override
  public Integer call() {
    Inputs inputs = new Inputs(console());
    Result<SourceFile> source = inputs.source(file);
    if (source.value().isEmpty()) {
      return end(source.diagnostics());
    }
    Result<Artifacts> compiled =
        inputs.policies().compile(source.value().get(), delivery, console().today());
    if (compiled.value().isEmpty()) {
      return end(compiled.diagnostics());
    }
    List<Diagnostic> found = new ArrayList<>(compiled.diagnostics());
    List<String> changed = new ArrayList<>();
    Path root = console().path(output);
    if (check) {
      Result<List<Difference>> compared = ArtifactWriter.compare(compiled.value().get(), root);
      found.addAll(compared.diagnostics());
      for (Difference d : compared.value().orElse(List.of())) {
        changed.add(d.kind().name().toLowerCase(Locale.ROOT) + " " + d.path());
      }
    } else {
      Result<List<Path>> written = ArtifactWriter.write(compiled.value().get(), root);
      found.addAll(written.diagnostics());
      for (Path path : written.value().orElse(List.of())) {
        changed.add(
            Path.of(output)
                .resolve(path.startsWith(root) ? root.relativize(path) : path)
                .toString());
      }
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(check ? "differences" : "changed", changed);
    int exit = end(found, members);
    if (format == Format.text) {
      changed.forEach(path -> print(path + "\n"));
      if (changed.isEmpty() && exit == Exit.CLEAN) {
        say("everything is up to date");
      }
    }
    return check && !changed.isEmpty() && exit == Exit.CLEAN ? Exit.FOUND : exit;
  }
}
