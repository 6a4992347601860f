package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;
import static org.daxpolicy.cli.Option.value;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.daxpolicy.compile.ArtifactWriter;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.compile.Compiler;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.compile.Difference;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;

/** {@code daxpolicy compile}: a policy becomes rules, units and files. */
final class CompileCommand extends Common {
  private String file = "";
  private String output = "";
  private Delivery delivery = Delivery.SYSTEMD;
  private boolean check;

  CompileCommand() {
    // as early as can be: it goes on beside the reading of the line and the policy
    Compiler.prepare();
  }

  @Override
  Declaration declaration() {
    return Declaration.of(
            "compile",
            "Compiles a policy to a tree of files, rooted like the target's, and prints what changed.")
        .option(
            value("DIR", "-o", "--output").required(true).description("the root to write below"),
            String.class,
            given -> output = given)
        .option(
            value("HOW", "--deliver")
                .defaultValue("systemd")
                .description("how the work reaches daxctl: systemd, run, conf or script"),
            Delivery.class,
            given -> delivery = given)
        .option(
            flag("--check").description("write nothing; exit 1 if a file would change"),
            given -> check = given)
        .operand("FILE", "the policy; - is standard input", given -> file = given)
        .examples(
            "daxpolicy compile policy.daxpolicy -o staging",
            "daxpolicy compile policy.daxpolicy -o staging --check",
            "0 written, or up to date; 1 findings or differences; 2 a file cannot be read or written.");
  }

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
