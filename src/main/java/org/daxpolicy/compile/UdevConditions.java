package org.daxpolicy.compile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.language.Target;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.RuleText;

/**
 * Writes steps as rule lines that hold exactly when the step does.
 *
 * <p>Three things udev does not say the way it looks: {@code ATTR{x}!="v"} is false when {@code x}
 * is missing; {@code ATTRS{x}!="v"} holds when any parent differs; and all parent terms of a line
 * are about one and the same parent. What a line cannot say itself is therefore a fact: lines of
 * their own set a temporary property where the positive test holds, and the line asks for that.
 */
final class UdevConditions {
  /**
   * The longest line written, in bytes. udev gives up a whole file at 16 KiB; the rest is for what
   * follows the conditions.
   */
  private static final int LONGEST_LINE = 12_000;

  private static final int LONGEST_VALUE = 4_000;

  private final RulesText out;
  private final PropertyNames names;
  private final Target.Nodes nodes;
  private final Map<String, String> probeFacts = new HashMap<>();
  private final Set<String> prepared = new HashSet<>();

  UdevConditions(RulesText out, PropertyNames names, Target.Nodes nodes) {
    this.out = out;
    this.names = names;
    this.nodes = nodes;
  }

  /** A term, or terms about one parent, that a line consists of. */
  private record Term(Access access, Operator operator, String value) {}

  /** Writes one step; one that sets no fact goes to {@code label}. */
  void write(Step step, String label) {
    List<Term> terms = new ArrayList<>();
    boolean parent = false;
    for (Step.Literal literal : step.literals()) {
      Term term = term(literal, step, parent);
      parent |= term.access().kind() == Access.Kind.PARENT;
      terms.add(term);
    }
    RuleText line = conditions(terms);
    if (step.fact().isPresent()) {
      out.line(line.term("ENV", names.any(step.fact().getAsInt()), Operator.ASSIGN, "1"));
    } else {
      out.line(line.term("GOTO", Operator.ASSIGN, label));
    }
  }

  private Term term(Step.Literal literal, Step step, boolean parentTaken) {
    if (literal instanceof Step.Literal.Asks asks) {
      return asksFact(names.any(asks.fact()), true);
    }
    Step.Literal.Holds holds = (Step.Literal.Holds) literal;
    Probe probe = holds.probe();
    String fact = probeFacts.get(probe.key());
    if (fact != null) {
      return asksFact(fact, holds.positive());
    }
    prepare(probe.attribute());
    Access access = Access.to(probe.attribute(), names);
    List<String> values = probe.values(LONGEST_VALUE);
    boolean sayable =
        values.size() == 1
            && !probe.nonEmpty()
            && (holds.positive()
                ? access.kind() != Access.Kind.PARENT || !parentTaken
                : negatable(access, probe, step));
    if (sayable) {
      Operator operator = holds.positive() ? Operator.MATCH : Operator.NO_MATCH;
      return new Term(access, operator, access.wrap(values.get(0)));
    }
    return asksFact(fact(probe, access, values), holds.positive());
  }

  /** A missing file is no danger where another term of the line holds only for a present one. */
  private static boolean negatable(Access access, Probe probe, Step step) {
    return access.kind() == Access.Kind.STRING
        || access.kind() == Access.Kind.FILE
            && step.literals().stream()
                .anyMatch(
                    l ->
                        l instanceof Step.Literal.Holds h
                            && h.positive()
                            && h.probe().attribute().name().equals(probe.attribute().name()));
  }

  private static Term asksFact(String property, boolean positive) {
    Access access = new Access("ENV", property, List.of(), Access.Kind.STRING, "", "");
    return new Term(access, positive ? Operator.MATCH : Operator.NO_MATCH, "1");
  }

  /** Writes the lines that make a probe a fact. */
  private String fact(Probe probe, Access access, List<String> values) {
    String fact = names.probe(probe.attribute());
    probeFacts.put(probe.key(), fact);
    for (String value : values) {
      RuleText line = RuleText.line();
      access.append(line, Operator.MATCH, access.wrap(value));
      if (probe.nonEmpty()) {
        Access.term(line, access.key(), access.attribute(), Operator.MATCH, "?*");
      }
      out.line(line.term("ENV", fact, Operator.ASSIGN, "1"));
    }
    return fact;
  }

  /** The terms as one line, its first parts moved to lines of their own where it grows too long. */
  private RuleText conditions(List<Term> terms) {
    RuleText line = RuleText.line();
    for (Term term : terms) {
      RuleText alone = RuleText.line();
      term.access().append(alone, term.operator(), term.value());
      if (!line.text().isEmpty() && bytes(line) + bytes(alone) > LONGEST_LINE) {
        String part = names.part();
        out.line(line.term("ENV", part, Operator.ASSIGN, "1"));
        line = RuleText.line().term("ENV", part, Operator.MATCH, "1");
      }
      term.access().append(line, term.operator(), term.value());
    }
    return line;
  }

  private static int bytes(RuleText line) {
    return line.text().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Copies a value that rules cannot compare where it stands, the first time it is asked for. */
  void prepare(Attribute attribute) {
    Reach reach = attribute.reach();
    if (reach instanceof Reach.OriginOfAncestors && prepared.add(attribute.name())) {
      origins(names.copy(attribute));
    } else if (reach instanceof Reach.TargetNode node && prepared.add(attribute.name())) {
      ofNodes(names.copy(attribute), node.file());
    } else if (reach instanceof Reach.KernelParameter p && prepared.add(attribute.name())) {
      parameter(names.copy(attribute), p.parameter().replace('-', '_'));
    }
  }

  private void origins(String property) {
    out.line(
        RuleText.line()
            .term("SUBSYSTEMS", Operator.MATCH, "platform")
            .term("DRIVERS", Operator.MATCH, "hmem")
            .term("ENV", property, Operator.ASSIGN, "hmem"));
    out.line(
        RuleText.line()
            .term("SUBSYSTEMS", Operator.MATCH, "nd")
            .term("ENV", property, Operator.ASSIGN, "pmem"));
    out.line(
        RuleText.line()
            .term("SUBSYSTEMS", Operator.MATCH, "cxl")
            .term("ATTRS", "devtype", Operator.MATCH, "cxl_dax_region")
            .term("ENV", property, Operator.ASSIGN, "cxl"));
  }

  /** No substitution works inside {@code [node/nodeN]}, so every node has its line. */
  private void ofNodes(String property, String file) {
    for (int n = nodes.low(); n <= nodes.high(); n++) {
      String path = "[node/node" + n + "]" + file;
      out.line(
          RuleText.line()
              .term("ATTR", "target_node", Operator.MATCH, Integer.toString(n))
              .term("ATTR", path, Operator.MATCH, "?*")
              .term("ENV", property, Operator.ASSIGN, "$attr{" + path + "}"));
    }
  }

  /** The import leaves a property of the parameter's own name, which is nobody's business. */
  private void parameter(String property, String parameter) {
    out.line(
        RuleText.line()
            .term("IMPORT", "cmdline", Operator.MATCH, parameter)
            .term("ENV", property, Operator.ASSIGN, "$env{" + parameter + "}")
            .term("ENV", parameter, Operator.ASSIGN, ""));
  }
}
