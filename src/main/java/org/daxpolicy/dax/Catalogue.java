package org.daxpolicy.dax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every attribute that conditions can read. To add one is to add an entry here or in the list of
 * its group; language, completion, documentation, rule generation and evaluation follow.
 *
 * <p>Layouts are those of {@code Documentation/ABI/testing/sysfs-bus-dax}, {@code sysfs-bus-cxl},
 * {@code sysfs-bus-nvdimm}, {@code sysfs-devices-node} and of trees captured on real kernels 6.1 to
 * 7.3.
 */
public final class Catalogue {
  private static final Pattern KERNEL_PARAMETER =
      Pattern.compile("host\\.cmdline\\.([A-Za-z0-9_.-]+)");

  private static final List<Attribute> ALL = everything();
  private static final Map<String, Attribute> BY_NAME = byName();

  private Catalogue() {}

  /**
   * All entries, those of one group next to each other. Of the family {@code host.cmdline.PARAM}
   * one example stands in.
   */
  public static List<Attribute> all() {
    return ALL;
  }

  /**
   * The attribute of this name, members of the family {@code host.cmdline.PARAM} included; PARAM
   * consists of letters, digits, {@code _}, {@code .} and {@code -}.
   */
  public static Optional<Attribute> find(String name) {
    Attribute listed = BY_NAME.get(name);
    if (listed != null) {
      return Optional.of(listed);
    }
    Matcher m = KERNEL_PARAMETER.matcher(name);
    return m.matches() ? Optional.of(HostAttributes.kernelParameter(m.group(1))) : Optional.empty();
  }

  private static List<Attribute> everything() {
    List<Attribute> all = new ArrayList<>();
    all.addAll(DeviceAttributes.ALL);
    all.addAll(DaxRegionAttributes.ALL);
    all.addAll(RegionAttributes.ALL);
    all.addAll(NodeAttributes.ALL);
    all.addAll(HostAttributes.ALL);
    return List.copyOf(all);
  }

  private static Map<String, Attribute> byName() {
    Map<String, Attribute> map = new LinkedHashMap<>();
    ALL.forEach(a -> map.put(a.name(), a));
    return map;
  }
}
