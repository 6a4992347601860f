package org.daxpolicy.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.dax.Encoding;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.udev.KernelCommandLine;

/**
 * What the catalogue's attributes are on one device, read straight from the snapshot's tree. This
 * is the reading that what rules decide is held against, so it shares nothing with the evaluator of
 * rules but the tree and the reading of the command line.
 */
public final class DeviceFacts {
  private static final Pattern NAME = Pattern.compile("dax(\\d+)\\.(\\d+)");
  private static final Attribute TARGET_NODE = Catalogue.find("target_node").orElseThrow();

  private final Machine machine;
  private final Tree tree;
  private final String devpath;
  private final List<String> lineage;

  private DeviceFacts(Machine machine, String devpath) {
    this.machine = machine;
    this.tree = new Tree(machine.sysfs());
    this.devpath = devpath;
    this.lineage = lineage();
  }

  /**
   * The facts of a device.
   *
   * @param devpath its path without {@code /sys}
   */
  public static DeviceFacts of(Machine machine, String devpath) {
    return new DeviceFacts(machine, devpath);
  }

  /**
   * The value of an attribute as sysfs prints it, white space at its end cut; of {@code origin} the
   * word. Empty if the attribute is absent: nothing is there, it is empty or cannot be read, or a
   * number is not printed in the attribute's encoding.
   */
  public Optional<String> printed(Attribute attribute) {
    Predicate<String> fits = value -> fits(attribute, value);
    Reach reach = attribute.reach();
    if (reach instanceof Reach.Own own) {
      return tree.value(devpath + "/" + own.file()).filter(fits);
    }
    if (reach instanceof Reach.Name name) {
      return name(name.part()).filter(fits);
    }
    if (reach instanceof Reach.OriginOfAncestors) {
      return origin().map(Origin::word);
    }
    if (reach instanceof Reach.Ancestor ancestor) {
      return lineage.stream()
          .filter(path -> isOne(path, ancestor))
          .flatMap(path -> tree.value(path + "/" + ancestor.file()).filter(fits).stream())
          .findFirst();
    }
    if (reach instanceof Reach.Parent parent) {
      return lineage.stream()
          .flatMap(path -> tree.value(path + "/" + parent.file()).filter(fits).stream())
          .findFirst();
    }
    if (reach instanceof Reach.TargetNode node) {
      return printed(TARGET_NODE)
          .flatMap(number -> tree.device("node", "node" + number))
          .flatMap(path -> tree.value(path + "/" + node.file()))
          .filter(fits);
    }
    if (reach instanceof Reach.Fixed fixed) {
      return tree.device(fixed.subsystem(), fixed.kernel())
          .flatMap(path -> tree.value(path + "/" + fixed.file()))
          .filter(fits);
    }
    if (reach instanceof Reach.Constant constant) {
      return constant(constant.key()).filter(fits);
    }
    return parameter(((Reach.KernelParameter) reach).parameter()).filter(fits);
  }

  /** Where the device comes from; empty if its ancestors are of no known kind. */
  public Optional<Origin> origin() {
    if (lineage.stream().anyMatch(p -> isOne(p, "cxl", "cxl_dax_region"))) {
      return Optional.of(Origin.CXL);
    }
    if (lineage.stream().anyMatch(p -> tree.linkName(p, "subsystem").equals(Optional.of("nd")))) {
      return Optional.of(Origin.PMEM);
    }
    boolean hmem =
        lineage.stream()
            .anyMatch(
                p ->
                    tree.linkName(p, "subsystem").equals(Optional.of("platform"))
                        && tree.linkName(p, "driver").equals(Optional.of("hmem")));
    return hmem ? Optional.of(Origin.HMEM) : Optional.empty();
  }

  /** The device and its ancestors that are devices, nearest first. */
  private List<String> lineage() {
    List<String> found = new ArrayList<>();
    for (String path = devpath; !path.isEmpty(); path = DevicePath.parent(path)) {
      if (tree.isDevice(path)) {
        found.add(path);
      }
    }
    return found;
  }

  private boolean isOne(String path, Reach.Ancestor wanted) {
    return tree.linkName(path, "subsystem").equals(Optional.of(wanted.subsystem()))
        && (wanted.devtype().isEmpty() || tree.value(path + "/devtype").equals(wanted.devtype()))
        && (wanted.driver().isEmpty() || tree.linkName(path, "driver").equals(wanted.driver()));
  }

  private boolean isOne(String path, String subsystem, String devtype) {
    return isOne(
        path, new Reach.Ancestor(subsystem, Optional.of(devtype), Optional.empty(), "devtype"));
  }

  private Optional<String> name(Reach.Name.Part part) {
    String name = DevicePath.name(devpath).replace('!', '/');
    Matcher m = NAME.matcher(name);
    return switch (part) {
      case WHOLE -> Optional.of(name);
      case REGION -> m.matches() ? Optional.of(m.group(1)) : Optional.empty();
      case INSTANCE -> m.matches() ? Optional.of(m.group(2)) : Optional.empty();
    };
  }

  private Optional<String> constant(String key) {
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "arch" -> machine.host().architecture();
      case "virt" -> machine.host().virtualization();
      default -> Optional.empty();
    };
  }

  private Optional<String> parameter(String name) {
    return machine.host().commandLine().flatMap(line -> KernelCommandLine.option(line, name));
  }

  private static boolean fits(Attribute attribute, String value) {
    boolean text = attribute.encoding().form() == Encoding.Form.TEXT;
    return !value.isEmpty() && (text || attribute.encoding().decode(value).isPresent());
  }
}
