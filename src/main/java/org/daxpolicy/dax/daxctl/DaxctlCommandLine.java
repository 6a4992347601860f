package org.daxpolicy.dax.daxctl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.Version;
import org.daxpolicy.dax.daxctl.DaxctlCommand.Verb;

/**
 * Reads the arguments of daxctl (manual pages of releases 76 to 85). A long option may be shortened
 * as long as it stays the only one that fits; short ones may stand together.
 */
public final class DaxctlCommandLine {
  /** What arguments turned out to be. */
  public sealed interface Parsed {
    /** A command that changes something. */
    record Known(DaxctlCommand command) implements Parsed {}

    /** A command that only looks. */
    record Harmless() implements Parsed {}

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
  private static final Set<String> HARMLESS =
      Set.of("list", "help", "version", "--version", "--help", "--list-cmds");

  private enum Option {
    MODE("mode", 'm', true),
    NO_ONLINE("no-online", 'N', false),
    NO_MOVABLE("no-movable", '\0', false),
    FORCE("force", 'f', false),
    CHECK_CONFIG("check-config", 'C', false),
    REGION("region", 'r', true),
    SIZE("size", 's', true),
    ALIGN("align", 'a', true),
    INPUT("input", '\0', true),
    HUMAN("human", 'u', false),
    VERBOSE("verbose", 'v', false);

    private final String word;
    private final char letter;
    private final boolean takesValue;

    Option(String word, char letter, boolean takesValue) {
      this.word = word;
      this.letter = letter;
      this.takesValue = takesValue;
    }

    private boolean goesWith(Verb verb) {
      return switch (this) {
        case MODE, NO_ONLINE, CHECK_CONFIG -> verb == Verb.RECONFIGURE;
        case SIZE, ALIGN, INPUT -> verb == Verb.RECONFIGURE || verb == Verb.CREATE;
        case FORCE -> verb == Verb.RECONFIGURE || verb == Verb.DESTROY;
        case NO_MOVABLE -> verb == Verb.RECONFIGURE || verb == Verb.ONLINE;
        case REGION, HUMAN, VERBOSE -> true;
      };
    }
  }

  private final Optional<Version> release;
  private final List<String> rest;
  private final Verb verb;
  private final List<String> devices = new ArrayList<>();
  private final Map<Option, String> given = new EnumMap<>(Option.class);
  private Optional<Parsed> refusal = Optional.empty();

  private DaxctlCommandLine(Optional<Version> release, Verb verb, List<String> rest) {
    this.release = release;
    this.verb = verb;
    this.rest = new ArrayList<>(rest);
  }

