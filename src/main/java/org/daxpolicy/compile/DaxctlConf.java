package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/**
 * {@code daxctl}'s own configuration, which chooses by NVDIMM uuid alone (man page
 * daxctl-reconfigure-device, {@code --check-config}). Two sections for one uuid are run together
 * there, so each uuid has one: that of the first rule.
 */
final class DaxctlConf {
  private DaxctlConf() {}

  /** One finding for each rule that the configuration cannot express. */
  static List<Diagnostic> findings(Policy policy, Plan plan) {
    List<Diagnostic> found = new ArrayList<>();
    for (Choice choice : plan.all()) {
      obstacle(choice, choice == plan.rest())
          .ifPresent(
              why ->
                  found.add(
                      Diagnostic.at(
                              Code.CONF_CANNOT_SAY,
                              choice.rule().place(),
                              choice.rule() == policy.otherwise()
                                  ? "daxctl.conf cannot express `otherwise`"
                                  : "daxctl.conf cannot express rule `"
                                      + choice.rule().name()
                                      + "`")
                          .note(why)
                          .help("use `--deliver systemd`")));
    }
    return found;
  }

  private static Optional<String> obstacle(Choice choice, boolean rest) {
    Policy.Rule rule = choice.rule();
    if (rest) {
      return rule.outcome() instanceof Outcome.Keep keep && keep.node().isEmpty()
          ? Optional.empty()
          : Optional.of("whatever has no section is kept as it is");
    }
    if (Division.of(rule).isPresent()) {
      return Optional.of("it neither divides regions nor resizes devices");
    }
    if (rule.outcome().deviceNode().isPresent()) {
      return Optional.of("it says nothing about device nodes");
    }
    if (rule.outcome() instanceof Outcome.SystemRam ram && !ram.use().words().isEmpty()) {
      return Optional.of("it says nothing about weights or demotion");
    }
    if (rule.busy() instanceof Busy.Retry) {
      return Optional.of("it does not try again");
    }
    return choice.steps().stream().allMatch(s -> uuids(s).isPresent())
        ? Optional.empty()
        : Optional.of("it chooses by the uuid of an NVDIMM namespace, and by nothing else");
  }

  /** The uuids a step asks for; empty if it asks for anything else but the origin pmem. */
  private static Optional<Set<String>> uuids(Step step) {
    Set<String> uuids = null;
    for (Step.Literal literal : step.literals()) {
      if (!(literal instanceof Step.Literal.Holds holds)
          || !holds.positive()
          || !holds.probe().exact()) {
        return Optional.empty();
      }
      Probe probe = holds.probe();
      if (isUuid(probe.attribute().reach())) {
        Set<String> these = new TreeSet<>(probe.texts());
        if (uuids == null) {
          uuids = these;
        } else {
          uuids.retainAll(these);
        }
      } else if (!(probe.attribute().reach() instanceof Reach.OriginOfAncestors)
          || !probe.texts().equals(List.of("pmem"))) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(uuids);
  }

  private static boolean isUuid(Reach reach) {
    return reach instanceof Reach.Ancestor a
        && a.subsystem().equals("nd")
        && a.file().equals("uuid");
  }

  static Map<String, String> files(Policy policy, Plan plan, Slug slug) {
    Origins origins = new Origins(policy);
    Set<String> claimed = new HashSet<>();
    List<Map<String, Object>> sections = new ArrayList<>();
    for (Choice choice : plan.choices()) {
      for (Step step : choice.steps()) {
        for (String uuid : uuids(step).orElse(Set.of())) {
          if (claimed.add(uuid) && !Work.all(choice.rule()).isEmpty()) {
            sections.add(section(origins, choice, uuid, sections.size() + 1));
          }
        }
      }
    }
    Map<String, Object> model =
        Map.of("header", Header.lines(policy, Delivery.CONF), "sections", sections);
    return Map.of(
        "etc/daxctl.conf.d/daxpolicy-" + slug.text() + ".conf",
        Templates.fill("conf/daxctl.conf.ftl", model));
  }

  private static Map<String, Object> section(
      Origins origins, Choice choice, String uuid, int number) {
    Map<String, Object> section = new LinkedHashMap<>();
    String readable = Slug.of(choice.rule().name()).map(Slug::text).orElse("rule");
    section.put("comment", origins.of(choice.rule(), false));
    section.put("name", String.format(Locale.ROOT, "%s-%d", readable, number));
    section.put("uuid", uuid);
    Outcome outcome = choice.rule().outcome();
    section.put("mode", outcome instanceof Outcome.SystemRam ? "system-ram" : "devdax");
    section.put("ram", outcome instanceof Outcome.SystemRam);
    Optional<Outcome.Online> online =
        outcome instanceof Outcome.SystemRam ram ? Optional.of(ram.online()) : Optional.empty();
    section.put("online", !online.equals(Optional.of(Outcome.Online.NONE)));
    section.put("movable", !online.equals(Optional.of(Outcome.Online.KERNEL)));
    return section;
  }
}
