package org.daxpolicy.compile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target.Protect;

/** Template units that do the work of one device each, outside udev's worker. */
final class Units {
  static final String TEMPLATE = "systemd/device.service.ftl";
  static final String REGION = "systemd/region.service.ftl";

  private Units() {}

  /** The unit as rules ask for it; {@code %k} is the device's name, which needs no escaping. */
  static String instance(Slug slug, Work work) {
    return name(slug, work) + "@%k.service";
  }

  private static String name(Slug slug, Work work) {
    return "daxpolicy-" + slug.text() + "-" + work.unitSuffix();
  }

  /** The template that divides a region, without {@code @} and the region's number. */
  static String name(Slug slug, Division division) {
    return "daxpolicy-" + slug.text() + "-" + division.unitSuffix();
  }

  /** One unit for each different work, by path. */
  static SortedMap<String, String> of(Policy policy, Plan plan, Slug slug, Delivery delivery) {
    Protect protect = Protection.of(policy, plan).chosen();
    boolean divides = plan.all().stream().anyMatch(c -> Division.of(c.rule()).isPresent());
    SortedMap<String, String> units = new TreeMap<>();
    for (Choice choice : plan.all()) {
      for (Work work : Work.all(choice.rule())) {
        units.put(
            path(name(slug, work)),
            Templates.fill(TEMPLATE, device(policy, delivery, slug, protect, work, divides)));
      }
      Division.of(choice.rule())
          .ifPresent(
              d ->
                  units.put(
                      path(name(slug, d)),
                      Templates.fill(REGION, region(policy, delivery, slug, protect, d))));
    }
    return units;
  }

  private static String path(String name) {
    return "etc/systemd/system/" + name + "@.service";
  }

  private static Map<String, Object> device(
      Policy policy, Delivery delivery, Slug slug, Protect protect, Work work, boolean divides) {
    Map<String, Object> model = model(policy, delivery, slug, protect, work.busy());
    model.put("outcome", Work.word(work.outcome()));
    model.put("unit", name(slug, work) + "@dax0.0.service");
    String line = Commands.line(work, protect, "%i");
    model.put("command", divides ? Division.alone(line) : line);
    model.put("alone", divides);
    model.put("after", Commands.after(work, "%i"));
    model.put("devdax", work.devdax());
    return model;
  }

  private static Map<String, Object> region(
      Policy policy, Delivery delivery, Slug slug, Protect protect, Division division) {
    Map<String, Object> model = model(policy, delivery, slug, protect, division.busy());
    model.put("unit", name(slug, division) + "@0.service");
    model.put("last", division.last("%i").orElse(""));
    model.put("undone", division.undone("%i").orElse(""));
    model.put("others", division.others("%i").orElse(""));
    model.put("commands", division.commands(protect, "%i"));
    return model;
  }

  private static Map<String, Object> model(
      Policy policy, Delivery delivery, Slug slug, Protect protect, Busy busy) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("header", Header.lines(policy, delivery));
    model.put("description", escape(Origins.comment(policy.name())));
    model.put("state", protect == Protect.STATE);
    model.put("hold", protect == Protect.HOLD ? Hold.unit(slug) : "");
    model.put("retry", busy instanceof Busy.Retry);
    if (busy instanceof Busy.Retry retry) {
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
