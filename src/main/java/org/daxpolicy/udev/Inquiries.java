package org.daxpolicy.udev;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.daxpolicy.glob.Glob;

/** The terms that ask beyond the device: TEST, PROGRAM and IMPORT. Nothing is ever executed. */
final class Inquiries {
  /** Programs that {@code udevadm test} runs although it runs no others. */
  private static final Set<String> HARMLESS =
      Set.of("ata_id", "cdrom_id", "dmi_memory_id", "fido_id", "mtd_probe", "scsi_id");

  private static final int LONGEST_OUTPUT = 16383;
  private static final Pattern PROPERTY_NAME = Pattern.compile("[A-Za-z0-9_.]+");

  private final EventState state;
  private final Substitution substitution;
  private final HostFiles files;

  Inquiries(EventState state, Substitution substitution, HostFiles files) {
    this.state = state;
    this.substitution = substitution;
    this.files = files;
  }

  Outcome ask(Token token) {
    return switch (token.kind()) {
      case TEST -> test(token);
      case PROGRAM -> program(token);
      case IMPORT_FILE -> file(token);
      case IMPORT_PROGRAM -> importProgram(token);
      case IMPORT_BUILTIN -> builtin(token);
      case IMPORT_DB -> record(token);
      case IMPORT_CMDLINE -> commandLine(token);
      case IMPORT_PARENT -> parent(token);
      default -> throw new IllegalStateException("no inquiry: " + token.kind());
    };
  }

  private Optional<String> expand(Token token, int limit) {
    Optional<String> expanded = substitution.expand(token.value(), limit);
    if (expanded.isEmpty()) {
      state.say(4, "The value of " + token.key() + " is too long after substitution.");
    }
    return expanded;
  }

  private static Outcome wanted(Token token, boolean holds, String actual) {
    return Outcome.of(token.wants(holds), actual);
  }

  private Outcome test(Token token) {
    Optional<String> expanded = expand(token, Substitution.PATH);
    if (expanded.isEmpty()) {
      return Outcome.failed();
    }
    String path = absolute(expanded.get());
    int star = path.indexOf("/*/");
    if (star >= 0) {
      String directory = path.substring(0, star);
      if (files.isNoDirectory(directory)) {
        state.say(3, "TEST cannot look into " + directory + ", which is no directory.");
        state.aborted = true;
        return Outcome.failed();
      }
      Optional<String> first = files.firstBelow(directory, path.substring(star + 2));
      if (first.isEmpty() && HostFiles.belowSys(directory).isPresent()) {
        return wanted(token, false, "");
      }
      path = first.orElse(path);
    }
    HostFiles.Found found = files.find(path);
    if (found instanceof HostFiles.Found.Untold) {
      return Outcome.unknown();
    }
    boolean there =
        found instanceof HostFiles.Found.There thing
            && (token.number() == 0 || (thing.mode() & token.number()) != 0);
    return wanted(token, there, there ? path : "");
  }

  private String absolute(String path) {
    if (path.startsWith("/")) {
      return path;
    }
    Optional<AttributeReader.Addressed> addressed = state.attributes.addressed(path);
    Optional<UdevDevice> device = addressed.flatMap(AttributeReader.Addressed::device);
    if (addressed.isPresent() && device.isPresent()) {
      return "/sys" + device.get().devpath() + "/" + addressed.get().attribute();
    }
    return "/sys" + state.device.devpath() + "/" + path;
  }

  private Outcome program(Token token) {
    state.result = Optional.empty();
    Optional<String> command = expand(token, Substitution.COMMAND);
    if (command.isEmpty()) {
      return Outcome.failed();
    }
    Optional<Host.ProgramResult> known = run(command.get());
    if (known.isEmpty()) {
      return Outcome.unknown();
    }
    boolean succeeded = known.get().exit() == 0;
    boolean holds = token.wants(succeeded);
    if (succeeded && holds) {
      String output = known.get().output();
      output = output.substring(0, Math.min(output.length(), LONGEST_OUTPUT));
      while (output.endsWith("\n")) {
        output = output.substring(0, output.length() - 1);
      }
      state.result = Optional.of(Escaping.replace(output, Escaping.VALUE));
    }
    return Outcome.of(holds, state.result);
  }

  /** What a command would do; empty if that is not told. */
  private Optional<Host.ProgramResult> run(String command) {
    boolean skipped =
        state.options.programs() == Evaluator.Programs.AS_UDEVADM_TEST
            && state.version.atLeast(256)
            && HARMLESS.stream().noneMatch(command::startsWith);
    if (skipped) {
      return Optional.of(new Host.ProgramResult(0, ""));
    }
    Optional<Host.ProgramResult> given =
        Optional.ofNullable(state.event.host().programs().get(command));
    return given.isEmpty() && state.options.wholeHost()
        ? Optional.of(new Host.ProgramResult(127, ""))
        : given;
  }

