package org.daxpolicy.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Encoding;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Sysfs;

/**
 * What catalogue attributes print on one device of a snapshot, read straight from its sysfs tree
 * and not by way of rules. What policies mean is judged by this; what udev does, by the evaluator.
 */
public final class DeviceFacts {
  private static final Pattern DAX_NAME = Pattern.compile("dax(\\d+)\\.(\\d+)");

  private final Machine machine;
  private final Sysfs sysfs;
  private final String devpath;

  /** The device and its ancestors, nearest first. */
  private final List<String> lineage = new ArrayList<>();

  private DeviceFacts(Machine machine, String devpath) {
    this.machine = machine;
    this.sysfs = machine.sysfs();
    this.devpath = devpath;
    for (String path = devpath; !path.isEmpty(); path = Paths.parent(path)) {
      if (sysfs.entry(path + "/uevent").isPresent()) {
        lineage.add(path);
      }
    }
  }

  /** The facts of the device at {@code devpath}, which need not exist. */
  public static DeviceFacts of(Machine machine, String devpath) {
    return new DeviceFacts(machine, devpath);
  }

  /**
   * The text an attribute prints on this device, without trailing white space.
   *
   * @return empty if the attribute is absent: it does not exist, cannot be read, is empty, or is
   *     not of its encoding
   */
  public Optional<String> printed(Attribute attribute) {
    return raw(attribute.reach())
        .map(DeviceFacts::trimmed)
        .filter(text -> !text.isEmpty())
        .filter(
            text ->
                attribute.encoding().form() == Encoding.Form.TEXT
                    || attribute.encoding().decode(text).isPresent())
        .map(ByteText::readable);
  }

  private Optional<String> raw(Reach reach) {
    if (reach instanceof Reach.Own own) {
      return file(devpath, own.file());
    } else if (reach instanceof Reach.Name name) {
      return namePart(name.part());
    } else if (reach instanceof Reach.OriginOfAncestors) {
      return origin().map(Origin::word);
    } else if (reach instanceof Reach.Ancestor ancestor) {
      return lineage.stream()
          .filter(path -> fits(path, ancestor))
          .flatMap(path -> file(path, ancestor.file()).stream())
          .filter(text -> !trimmed(text).isEmpty())
          .findFirst();
    } else if (reach instanceof Reach.TargetNode node) {
      return file(devpath, "target_node")
          .map(DeviceFacts::trimmed)
          .filter(number -> number.matches("[0-9]+"))
          .flatMap(number -> file("/devices/system/node/node" + number, node.file()));
    } else if (reach instanceof Reach.Fixed fixed) {
      return fixedDevice(fixed).flatMap(path -> file(path, fixed.file()));
    } else if (reach instanceof Reach.Constant constant) {
      return switch (constant.key()) {
        case "arch" -> machine.host().architecture();
        case "virt" -> machine.host().virtualization();
        default -> Optional.empty();
      };
    } else if (reach instanceof Reach.KernelParameter parameter) {
      return machine.host().commandLine().flatMap(c -> parameter(c, parameter.parameter()));
    }
    throw new IllegalStateException("unknown way to an attribute: " + reach);
  }

  /** Where the device comes from; of several, cxl before pmem before hmem. */
  public Optional<Origin> origin() {
    if (anyAncestor(
        new Reach.Ancestor("cxl", Optional.of("cxl_dax_region"), Optional.empty(), ""))) {
      return Optional.of(Origin.CXL);
    }
    if (anyAncestor(new Reach.Ancestor("nd", Optional.empty(), Optional.empty(), ""))) {
      return Optional.of(Origin.PMEM);
    }
    return anyAncestor(new Reach.Ancestor("platform", Optional.empty(), Optional.of("hmem"), ""))
        ? Optional.of(Origin.HMEM)
        : Optional.empty();
  }

  private boolean anyAncestor(Reach.Ancestor ancestor) {
    return lineage.stream().anyMatch(path -> fits(path, ancestor));
  }

  private boolean fits(String path, Reach.Ancestor ancestor) {
    return Paths.linkName(sysfs, path + "/subsystem").equals(Optional.of(ancestor.subsystem()))
        && ancestor
            .devtype()
            .map(type -> file(path, "devtype").map(DeviceFacts::trimmed).equals(Optional.of(type)))
            .orElse(true)
        && ancestor
            .driver()
            .map(driver -> Paths.linkName(sysfs, path + "/driver").equals(Optional.of(driver)))
            .orElse(true);
  }

  private Optional<String> namePart(Reach.Name.Part part) {
    Matcher m = DAX_NAME.matcher(Paths.name(devpath));
    boolean fits = m.matches();
    return switch (part) {
      case WHOLE -> Optional.of(Paths.name(devpath).replace('!', '/'));
      case REGION -> fits ? Optional.of(m.group(1)) : Optional.empty();
      case INSTANCE -> fits ? Optional.of(m.group(2)) : Optional.empty();
    };
  }

  private Optional<String> fixedDevice(Reach.Fixed fixed) {
    String name = fixed.kernel().replace('/', '!');
    return Paths.resolve(sysfs, "/bus/" + fixed.subsystem() + "/devices/" + name)
        .or(() -> Paths.resolve(sysfs, "/class/" + fixed.subsystem() + "/" + name))
        .or(() -> Paths.resolve(sysfs, "/firmware/" + fixed.subsystem() + "/" + name));
  }

  /** A file's content up to the first NUL; of udev's three named links, the target's name. */
  private Optional<String> file(String device, String name) {
    if (List.of("driver", "subsystem", "module").contains(name)) {
      return Paths.linkName(sysfs, device + "/" + name);
    }
    return Paths.resolve(sysfs, device + "/" + name)
        .flatMap(path -> Paths.content(sysfs, path))
        .map(text -> text.indexOf('\0') < 0 ? text : text.substring(0, text.indexOf('\0')));
  }

  private static String trimmed(String text) {
    int end = text.length();
    while (end > 0 && " \t\n\r".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /** The last value of a parameter; {@code 1} for a flag; {@code -} and {@code _} are the same. */
  private static Optional<String> parameter(String commandLine, String name) {
    String wanted = name.replace('-', '_');
    Optional<String> found = Optional.empty();
    for (String word : words(commandLine)) {
      int eq = word.indexOf('=');
      String key = (eq < 0 ? word : word.substring(0, eq)).replace('-', '_');
      if (key.equals(wanted)) {
        found = Optional.of(eq < 0 ? "1" : word.substring(eq + 1));
      }
    }
    return found;
  }

  /** Words at blanks outside double quotes, which vanish. */
  private static List<String> words(String commandLine) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (char c : (commandLine + " ").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && Character.isWhitespace(c)) {
        if (!word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    return words;
  }
}
