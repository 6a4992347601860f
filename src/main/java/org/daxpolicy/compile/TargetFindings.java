package org.daxpolicy.compile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Availability;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.dax.Version;
import org.daxpolicy.language.Mention;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;

/** What the hosts of the target cannot decide, or not always, as the policy wants it. */
final class TargetFindings {
  /** The kernel from which on soft-reserved and CXL memory starts as system memory. */
  private static final Version KMEM_BY_DEFAULT = Version.of(6, 3);

  private final Policy policy;
  private final Plan plan;
  private final Target target;
  private final List<Diagnostic> found = new ArrayList<>();

  private TargetFindings(Policy policy, Plan plan) {
    this.policy = policy;
    this.plan = plan;
    this.target = policy.target();
  }

  static List<Diagnostic> of(Policy policy, Plan plan) {
    TargetFindings findings = new TargetFindings(policy, plan);
    findings.attributes();
    findings.found.addAll(ProtectionFindings.of(policy, plan));
    findings.found.addAll(PartitionFindings.of(policy));
    return findings.found;
  }

  private void attributes() {
    Set<String> told = new HashSet<>();
    for (Mention m : Mention.in(policy)) {
      Attribute a = m.attribute();
      if (told.add(m.rule().name() + '\0' + a.name())) {
        late(m);
        newer(m);
        created(m);
      }
      if (a.reach() instanceof Reach.TargetNode && told.add("nodes")) {
        nodes(m);
      }
    }
  }

  private void late(Mention m) {
    if (!Choice.late(m.attribute())) {
      return;
    }
    boolean old = target.kernel().low().compareTo(KMEM_BY_DEFAULT) < 0;
    Diagnostic d =
        Diagnostic.at(
                Code.LATE_ATTRIBUTE,
                m.place(),
                "`"
                    + m.attribute().name()
                    + "` can be read only once the device's memory has been online")
            .note(
                "it works from the `bind` event with DRIVER=kmem on; the compiler starts no work of"
                    + " this and the later rules before a driver is bound, and keeps a decision it"
                    + " made while the value was there")
            .note(
                "it is never there for devices that start as devdax: PMEM on every kernel"
                    + (old
                        ? ", and everything on kernels before 6.3, which are in the target"
                        : ""));
    found.add(
        old
            ? d.as(Severity.WARNING)
                .help("if no such host is meant, say `kernel >= 6.3` in `target`")
            : d);
  }

  private void newer(Mention m) {
    Optional<Version> since = m.attribute().availability().since();
    if (since.isEmpty() || target.kernel().low().compareTo(since.get()) >= 0) {
      return;
    }
    if (target.kernel().high().map(h -> h.compareTo(since.get()) < 0).orElse(false)
        && !target.kernel().contains(since.get())) {
      return; // no kernel of the target has it: that is an error of the policy, found earlier
    }
    String headline = "not every kernel of the target has `" + m.attribute().name() + "`";
    Diagnostic finding =
        Diagnostic.at(Code.NEWER_ATTRIBUTE, m.place(), headline)
            .note(
                "it came with kernel "
                    + since.get()
                    + ", the target begins with "
                    + target.kernel().low()
                    + "; on older ones it is absent and every comparison with it is false")
            .help("say `kernel >= " + since.get() + "` in `target`, or decide by something else");
    found.add(target.pointAt(Target.Part.KERNEL, finding));
  }

  private void created(Mention m) {
    boolean zero =
        m.attribute().availability().from() == Availability.From.ADD_BUT_ZERO_WHEN_CREATED
            && m.attribute().type() == Attribute.Type.SIZE
            && m.values()
                .filter(ValueSet.Numbers.class::isInstance)
                .map(v -> ((ValueSet.Numbers) v).set().contains(BigInteger.ZERO))
                .orElse(false);
    if (zero) {
      found.add(
          Diagnostic.at(
                  Code.ZERO_SIZE,
                  m.place(),
                  "`" + m.attribute().name() + "` is 0 when a created device appears")
              .note(
                  "the comparison holds for 0, so such a device is decided by it until its size is"
                      + " set; nothing but its node is touched before that")
              .help("add `and " + m.attribute().name() + " > 0` if the node matters"));
    }
  }

  private void nodes(Mention m) {
    if (target.place(Target.Part.NODES).isEmpty()) {
      found.add(
          Diagnostic.at(
                  Code.NODE_RANGE_ASSUMED,
                  m.place(),
                  String.format(
                      Locale.ROOT,
                      "`%s` is read for the nodes %d to %d only",
                      m.attribute().name(),
                      target.nodes().low(),
                      target.nodes().high()))
              .note("udev needs a rule line for every node the memory may have")
              .help("say which there are, such as `nodes 0 .. 7` in `target`"));
    }
  }
}
