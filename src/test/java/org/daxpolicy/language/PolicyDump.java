package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.daxpolicy.glob.NumberSet;

/**
 * Prints a bound policy for golden files: everything that matters, nothing of how it was written.
 */
final class PolicyDump {
  private final StringBuilder out = new StringBuilder();

  private PolicyDump() {}

  static String of(Policy policy) {
    PolicyDump dump = new PolicyDump();
    dump.line("policy " + policy.name());
    policy.version().ifPresent(v -> dump.line("version " + v));
    policy.owner().ifPresent(o -> dump.line("owner " + o));
    Target t = policy.target();
    dump.line("kernel " + range(t.kernel()));
    dump.line("systemd " + range(t.systemd()));
    dump.line("daxctl " + range(t.daxctl()));
    dump.line("nodes " + t.nodes().low() + ".." + t.nodes().high() + stated(t));
    dump.line("protect " + t.protect());
    policy.rules().forEach(dump::rule);
    dump.rule(policy.otherwise());
    return dump.out.toString();
  }

  private static String stated(Target target) {
    return target.place(Target.Part.NODES).isPresent() ? "" : " by default";
  }

  private static String range(Target.Range range) {
    return range.low() + ".." + range.high().map(Object::toString).orElse("");
  }

  private void rule(Policy.Rule rule) {
    int line = rule.file().line(rule.span().start());
    line("");
    line("rule " + rule.name().replace("\n", "\\n") + " (line " + line + ")");
    condition(rule.condition(), 1);
    line("  => " + outcome(rule.outcome()));
    rule.outcome().deviceNode().ifPresent(this::node);
    parts(rule.outcome());
    if (rule.busy() instanceof Busy.Retry retry) {
      line("  busy: retry " + retry.times() + " every " + retry.seconds() + " s");
    }
    Reasons r = rule.reasons();
    r.because().ifPresent(b -> line("  because " + b.replace("\n", "\\n")));
    r.ticket().ifPresent(b -> line("  ticket " + b));
    r.expires().ifPresent(b -> line("  expires " + b));
  }

  private static List<String> all(Outcome.SystemRam ram) {
    List<String> words = new ArrayList<>(List.of("system-ram " + ram.online()));
    words.addAll(ram.use().words());
    return words;
  }

  private static String outcome(Outcome outcome) {
    if (outcome instanceof Outcome.SystemRam ram) {
      return String.join(" ", all(ram));
    }
    if (outcome instanceof Partition partition) {
      return "partition of " + partition.parts().size();
    }
    return outcome instanceof Outcome.DevDax ? "devdax" : "keep";
  }

  private void parts(Outcome outcome) {
    if (outcome instanceof Partition partition) {
      for (Partition.Part part : partition.parts()) {
        line("  part " + part.shape() + " => " + outcome(part.outcome()));
        part.outcome().deviceNode().ifPresent(this::node);
        part.because().ifPresent(b -> line("  because " + b));
      }
    }
  }

  private void node(DeviceNode node) {
    field("owner", node.owner());
    field("group", node.group());
    field("mode", node.mode().map(Integer::toOctalString));
    field("symlink", node.symlink());
    field("tag", node.tag());
    field("seclabel", node.seclabel().map(l -> l.module() + " " + l.label()));
  }

  private void field(String name, Optional<String> value) {
    value.ifPresent(v -> line("  " + name + " " + v));
  }

  private void condition(Condition c, int depth) {
    if (c instanceof Condition.And and) {
      operands("and", and.operands(), depth);
    } else if (c instanceof Condition.Or or) {
      operands("or", or.operands(), depth);
    } else if (c instanceof Condition.Not not) {
      operands("not", List.of(not.operand()), depth);
    } else if (c instanceof Condition.Constant constant) {
      indented(depth, String.valueOf(constant.value()));
    } else if (c instanceof Condition.Present present) {
      indented(depth, "present " + present.attribute().name());
    } else if (c instanceof Condition.Test test) {
      indented(depth, test.attribute().name() + " " + values(test.values()));
    }
  }

  private void operands(String operator, List<Condition> operands, int depth) {
    indented(depth, operator);
    operands.forEach(o -> condition(o, depth + 1));
  }

  private static String values(ValueSet set) {
    if (set instanceof ValueSet.Numbers numbers) {
      return numbers.set().ranges().stream()
          .map(PolicyDump::numbers)
          .collect(Collectors.joining(" "));
    }
    return set instanceof ValueSet.Texts texts
        ? "one of " + texts.values()
        : "matches " + ((ValueSet.Matching) set).glob();
  }

  private static String numbers(NumberSet.Range range) {
    String low = range.low().map(Object::toString).orElse("");
    String high = range.high().map(Object::toString).orElse("");
    return low.equals(high) ? low : low + ".." + high;
  }

  private void indented(int depth, String text) {
    line("  ".repeat(depth) + text);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
