package org.daxpolicy.udev;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.glob.Glob;

/** The terms that ask beyond the device: TEST, PROGRAM and IMPORT. Nothing is ever executed. */
final class Inquiries {
  /** Programs that {@code udevadm test} runs although it runs no others. */
  private static final Set<String> HARMLESS =
      Set.of("ata_id", "cdrom_id", "dmi_memory_id", "fido_id", "mtd_probe", "scsi_id");

  /** How the debug message begins that names a command nothing is told of. */
  static final String NO_PROGRAM = "The host has no program for: ";

  private static final Glob ANY_NAME = Glob.of("*");
  private static final int LONGEST_OUTPUT = 16383;

  private final EventState state;
  private final Substitution substitution;
  private final HostFiles files;

  Inquiries(EventState state, Substitution substitution, HostFiles files) {
    this.state = state;
    this.substitution = substitution;
    this.files = files;
  }

  Outcome ask(Token token) {
    int limit =
        switch (token.kind()) {
          case PROGRAM, IMPORT_PROGRAM, IMPORT_BUILTIN -> Substitution.COMMAND;
          default -> Substitution.PATH;
        };
    if (token.kind() == TokenKind.PROGRAM) {
      state.now.result = Known.of(Optional.empty(), state.place());
    }
    if (token.kind() == TokenKind.IMPORT_DB) {
      return record(token);
    }
    if (token.kind() == TokenKind.IMPORT_CMDLINE) {
      return commandLine(token);
    }
    Expansion expanded = substitution.expand(token.template(), limit);
    Doubt doubt = expanded.doubt();
    if (doubt != null) {
      return inDoubt(token, doubt);
    }
    if (expanded.isTooLong()) {
      state.say(4, "The value of " + token.key() + " is too long after substitution.");
      return Outcome.FAILED;
    }
    String value = expanded.text().orElseThrow();
    return switch (token.kind()) {
      case TEST -> test(token, value);
      case PROGRAM -> program(token, value);
      case IMPORT_FILE -> file(token, value);
      case IMPORT_PROGRAM -> importProgram(token, value);
      case IMPORT_BUILTIN -> builtin(token, value);
      case IMPORT_PARENT -> parent(token, value);
      default -> throw new IllegalStateException("no inquiry: " + token.kind());
    };
  }

  /** What may be left of a term when nobody knows what exactly it asks for. */
  private Outcome inDoubt(Token token, Doubt doubt) {
    return switch (token.kind()) {
      case TEST -> {
        // a star behind what is no directory ends the event
        state.mayEnd(doubt);
        yield Outcome.unknown(doubt);
      }
      case PROGRAM -> unknown(token, doubt, () -> print(doubt));
      case IMPORT_BUILTIN ->
          unknown(
              token,
              doubt,
              () ->
                  Builtins.find(token.value(), state.version)
                      .ifPresent(b -> b.names().forEach(n -> blur(n, doubt))));
      default -> unknown(token, doubt, () -> blur(ANY_NAME, doubt));
    };
  }

  /**
   * A term that succeeds or fails, nobody knows which.
   *
   * @param success what it changes if it succeeds
   */
  private Outcome unknown(Token token, Doubt doubt, Runnable success) {
    Facts failed = state.now.copy();
    success.run();
    if (token.wants(true)) {
      return Outcome.unknown(doubt, failed);
    }
    Facts succeeded = state.now;
    state.now = failed;
    return Outcome.unknown(doubt, succeeded);
  }

  private void blur(Glob names, Doubt doubt) {
    state.now.properties = state.now.properties.blurred(names, doubt, state.place());
    importSomething(doubt);
  }

  private void blur(String name, Doubt doubt) {
    state.hideProperty(name, doubt);
    importSomething(doubt);
  }

  private void importSomething(Doubt doubt) {
    if (state.version.number() == 258) {
      // a property that is not allowed ends the event in this release
      state.mayEnd(doubt);
    }
  }

  private static Outcome wanted(Token token, boolean holds, String actual) {
    return Outcome.of(token.wants(holds), Optional.of(actual));
  }

