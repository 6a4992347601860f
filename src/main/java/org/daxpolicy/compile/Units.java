package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target.Protect;

/** Template units that do the work of one device each, outside udev's worker. */
final class Units {
  static final String TEMPLATE = "systemd/device.service.ftl";

  private Units() {}

  /** The unit as rules ask for it; {@code %k} is the device's name, which needs no escaping. */
  static String instance(Slug slug, Work work) {
    return name(slug, work) + "@%k.service";
  }

  private static String name(Slug slug, Work work) {
    return "daxpolicy-" + slug.text() + "-" + work.unitSuffix();
  }

  /** One unit for each different work, by path. */
  static SortedMap<String, String> of(Policy policy, Plan plan, Slug slug, Delivery delivery) {
    Protect protect = Protection.of(policy, plan).chosen();
    Map<Work, List<Policy.Rule>> users = new LinkedHashMap<>();
    for (Choice choice : plan.all()) {
      Work.of(choice.rule())
          .ifPresent(w -> users.computeIfAbsent(w, k -> new ArrayList<>()).add(choice.rule()));
    }
    SortedMap<String, String> units = new TreeMap<>();
    users.forEach(
        (work, rules) ->
            units.put(
                "etc/systemd/system/" + name(slug, work) + "@.service",
                Templates.fill(TEMPLATE, model(policy, delivery, slug, protect, work))));
    return units;
  }

  private static Map<String, Object> model(
      Policy policy, Delivery delivery, Slug slug, Protect protect, Work work) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("header", Header.lines(policy, delivery));
    model.put("description", escape(Origins.comment(policy.name())));
    model.put("outcome", Work.word(work.outcome()));
    model.put("unit", name(slug, work) + "@dax0.0.service");
    model.put("command", Commands.line(work, protect, "%i"));
    model.put("after", Commands.after(work, "%i"));
    model.put("state", protect == Protect.STATE);
    model.put("hold", protect == Protect.HOLD ? Hold.unit(slug) : "");
    model.put("devdax", work.devdax());
    model.put("retry", work.busy() instanceof Busy.Retry);
    if (work.busy() instanceof Busy.Retry retry) {
      model.put("seconds", String.valueOf(retry.seconds()));
      model.put("tries", String.valueOf(retry.times() + 1L));
      model.put("window", String.valueOf((retry.times() + 1L) * (retry.seconds() + 300L)));
    }
    return model;
  }

  /**
   * A text as it stands in a unit's setting: percent signs and backslashes mean something there.
   */
  static String escape(String text) {
    return text.replace("%", "%%").replace("\\", "\\\\");
  }
}
