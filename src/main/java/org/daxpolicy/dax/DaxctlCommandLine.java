package org.daxpolicy.dax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.DaxctlCommand.Verb;

/**
 * Reads the arguments of daxctl (manual pages of releases 76 to 85). A long option may be shortened
 * as long as it stays the only one that fits; short ones may stand together.
 */
public final class DaxctlCommandLine {
  /** What arguments turned out to be. */
  public sealed interface Parsed {
    /** A command. */
    record Known(DaxctlCommand command) implements Parsed {}

    /**
     * daxctl refuses the arguments.
     *
     * @param exit its exit status
     * @param why in our words
     */
    record Refused(int exit, String why) implements Parsed {}

    /**
     * Something the model does not cover.
     *
     * @param why in our words
     */
    record NotModelled(String why) implements Parsed {}
  }

  private static final int USAGE = 129;
  private static final int INVALID = 234;
  private static final List<String> LONG =
      List.of(
          "mode",
          "no-online",
          "no-movable",
          "force",
          "check-config",
          "region",
          "size",
          "align",
          "human",
          "verbose");

  private final List<String> rest;
  private final Verb verb;
  private final List<String> devices = new ArrayList<>();
  private Optional<String> mode = Optional.empty();
  private boolean noOnline;
  private boolean noMovable;
  private boolean force;
  private boolean checkConfig;
  private boolean reshapes;
  private boolean filtered;
  private Optional<Parsed> refusal = Optional.empty();

  private DaxctlCommandLine(Verb verb, List<String> rest) {
    this.verb = verb;
    this.rest = new ArrayList<>(rest);
  }

  /**
   * What daxctl makes of its arguments.
   *
   * @param arguments without the program's name
   */
  public static Parsed parse(List<String> arguments) {
    if (arguments.isEmpty()) {
      return new Parsed.Refused(USAGE, "daxctl is called without a command");
    }
    String word = arguments.get(0);
    Optional<Verb> verb =
        Arrays.stream(Verb.values()).filter(v -> v.word().equals(word)).findFirst();
    if (verb.isEmpty()) {
      return new Parsed.NotModelled("`daxctl " + word + "` is not modelled");
    }
    return new DaxctlCommandLine(verb.get(), arguments.subList(1, arguments.size())).read();
  }

  private Parsed read() {
    while (!rest.isEmpty() && refusal.isEmpty()) {
      String argument = rest.remove(0);
      if (argument.equals("--")) {
        devices.addAll(rest);
        rest.clear();
      } else if (argument.startsWith("--")) {
        longOption(argument.substring(2));
      } else if (argument.startsWith("-") && argument.length() > 1) {
        shortOptions(argument.substring(1));
      } else {
        devices.add(argument);
      }
    }
    return refusal.orElseGet(this::command);
  }

  private void longOption(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    List<String> fitting = LONG.stream().filter(o -> o.startsWith(name)).toList();
    String option = LONG.contains(name) ? name : fitting.size() == 1 ? fitting.get(0) : "";
    if (option.isEmpty()) {
      refuse(USAGE, "daxctl has no option `--" + name + "`");
      return;
    }
    apply(option, equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1)));
  }

  private void shortOptions(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      String option =
          switch (letters.charAt(i)) {
            case 'm' -> "mode";
            case 'N' -> "no-online";
            case 'f' -> "force";
            case 'C' -> "check-config";
            case 'r' -> "region";
            case 's' -> "size";
            case 'a' -> "align";
            case 'u' -> "human";
            case 'v' -> "verbose";
            default -> "";
          };
      if (option.isEmpty()) {
        refuse(USAGE, "daxctl has no option `-" + letters.charAt(i) + "`");
        return;
      }
      if (takesValue(option) && i + 1 < letters.length()) {
        apply(option, Optional.of(letters.substring(i + 1)));
        return;
      }
      apply(option, Optional.empty());
    }
  }

  private static boolean takesValue(String option) {
    return List.of("mode", "region", "size", "align").contains(option);
  }

  private void apply(String option, Optional<String> attached) {
    String value = attached.orElse("");
    if (takesValue(option) && attached.isEmpty()) {
      if (rest.isEmpty()) {
        refuse(USAGE, "the option `--" + option + "` needs a value");
        return;
      }
      value = rest.remove(0);
    }
    if (!allowed(option)) {
      refuse(USAGE, "`daxctl " + verb.word() + "` has no option `--" + option + "`");
      return;
    }
    switch (option) {
      case "mode" -> mode = Optional.of(value);
      case "no-online" -> noOnline = true;
      case "no-movable" -> noMovable = true;
      case "force" -> force = true;
      case "check-config" -> checkConfig = true;
      case "region" -> filtered = true;
      case "size", "align" -> reshapes = true;
      default -> {}
    }
  }

  private boolean allowed(String option) {
    return switch (option) {
      case "mode", "no-online", "check-config", "size", "align", "force" ->
          verb == Verb.RECONFIGURE;
      case "no-movable" -> verb == Verb.RECONFIGURE || verb == Verb.ONLINE;
      default -> true;
    };
  }

  private Parsed command() {
    if (devices.size() != 1) {
      return new Parsed.Refused(
          USAGE,
          devices.isEmpty()
              ? "daxctl is called without a device"
              : "daxctl takes one device, not " + devices.size());
    }
    if (filtered || reshapes) {
      return new Parsed.NotModelled("choosing by region and changing sizes are not modelled");
    }
    if (verb == Verb.RECONFIGURE && !checkConfig && mode.isEmpty()) {
      return new Parsed.Refused(USAGE, "`daxctl reconfigure-device` is called without a mode");
    }
    if (checkConfig && (mode.isPresent() || noOnline || noMovable)) {
      return new Parsed.Refused(USAGE, "`-C` goes with none of `-m`, `-N` and `--no-movable`");
    }
    Optional<Driver> driver = mode.flatMap(DaxctlCommandLine::driver);
    if (mode.isPresent() && driver.isEmpty()) {
      return new Parsed.Refused(INVALID, "daxctl knows no mode `" + mode.get() + "`");
    }
    if (driver.isPresent() && driver.get() != Driver.KMEM && noOnline) {
      return new Parsed.Refused(USAGE, "`-N` goes only with `-m system-ram`");
    }
    String path = devices.get(0);
    String device = path.substring(path.lastIndexOf('/') + 1);
    return new Parsed.Known(
        new DaxctlCommand(verb, device, driver, noOnline, noMovable, force, checkConfig));
  }

  private static Optional<Driver> driver(String mode) {
    return switch (mode) {
      case "system-ram" -> Optional.of(Driver.KMEM);
      case "devdax" -> Optional.of(Driver.DEVICE_DAX);
      case "famfs" -> Optional.of(Driver.FSDEV_DAX);
      default -> Optional.empty();
    };
  }

  private void refuse(int exit, String why) {
    refusal = Optional.of(new Parsed.Refused(exit, why));
  }
}
