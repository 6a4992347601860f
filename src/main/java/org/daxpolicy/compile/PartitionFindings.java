package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Mention;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Partition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;

/** What keeps a rule from dividing regions, or makes something else of their parts. */
final class PartitionFindings {
  /** The smallest memory block of any machine with dax memory, and that of large ones. */
  private static final long SMALL_BLOCK = 128L << 20;

  private static final long LARGE_BLOCK = 2L << 30;

  /** The longest name systemd takes for a unit. */
  private static final int LONGEST_NAME = 255;

  private static final String LONGEST_INSTANCE = "@" + Integer.MAX_VALUE + ".service";

  private final Policy policy;
  private final List<Diagnostic> found = new ArrayList<>();

  private PartitionFindings(Policy policy) {
    this.policy = policy;
  }

  static List<Diagnostic> of(Policy policy) {
    PartitionFindings findings = new PartitionFindings(policy);
    List<Policy.Rule> rules = new ArrayList<>(policy.rules());
    rules.add(policy.otherwise());
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).outcome() instanceof Partition partition) {
        findings.changing(rules.get(i), rules.subList(0, i));
        findings.pmem(rules.get(i), rules.subList(0, i));
        findings.blocks(rules.get(i), partition);
        findings.name(rules.get(i));
      }
    }
    return findings.found;
  }

  // ---- conditions

  /**
   * Whether dividing a region, or putting its memory to use, changes what an attribute says of its
   * devices. What is left says the same of all devices of a region, at all times.
   */
  private static boolean changes(Attribute attribute) {
    Reach reach = attribute.reach();
    return Choice.late(attribute)
        || reach instanceof Reach.Own own && !own.file().equals("target_node")
        || reach instanceof Reach.Name name && name.part() != Reach.Name.Part.REGION
        || reach instanceof Reach.Parent parent
            && parent.file().equals("dax_region/available_size");
  }

  private void changing(Policy.Rule rule, List<Policy.Rule> earlier) {
    Mention.in(rule).stream()
        .filter(m -> changes(m.attribute()))
        .findFirst()
        .ifPresent(m -> found.add(undone(m)));
    for (Policy.Rule before : earlier) {
      Mention.in(before).stream()
          .filter(m -> changes(m.attribute()))
          .findFirst()
          .ifPresent(m -> found.add(taken(m, rule)));
    }
  }

  private static Diagnostic undone(Mention m) {
    String name = m.attribute().name();
    return Diagnostic.at(
            Code.DIVISION_UNDONE,
            m.place(),
            "`" + name + "` says something else once the region is divided")
        .related(m.rule().place(), "this rule divides it")
        .note(
            "the rule decides about all devices of a region, and about each of them again whenever"
                + " something happens to it")
        .help(
            name.equals("size")
                ? "ask for `dax_region.size`, which stays"
                : "ask for what all devices of a region have in common, such as `origin` and"
                    + " `target_node`");
  }

  private static Diagnostic taken(Mention m, Policy.Rule rule) {
    return Diagnostic.at(
            Code.PARTS_TAKEN_EARLIER,
            m.place(),
            "rule `" + m.rule().name() + "` may take parts that rule `" + rule.name() + "` makes")
        .related(rule.place(), "this rule divides regions")
        .note(
            "`"
                + m.attribute().name()
                + "` says something else of a part than of the whole, and where it holds the"
                + " earlier rule decides")
        .help("write the rule that divides first, or let the earlier one leave out its regions");
  }

  /** A namespace is one device, for good. */
  private void pmem(Policy.Rule rule, List<Policy.Rule> earlier) {
    boolean taken = earlier.stream().anyMatch(r -> !mayBe(r.condition(), false));
    if (taken || !mayBe(rule.condition(), true)) {
      return;
    }
    found.add(
        Diagnostic.at(
                Code.CANNOT_BE_DIVIDED,
                rule.place(),
                "`" + rule.name() + "` would divide the memory of NVDIMMs, which cannot be divided")
            .note("the device of a namespace has the size and alignment ndctl gave it")
            .help("add `and origin != pmem`, or decide about `pmem` in a rule before it"));
  }

  /** Whether a condition may come out so for some device of origin pmem. */
  private static boolean mayBe(Condition condition, boolean value) {
    if (condition instanceof Condition.Constant constant) {
      return constant.value() == value;
    }
    if (condition instanceof Condition.Not not) {
      return mayBe(not.operand(), !value);
    }
    if (condition instanceof Condition.And and) {
      return value
          ? and.operands().stream().allMatch(o -> mayBe(o, true))
          : and.operands().stream().anyMatch(o -> mayBe(o, false));
    }
    if (condition instanceof Condition.Or or) {
      return value
          ? or.operands().stream().anyMatch(o -> mayBe(o, true))
          : or.operands().stream().allMatch(o -> mayBe(o, false));
    }
    if (condition instanceof Condition.Test test
        && test.attribute().reach() instanceof Reach.OriginOfAncestors
        && test.values() instanceof ValueSet.Texts texts) {
      return texts.values().contains(Origin.PMEM.word()) == value;
    }
    return true;
  }

  // ---- the unit

  private void name(Policy.Rule rule) {
    Optional<String> unit =
        Slug.of(policy.name())
            .map(slug -> Units.name(slug, Division.of(rule).orElseThrow()) + LONGEST_INSTANCE);
    if (unit.filter(name -> name.length() > LONGEST_NAME).isPresent()) {
      found.add(
          Diagnostic.at(
                  Code.TOO_MANY_PARTS,
                  rule.place(),
                  "rule `" + rule.name() + "` has more parts than the name of a unit can hold")
              .note(
                  "the name says the sizes of all parts and has at most "
                      + LONGEST_NAME
                      + " characters, of which the policy's name takes some")
              .help("make fewer parts, or give the policy a shorter name"));
    }
  }

  // ---- memory blocks

  /** kmem rounds a device's range inwards to whole blocks; regions begin where one does. */
  private void blocks(Policy.Rule rule, Partition partition) {
    long start = 0;
    for (int i = 0; i < partition.parts().size(); i++) {
      Partition.Part part = partition.parts().get(i);
      long place = start;
      start += part.size().orElse(0L);
      long end = start;
      boolean memory = part.outcome() instanceof Outcome.SystemRam;
      if (memory && (place % LARGE_BLOCK != 0 || end % LARGE_BLOCK != 0)) {
        offBlocks(rule, i, place % SMALL_BLOCK != 0 || end % SMALL_BLOCK != 0);
        return;
      }
    }
  }

  private void offBlocks(Policy.Rule rule, int part, boolean always) {
    String which = "part " + part + " of rule `" + rule.name() + "`";
    Diagnostic finding =
        Diagnostic.at(
                Code.PART_OFF_BLOCKS,
                rule.place(),
                always
                    ? "kmem cannot use all of " + which
                    : "on large machines kmem cannot use all of " + which)
            .note(
                "memory comes online in whole blocks, of 128 MiB on small machines and of up to"
                    + " 2 GiB on those with 64 GiB and more; the part does not begin and end where"
                    + (always ? " any of them does" : " one of 2 GiB does"));
    found.add(
        always
            ? finding.help("make the sizes multiples of 128 MiB, or better of 2 GiB")
            : finding.as(Severity.NOTE).help("there, make the sizes multiples of 2 GiB"));
  }
}
