package org.daxpolicy.simulate;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.daxctl.DaxctlCommandLine;
import org.daxpolicy.dax.kernel.Errno;
import org.daxpolicy.dax.kernel.Extent;
import org.daxpolicy.dax.kernel.Kernel;

/** Writes to those files of sysfs that change dax devices and their memory. */
final class SysfsPort {
  private static final Pattern DAX_DRIVER =
      Pattern.compile("/bus/dax/drivers/(\\w+)/(bind|unbind|new_id|remove_id)");
  private static final Pattern REGION_DRIVER =
      Pattern.compile(
          "/bus/(?:platform/drivers/hmem|cxl/drivers/cxl_dax_region|nd/drivers/dax_pmem)"
              + "/(bind|unbind)");
  private static final Pattern BLOCK = Pattern.compile(".*/memory(\\d{1,18})/state");
  private static final Pattern MAPPING = Pattern.compile("(0x[0-9a-f]+)-(0x[0-9a-f]+)");

  private final Kernel kernel;
  private final Layout layout;
  private final PlacementFiles placement;

  SysfsPort(Kernel kernel, Layout layout) {
    this.kernel = kernel;
    this.layout = layout;
    this.placement = new PlacementFiles(kernel);
  }

  /** A path below {@code /sys}, without it and without dots, the links of buses followed. */
  String canonical(String path) {
    String followed = followed(path);
    return followed.contains("/..") ? Path.of(followed).normalize().toString() : followed;
  }

  private String followed(String path) {
    String inside = path.startsWith("/sys") ? path.substring("/sys".length()) : path;
    Matcher dax = Pattern.compile("/bus/dax/devices/(dax\\d+\\.\\d+)(/.*)").matcher(inside);
    if (dax.matches()
        && Layout.region(dax.group(1)).filter(layout.parents()::containsKey).isPresent()) {
      return layout.devpath(dax.group(1)) + dax.group(2);
    }
    Matcher memory =
        Pattern.compile("/(?:bus/memory/devices|devices/system/node/node\\d+)/(memory\\d+)(/.*)")
            .matcher(inside);
    return memory.matches()
        ? "/devices/system/memory/" + memory.group(1) + memory.group(2)
        : inside;
  }

  /** Why there is no such file to be written; empty where there is, or nobody can tell. */
  Optional<String> missing(String path) {
    return placement.missing(canonical(path));
  }

  /** The dax device a path belongs to. */
  Optional<String> device(String path) {
    String inside = canonical(path);
    for (String name : inside.split("/")) {
      if (kernel.device(name).isPresent() && inside.startsWith(layout.devpath(name) + "/")) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** Writes a value; empty if the path has nothing to do with dax devices. */
  Optional<Errno> write(String path, String value) {
    String inside = canonical(path);
    Matcher driver = DAX_DRIVER.matcher(inside);
    if (driver.matches()) {
      return Optional.of(toDriver(driver.group(1), driver.group(2), value));
    }
    Matcher region = REGION_DRIVER.matcher(inside);
    if (region.matches()) {
      return Optional.of(
          region.group(1).equals("bind") ? kernel.bindRegion(value) : kernel.unbindRegion(value));
    }
    if (inside.equals("/devices/system/memory/auto_online_blocks")) {
      return Optional.of(kernel.setPolicy(value));
    }
    Matcher block = BLOCK.matcher(inside);
    if (block.matches() && inside.startsWith("/devices/system/memory/")) {
      long number = Long.parseLong(block.group(1));
      return kernel.node(number).map(n -> kernel.setBlock(number, value));
    }
    Optional<Errno> placed = placement.write(inside, value);
    if (placed.isPresent()) {
      return placed;
    }
    for (Map.Entry<Integer, String> parent : layout.parents().entrySet()) {
      if (inside.startsWith(parent.getValue() + "/dax_region/")) {
        return toRegion(parent.getKey(), name(inside), value);
      }
    }
    return device(path).flatMap(d -> toDevice(d, inside, value));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private Errno toDriver(String name, String file, String device) {
    Optional<Driver> driver = Driver.parse(name);
    if (driver.isEmpty() || !kernel.registered(driver.get())) {
      return Errno.ENOENT;
    }
    return switch (file) {
      case "bind" -> kernel.bind(driver.get(), device);
      case "unbind" -> kernel.unbind(driver.get(), device);
      case "new_id" -> kernel.newId(driver.get(), device);
      default -> kernel.removeId(driver.get(), device);
    };
  }

  private Optional<Errno> toRegion(int region, String file, String value) {
    return switch (file) {
      case "create" -> Optional.of(value.equals("1") ? kernel.create(region) : Errno.EINVAL);
      case "delete" -> Optional.of(kernel.delete(region, value));
      default -> Optional.empty();
    };
  }

  private Optional<Errno> toDevice(String device, String path, String value) {
    return switch (path.substring(layout.devpath(device).length())) {
      case "/state" -> Optional.of(kernel.setState(device, value));
      case "/memmap_on_memory" ->
          Optional.of(
              value.matches("[01yYnN]")
                  ? kernel.setMemmapOnMemory(device, value.matches("[1yY]"))
                  : Errno.EINVAL);
      case "/size" -> Optional.of(number(value, n -> kernel.setSize(device, n)));
      case "/align" -> Optional.of(number(value, n -> kernel.setAlign(device, n)));
      case "/mapping" -> Optional.of(mapping(device, value));
      case "/driver/unbind" ->
          kernel.device(device).flatMap(s -> s.driver()).map(d -> kernel.unbind(d, value));
      default -> Optional.empty();
    };
  }

  private static Errno number(String text, java.util.function.LongFunction<Errno> write) {
    long number = DaxctlCommandLine.bytes(text);
    return number < 0 ? Errno.EINVAL : write.apply(number);
  }

  private Errno mapping(String device, String value) {
    Matcher m = MAPPING.matcher(value);
    if (!m.matches()) {
      return Errno.EINVAL;
    }
    long start = Long.decode(m.group(1));
    return kernel.setMapping(device, new Extent(start, Long.decode(m.group(2)) - start + 1));
  }
}
