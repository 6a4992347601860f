package org.daxpolicy.udev;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.daxpolicy.glob.Glob;

/** The terms that import properties: from programs, files, records, the command line, a parent. */
final class Imports {
  private static final Glob ANY_NAME = Glob.of("*");

  private final EventState state;
  private final HostFiles files;
  private final ProgramRuns programs;

  Imports(EventState state, HostFiles files, ProgramRuns programs) {
    this.state = state;
    this.files = files;
    this.programs = programs;
  }

  /** Works off an import of what the value names after substitution. */
  Outcome take(Token token, String value) {
    return switch (token.kind()) {
      case IMPORT_FILE -> file(token, value);
      case IMPORT_PROGRAM -> program(token, value);
      case IMPORT_BUILTIN -> builtin(token, value);
      case IMPORT_PARENT -> parent(token, value);
      default -> throw new IllegalStateException("no import: " + token.kind());
    };
  }

  /** What may be left of an import when nobody knows of what exactly. */
  Outcome inDoubt(Token token, Doubt doubt) {
    if (token.kind() != TokenKind.IMPORT_BUILTIN) {
      return eitherWay(state, token, doubt, () -> blur(ANY_NAME, doubt));
    }
    Builtins.Builtin called = Builtins.find(token.value(), state.version).orElseThrow();
    return eitherWay(state, token, doubt, () -> called.names().forEach(n -> blur(n, doubt)));
  }

  /**
   * A term that succeeds or fails, nobody knows which.
   *
   * @param success what it changes if it succeeds
   */
  static Outcome eitherWay(EventState state, Token token, Doubt doubt, Runnable success) {
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

  private Outcome program(Token token, String command) {
    Optional<Host.ProgramResult> known = programs.run(command);
    if (known.isEmpty()) {
      Doubt doubt = state.doubt(token, Doubt.Subject.PROGRAM, command);
      return eitherWay(state, token, doubt, () -> blur(ANY_NAME, doubt));
    }
    boolean succeeded = known.get().exit() == 0;
    if (succeeded) {
      String output = ProgramRuns.printed(known.get());
      if (output.length() > ProgramRuns.LONGEST_OUTPUT) {
        output = output.substring(0, output.lastIndexOf('\n', ProgramRuns.LONGEST_OUTPUT) + 1);
      }
      PropertyLines.parse(output).forEach(this::set);
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
      Outcome outcome =
          eitherWay(state, token, doubt, () -> called.names().forEach(n -> blur(n, doubt)));
      remember(state.now, name, token.wants(true));
      remember(Objects.requireNonNull(outcome.otherwise()), name, !token.wants(true));
      return outcome;
    }
    boolean succeeded = known.exit() == 0;
    remember(state.now, name, succeeded);
    if (succeeded) {
      PropertyLines.parse(known.output()).forEach(this::set);
    }
    return wanted(token, succeeded, "");
  }

  private void remember(Facts facts, String builtin, boolean succeeded) {
    facts.builtins = facts.builtins.with(builtin, Known.of(succeeded, state.place()));
  }

  private Outcome file(Token token, String path) {
    if (files.find(path) instanceof HostFiles.Found.Untold) {
      Doubt doubt = state.doubt(token, Doubt.Subject.FILE, path);
      return eitherWay(state, token, doubt, () -> blur(ANY_NAME, doubt));
    }
    Optional<String> content = files.read(path);
    content.ifPresent(text -> PropertyLines.parse(text).forEach(this::set));
    return wanted(token, content.isPresent(), path);
  }

  /** The record of the device's last event, and what its uevent tells now. */
  Outcome record(Token token) {
    String key = token.value();
    Map<String, String> known = new LinkedHashMap<>(state.before().shown());
    known.putAll(state.device.uevent());
    if (state.version.atLeast(257)) {
      known.values().removeIf(String::isEmpty);
    }
    String value = state.removing() ? null : known.get(key);
    if (value != null) {
      set(key, value);
    }
    return Outcome.of(token.wants(value != null), Optional.ofNullable(value));
  }

  /** An option of the kernel's command line. */
  Outcome commandLine(Token token) {
    String key = token.value();
    if (key.isEmpty()) {
      state.say(3, "IMPORT{cmdline} needs the name of an option.");
      state.now.aborted = true;
      return Outcome.FAILED;
    }
    Optional<String> line = state.event.host().commandLine();
    if (line.isEmpty()) {
      Doubt doubt = state.doubt(token, Doubt.Subject.COMMAND_LINE, key);
      return eitherWay(state, token, doubt, () -> blur(key, doubt));
    }
    Optional<String> value = KernelCommandLine.option(line.get(), key);
    value.ifPresent(v -> set(key, v));
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
        copied |= set(property.getKey(), property.getValue());
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
    return set("DRIVER", driver);
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
  private boolean set(String key, String value) {
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