  private Outcome importProgram(Token token) {
    Optional<String> command = expand(token, Substitution.COMMAND);
    if (command.isEmpty()) {
      return Outcome.failed();
    }
    Optional<Host.ProgramResult> known = run(command.get());
    if (known.isEmpty()) {
      return Outcome.unknown();
    }
    boolean succeeded = known.get().exit() == 0;
    if (succeeded) {
      String output = known.get().output();
      if (output.length() > LONGEST_OUTPUT) {
        output = output.substring(0, output.lastIndexOf('\n', LONGEST_OUTPUT) + 1);
      }
      PropertyLines.parse(output).forEach(this::take);
    }
    return wanted(token, succeeded, "");
  }

  private Outcome builtin(Token token) {
    Optional<String> command = expand(token, Substitution.COMMAND);
    if (command.isEmpty()) {
      return Outcome.failed();
    }
    String name = Builtins.name(command.get());
    Boolean earlier = state.builtinsDone.get(name);
    if (Builtins.runsOnce(name) && earlier != null) {
      return wanted(token, earlier, "");
    }
    Host.ProgramResult known = state.event.host().programs().get(command.get());
    if (known == null) {
      return Outcome.unknown();
    }
    boolean succeeded = known.exit() == 0;
    state.builtinsDone.put(name, succeeded);
    if (succeeded) {
      PropertyLines.parse(known.output()).forEach(this::take);
    }
    return wanted(token, succeeded, "");
  }

  private Outcome file(Token token) {
    Optional<String> expanded = expand(token, Substitution.PATH);
    if (expanded.isEmpty()) {
      return Outcome.failed();
    }
    String path = expanded.get();
    if (files.find(path) instanceof HostFiles.Found.Untold) {
      return Outcome.unknown();
    }
    Optional<String> content = files.read(path);
    content.ifPresent(text -> PropertyLines.parse(text).forEach(this::take));
    return wanted(token, content.isPresent(), path);
  }

  /** The record of the device's last event, and what its uevent tells now. */
  private Outcome record(Token token) {
    String key = token.value();
    Map<String, String> known = new LinkedHashMap<>(state.before().properties());
    known.putAll(state.device.uevent());
    String value = state.removing() ? null : known.get(key);
    if (value != null) {
      take(key, value);
    }
    return Outcome.of(token.wants(value != null), Optional.ofNullable(value));
  }

  private Outcome commandLine(Token token) {
    String key = token.value();
    if (key.isEmpty()) {
      state.say(3, "IMPORT{cmdline} needs the name of an option.");
      state.aborted = true;
      return Outcome.failed();
    }
    Optional<String> line = state.event.host().commandLine();
    if (line.isEmpty()) {
      return Outcome.unknown();
    }
    Optional<String> value = KernelCommandLine.option(line.get(), key);
    value.ifPresent(v -> take(key, v));
    return Outcome.of(token.wants(value.isPresent()), value);
  }

  private Outcome parent(Token token) {
    Optional<String> expanded = expand(token, Substitution.PATH);
    Optional<UdevDevice> parent = state.device.parent();
    if (expanded.isEmpty()) {
      return Outcome.failed();
    }
    if (parent.isEmpty()) {
      return Outcome.of(token.wants(false), Optional.empty());
    }
    Glob glob = Glob.of(expanded.get());
    boolean copied = false;
    for (Map.Entry<String, String> property : propertiesOf(parent.get()).entrySet()) {
      if (glob.matches(property.getKey())) {
        copied |= take(property.getKey(), property.getValue());
      }
    }
    // releases before 258 are content with a parent being there
    boolean succeeded = copied || !state.version.atLeast(258);
    return wanted(token, succeeded, parent.get().devpath());
  }

  private Map<String, String> propertiesOf(UdevDevice device) {
    Map<String, String> properties = new LinkedHashMap<>();
    boolean nameless = device.subsystem().isEmpty() && !device.hasNumber() && !device.isInterface();
    if (nameless) {
      // no database entry can belong to it, and udev then shows no property at all
      return properties;
    }
    DeviceRecord record = state.event.records().getOrDefault(device.devpath(), DeviceRecord.NONE);
    properties.put("DEVPATH", device.devpath());
    if (!device.subsystem().isEmpty()) {
      properties.put("SUBSYSTEM", device.subsystem());
    }
    properties.putAll(device.uevent());
    properties.putAll(record.properties());
    return properties;
  }

  /** Imports a property; false if its name or value will not do. */
  private boolean take(String key, String value) {
    if (value.isEmpty() && state.version.atLeast(257)) {
      state.removeProperty(key);
      return true;
    }
    if (!admissible(state.version, key, value)) {
      state.say(
          4, "The property " + key + " cannot be imported: its name or value is not allowed.");
      state.aborted |= state.version.number() == 258;
      return false;
    }
    state.setProperty(key, value);
    return true;
  }

  /** Whether a property may have this name and value. */
  static boolean admissible(UdevVersion version, String key, String value) {
    return !version.atLeast(258)
        || (PROPERTY_NAME.matcher(key).matches()
            && ByteText.isUtf8(value)
            && value.chars().noneMatch(c -> c < 0x20 || c == 0x7f));
  }
}
