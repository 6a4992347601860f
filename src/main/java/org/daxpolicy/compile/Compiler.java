package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;

/**
 * Policy to artifacts.
 *
 * <p>The emitted udev rules decide on every device what the policy decides (design of the language,
 * section 2), and each compilation proves it; where a target or a delivery cannot keep that, a
 * finding says so, and an error means nothing is made.
 */
public final class Compiler {
  private Compiler() {}

  /**
   * Artifacts and where their rule lines come from.
   *
   * @param artifacts the files
   * @param lines for each line of a rules file that serves one rule: which
   */
  public record Compilation(Artifacts artifacts, List<RuleLine> lines) {
    public Compilation {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Loads in the background what making artifacts takes and reading a policy does not: templates
   * and digests. To be called before a policy is read; without it, compiling waits for them.
   */
  public static void prepare() {
    Thread thread = new Thread(Compiler::load, "prepare");
    thread.setDaemon(true);
    thread.start();
  }

  private static void load() {
    Manifest.load();
    Templates.load();
  }

  /** The artifacts of a policy, none if a finding is an error. */
  public static Result<Artifacts> compile(Policy policy, Delivery delivery) {
    Result<Compilation> compilation = compilation(policy, delivery);
    return new Result<>(compilation.value().map(Compilation::artifacts), compilation.diagnostics());
  }

  /** The same with the lines' origins. */
  public static Result<Compilation> compilation(Policy policy, Delivery delivery) {
    Plan plan = Plan.of(policy);
    List<Diagnostic> found = new ArrayList<>(findings(policy, plan));
    found.addAll(DeliveryFindings.of(policy, plan, delivery));
    found.sort(Diagnostic.ORDER);
    Optional<Slug> slug = Slug.of(policy.name());
    if (slug.isEmpty() || found.stream().anyMatch(d -> d.severity() == Severity.ERROR)) {
      return Result.failed(found);
    }
    return make(policy, plan, slug.get(), delivery, found);
  }

  /** What the target cannot decide or a rule cannot say, whatever the delivery. */
  public static List<Diagnostic> findings(Policy policy) {
    List<Diagnostic> found = new ArrayList<>(findings(policy, Plan.of(policy)));
    found.sort(Diagnostic.ORDER);
    return found;
  }

  private static List<Diagnostic> findings(Policy policy, Plan plan) {
    List<Diagnostic> found = new ArrayList<>();
    if (Slug.of(policy.name()).isEmpty()) {
      String headline = "the name `" + Origins.comment(policy.name()) + "` gives no file name";
      found.add(
          Diagnostic.at(Code.UNNAMEABLE_POLICY, policy.place(), headline)
              .note("generated files are named by the letters a-z and digits of it")
              .help("give the policy a name with at least one letter or digit"));
    }
    found.addAll(ValueFindings.of(policy));
    found.addAll(TargetFindings.of(policy, plan));
    found.addAll(MemoryUseFindings.of(policy, plan));
    return found;
  }

  private static Result<Compilation> make(
      Policy policy, Plan plan, Slug slug, Delivery delivery, List<Diagnostic> found) {
    Map<String, Artifacts.Artifact> files = new TreeMap<>();
    List<RuleLine> lines = new ArrayList<>();
    Protection protection =
        delivery == Delivery.SCRIPT
            ? new Protection(Target.Protect.NONE, "")
            : Protection.of(policy, plan);
    switch (delivery) {
      case SYSTEMD, RUN -> {
        RulesText rules = UdevRules.of(policy, plan, slug, delivery);
        Optional<Diagnostic> unproved = Proof.hold(policy, plan, slug, delivery, rules.text());
        if (unproved.isPresent()) {
          found.add(unproved.get());
          return Result.failed(found);
        }
        put(files, UdevRules.path(slug), rules.text(), false);
        lines.addAll(rules.map());
        if (delivery == Delivery.SYSTEMD) {
          Units.of(policy, plan, slug, delivery).forEach((p, t) -> put(files, p, t, false));
        }
      }
      case CONF -> DaxctlConf.files(policy, plan, slug).forEach((p, t) -> put(files, p, t, false));
      case SCRIPT -> put(files, HostScript.path(slug), HostScript.of(policy, plan), true);
    }
    protection.files(policy, plan, slug, delivery).forEach((p, t) -> put(files, p, t, false));
    lines.sort(Comparator.comparing(RuleLine::file).thenComparing(RuleLine::line));
    String manifest = Manifest.text(policy, slug, delivery, protection, files, lines);
    put(files, Manifest.PATH, manifest, false);
    return Result.of(new Compilation(new Artifacts(new TreeMap<>(files)), lines), found);
  }

  private static void put(
      Map<String, Artifacts.Artifact> files, String path, String text, boolean executable) {
    files.put(path, new Artifacts.Artifact(text, executable));
  }
}