  private Outcome test(Token token, String value) {
    String path = absolute(value);
    int star = path.indexOf("/*/");
    if (star >= 0) {
      String directory = path.substring(0, star);
      if (files.isNoDirectory(directory)) {
        state.say(3, "TEST cannot look into " + directory + ", which is no directory.");
        state.now.aborted = true;
        return Outcome.FAILED;
      }
      Optional<String> first = files.firstBelow(directory, path.substring(star + 2));
      if (first.isEmpty() && HostFiles.belowSys(directory).isPresent()) {
        return wanted(token, false, "");
      }
      path = first.orElse(path);
    }
    HostFiles.Found found = files.find(path);
    if (found instanceof HostFiles.Found.Untold) {
      return Outcome.unknown(state.doubt(token, Doubt.Subject.FILE, path));
    }
    boolean there =
        found instanceof HostFiles.Found.There thing
            && (token.number() == TermParser.NO_MASK || (thing.mode() & token.number()) != 0);
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

  private Outcome program(Token token, String command) {
    Optional<Host.ProgramResult> known = run(command);
    if (known.isEmpty()) {
      Doubt doubt = state.doubt(token, Doubt.Subject.PROGRAM, command);
      return unknown(token, doubt, () -> print(doubt));
    }
    boolean succeeded = known.get().exit() == 0;
    boolean holds = token.wants(succeeded);
    Optional<String> printed = Optional.empty();
    if (succeeded) {
      String output = untilNul(known.get().output());
      output = output.substring(0, Math.min(output.length(), LONGEST_OUTPUT));
      while (output.endsWith("\n")) {
        output = output.substring(0, output.length() - 1);
      }
      printed = Optional.of(Escaping.replace(output, Escaping.VALUE));
      state.now.result = Known.of(printed, state.place());
    }
    return Outcome.of(holds, printed);
  }

  /** A program that succeeds leaves what it printed. */
  private void print(Doubt doubt) {
    state.now.result = Known.hidden(doubt, state.place());
  }

  private static String untilNul(String output) {
    int nul = output.indexOf(0);
    return nul < 0 ? output : output.substring(0, nul);
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
    state.handOver();
    Optional<Host.ProgramResult> given =
        Optional.ofNullable(state.event.host().programs().get(command))
            .or(() -> state.execution.run(command));
    if (given.isEmpty() && state.options.wholeHost()) {
      state.say(7, NO_PROGRAM + command);
      return Optional.of(new Host.ProgramResult(127, ""));
    }
    return given;
  }

  private Outcome importProgram(Token token, String command) {
    Optional<Host.ProgramResult> known = run(command);
    if (known.isEmpty()) {
      Doubt doubt = state.doubt(token, Doubt.Subject.PROGRAM, command);
      return unknown(token, doubt, () -> blur(ANY_NAME, doubt));
    }
    boolean succeeded = known.get().exit() == 0;
    if (succeeded) {
      String output = untilNul(known.get().output());
      if (output.length() > LONGEST_OUTPUT) {
        output = output.substring(0, output.lastIndexOf('\n', LONGEST_OUTPUT) + 1);
      }
      PropertyLines.parse(output).forEach(this::take);
    }
    return wanted(token, succeeded, "");
  }

  private Outcome builtin(Token token, String command) {
    // what to run was settled while reading, before anything was substituted
    Builtins.Builtin called = Builtins.find(token.value(), state.version).orElseThrow();
    String name = called.name();
    Known<Boolean> earlier = state.now.builtins.get(name);
    if (called.once() && earlier != null && earlier.doubt() == null) {
      return wanted(token, earlier.get(), "");
    }
    Doubt ran = called.once() && earlier != null ? earlier.doubt() : null;
    Host.ProgramResult known = state.event.host().programs().get(command);
    if (known == null || ran != null) {
      Doubt doubt = ran != null ? ran : state.doubt(token, Doubt.Subject.BUILTIN, command);
      Outcome outcome = unknown(token, doubt, () -> called.names().forEach(n -> blur(n, doubt)));
      remember(state.now, name, token.wants(true));
      remember(Objects.requireNonNull(outcome.otherwise()), name, !token.wants(true));
      return outcome;
    }
    boolean succeeded = known.exit() == 0;
    remember(state.now, name, succeeded);
    if (succeeded) {
      PropertyLines.parse(known.output()).forEach(this::take);
    }
    return wanted(token, succeeded, "");
  }

  private void remember(Facts facts, String builtin, boolean succeeded) {
    facts.builtins = facts.builtins.with(builtin, Known.of(succeeded, state.place()));
  }

  private Outcome file(Token token, String path) {
    if (files.find(path) instanceof HostFiles.Found.Untold) {
      Doubt doubt = state.doubt(token, Doubt.Subject.FILE, path);
      return unknown(token, doubt, () -> blur(ANY_NAME, doubt));
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
    if (state.version.atLeast(257)) {
      known.values().removeIf(String::isEmpty);
    }
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
      state.now.aborted = true;
      return Outcome.FAILED;
    }
    Optional<String> line = state.event.host().commandLine();
    if (line.isEmpty()) {
      Doubt doubt = state.doubt(token, Doubt.Subject.COMMAND_LINE, key);
      return unknown(token, doubt, () -> blur(key, doubt));
    }
    Optional<String> value = KernelCommandLine.option(line.get(), key);
    value.ifPresent(v -> take(key, v));
    return Outcome.of(token.wants(value.isPresent()), value);
  }

  private Outcome parent(Token token, String names) {
    Optional<UdevDevice> parent = state.device.parent();
    if (parent.isEmpty()) {
      return Outcome.of(token.wants(false), Optional.empty());
    }
    Glob glob = Glob.of(names);
    boolean copied = false;
    for (Map.Entry<String, String> property : propertiesOf(parent.get()).entrySet()) {
      if (glob.matches(property.getKey())) {
        copied |= take(property.getKey(), property.getValue());
      }
    }
    copied |= driverOf(parent.get(), glob);
    // releases before 258 are content with a parent being there
    boolean succeeded = copied || !state.version.atLeast(258);
    return wanted(token, succeeded, parent.get().devpath());
  }

  /** The driver is a property of a parent once somebody has asked for it. */
  private boolean driverOf(UdevDevice parent, Glob names) {
    Known<Boolean> asked = state.now.driversAsked.get(parent.devpath());
    String driver = state.driverOf(parent);
    if (asked == null || driver.isEmpty() || parent.isNameless() || !names.matches("DRIVER")) {
      return false;
    }
    Doubt doubt = asked.doubt();
    if (doubt != null) {
      state.hideProperty("DRIVER", doubt);
      return false;
    }
    return take("DRIVER", driver);
  }

  private Map<String, String> propertiesOf(UdevDevice device) {
    Map<String, String> properties = new LinkedHashMap<>();
    if (device.isNameless()) {
      // udev then shows no property at all
      return properties;
    }
    DeviceRecord record = state.event.records().getOrDefault(device.devpath(), DeviceRecord.NONE);
    properties.put("DEVPATH", device.devpath());
    if (!device.subsystem().isEmpty()) {
      properties.put("SUBSYSTEM", device.subsystem());
    }
    properties.putAll(device.uevent());
    if (state.version.atLeast(257)) {
      properties.values().removeIf(String::isEmpty);
    }
    properties.putAll(record.shown());
    return properties;
  }

  /** Imports a property; false if its name or value will not do. */
  private boolean take(String key, String value) {
    if (value.isEmpty() && state.version.atLeast(257)) {
      state.removeProperty(key);
      return true;
    }
    if (!PropertyNames.admit(state.version, key, value)) {
      state.say(
          4, "The property " + key + " cannot be imported: its name or value is not allowed.");
      state.now.aborted |= state.version.number() == 258;
      return false;
    }
    state.setProperty(key, value);
    return true;
  }
}
