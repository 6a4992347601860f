package org.daxpolicy.compile;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.language.Policy;

/**
 * {@code protect hold}: kmem is not loaded by itself, and a unit of the boot loads it once the
 * devices that are to be devdax are.
 */
final class Hold {
  private Hold() {}

  /** The unit that loads kmem. */
  static String unit(Slug slug) {
    return "daxpolicy-" + slug.text() + "-kmem.service";
  }

  /**
   * Its files by path.
   *
   * @param onlines whether rules say how memory is to be onlined
   */
  static SortedMap<String, String> files(
      Policy policy, Slug slug, Delivery delivery, boolean onlines) {
    Map<String, Object> model = new HashMap<>();
    model.put("header", Header.lines(policy, delivery));
    model.put("description", Units.escape(Origins.comment(policy.name())));
    model.put("unit", unit(slug));
    model.put("onlines", onlines);
    SortedMap<String, String> files = new TreeMap<>();
    files.put(
        "etc/modprobe.d/daxpolicy-" + slug.text() + ".conf",
        Templates.fill("boot/hold.conf.ftl", model));
    files.put(
        "etc/systemd/system/" + unit(slug), Templates.fill("systemd/kmem.service.ftl", model));
    files.put(
        "etc/systemd/system/sysinit.target.d/daxpolicy-" + slug.text() + ".conf",
        Templates.fill("systemd/kmem.wants.ftl", model));
    return files;
  }
}