  /**
   * What daxctl makes of its arguments.
   *
   * @param arguments without the program's name
   * @param release daxctl's; empty for the newest
   */
  public static Parsed parse(List<String> arguments, Optional<Version> release) {
    if (arguments.isEmpty()) {
      return new Parsed.Refused(USAGE, "daxctl is called without a command");
    }
    String word = arguments.get(0);
    Optional<Verb> verb =
        Arrays.stream(Verb.values()).filter(v -> v.word().equals(word)).findFirst();
    if (verb.isEmpty()) {
      // daxctl -C DEVICE, as Debian 12 ships it in a rule, names no command
      return HARMLESS.contains(word)
          ? new Parsed.Harmless()
          : word.startsWith("-")
              ? new Parsed.Refused(USAGE, "`" + word + "` is no command of daxctl")
              : new Parsed.NotModelled("`daxctl " + word + "` is not modelled");
    }
    return new DaxctlCommandLine(release, verb.get(), arguments.subList(1, arguments.size()))
        .read();
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
    List<Option> fitting =
        Arrays.stream(Option.values()).filter(o -> o.word.startsWith(name)).toList();
    Optional<Option> option =
        fitting.stream()
            .filter(o -> o.word.equals(name))
            .findFirst()
            .or(() -> fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty());
    if (option.isEmpty()) {
      refuse(USAGE, "daxctl has no option `--" + name + "`");
      return;
    }
    apply(option.get(), equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1)));
  }

  private void shortOptions(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      Optional<Option> option =
          Arrays.stream(Option.values()).filter(o -> o.letter == letter).findFirst();
      if (option.isEmpty()) {
        refuse(USAGE, "daxctl has no option `-" + letter + "`");
        return;
      }
      if (option.get().takesValue && i + 1 < letters.length()) {
        apply(option.get(), Optional.of(letters.substring(i + 1)));
        return;
      }
      apply(option.get(), Optional.empty());
    }
  }

  private void apply(Option option, Optional<String> attached) {
    String value = attached.orElse("");
    if (option.takesValue && attached.isEmpty()) {
      if (rest.isEmpty()) {
        refuse(USAGE, "the option `--" + option.word + "` needs a value");
        return;
      }
      value = rest.remove(0);
    }
    if (!option.goesWith(verb)) {
      refuse(USAGE, "`daxctl " + verb.word() + "` has no option `--" + option.word + "`");
      return;
    }
    given.put(option, value);
  }

  private Parsed command() {
    int wanted = verb == Verb.CREATE ? 0 : 1;
    if (devices.size() != wanted) {
      return new Parsed.Refused(
          USAGE,
          devices.isEmpty()
              ? "daxctl is called without a device"
              : "daxctl takes "
                  + (wanted == 0 ? "no device here" : "one device")
                  + ", not "
                  + devices.size());
    }
    if (given.containsKey(Option.INPUT)) {
      return new Parsed.NotModelled("devices described in a file are not modelled");
    }
    boolean reshapes = given.containsKey(Option.SIZE) || given.containsKey(Option.ALIGN);
    boolean checks = given.containsKey(Option.CHECK_CONFIG);
    Optional<String> mode = Optional.ofNullable(given.get(Option.MODE));
    if (verb == Verb.RECONFIGURE && !checks && mode.isEmpty() && !reshapes) {
      return new Parsed.Refused(USAGE, "`daxctl reconfigure-device` is called without a mode");
    }
    boolean says =
        mode.isPresent()
            || given.containsKey(Option.NO_ONLINE)
            || given.containsKey(Option.NO_MOVABLE);
    if (checks && says) {
      return new Parsed.Refused(USAGE, "`-C` goes with none of `-m`, `-N` and `--no-movable`");
    }
    // a size or an alignment makes daxctl overlook the mode
    Optional<Driver> driver = reshapes ? Optional.empty() : mode.flatMap(this::driver);
    if (mode.isPresent() && driver.isEmpty() && !reshapes) {
      return new Parsed.Refused(INVALID, "daxctl knows no mode `" + mode.get() + "`");
    }
    if (driver.isPresent() && driver.get() != Driver.KMEM && given.containsKey(Option.NO_ONLINE)) {
      return new Parsed.Refused(USAGE, "`-N` goes only with `-m system-ram`");
    }
    String path = devices.isEmpty() ? "" : devices.get(0);
    return new Parsed.Known(
        new DaxctlCommand(
            verb,
            path.substring(path.lastIndexOf('/') + 1),
            driver,
            given.containsKey(Option.NO_ONLINE),
            given.containsKey(Option.NO_MOVABLE),
            given.containsKey(Option.FORCE),
            checks,
            Optional.ofNullable(given.get(Option.REGION)).map(DaxctlCommandLine::region),
            Optional.ofNullable(given.get(Option.SIZE)).map(DaxctlCommandLine::bytes),
            Optional.ofNullable(given.get(Option.ALIGN)).map(DaxctlCommandLine::bytes)));
  }

  private Optional<Driver> driver(String mode) {
    return switch (mode) {
      case "system-ram" -> Optional.of(Driver.KMEM);
      case "devdax" -> Optional.of(Driver.DEVICE_DAX);
      case "famfs" ->
          release.map(r -> r.atLeast(85)).orElse(true)
              ? Optional.of(Driver.FSDEV_DAX)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** A region's number; one that no region has for anything else. */
  private static int region(String text) {
    String number = text.replaceFirst("^(?:region|dax_region|dax)", "");
    return number.matches("\\d{1,9}") ? Integer.parseInt(number) : -1;
  }

  /** Bytes of a text such as {@code 16G}; units are binary. */
  public static long bytes(String text) {
    if (!text.matches("(?:0x[0-9a-fA-F]{1,14}|\\d{1,12})[kKmMgGtTpP]?")) {
      return -1;
    }
    int unit = "kmgtp".indexOf(Character.toLowerCase(text.charAt(text.length() - 1)));
    String number = unit < 0 ? text : text.substring(0, text.length() - 1);
    return Long.decode(number) << 10 * (unit + 1);
  }

  private void refuse(int exit, String why) {
    refusal = Optional.of(new Parsed.Refused(exit, why));
  }
}
