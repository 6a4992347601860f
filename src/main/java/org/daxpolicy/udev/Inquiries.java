package org.daxpolicy.udev;

import java.util.Optional;

/** The terms that ask beyond the device: TEST, PROGRAM and IMPORT. Nothing is ever executed. */
final class Inquiries {

  private final EventState state;
  private final Substitution substitution;
  private final HostFiles files;
  private final ProgramRuns programs;
  private final Imports imports;

  Inquiries(EventState state, Substitution substitution, HostFiles files) {
    this.state = state;
    this.substitution = substitution;
    this.files = files;
    this.programs = new ProgramRuns(state);
    this.imports = new Imports(state, files, programs);
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
      return imports.record(token);
    }
    if (token.kind() == TokenKind.IMPORT_CMDLINE) {
      return imports.commandLine(token);
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
      default -> imports.take(token, value);
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
      case PROGRAM -> Imports.eitherWay(state, token, doubt, () -> print(doubt));
      default -> imports.inDoubt(token, doubt);
    };
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
    Optional<Host.ProgramResult> known = programs.run(command);
    if (known.isEmpty()) {
      Doubt doubt = state.doubt(token, Doubt.Subject.PROGRAM, command);
      return Imports.eitherWay(state, token, doubt, () -> print(doubt));
    }
    boolean succeeded = known.get().exit() == 0;
    boolean holds = token.wants(succeeded);
    Optional<String> printed = Optional.empty();
    if (succeeded) {
      String output = ProgramRuns.printed(known.get());
      output = output.substring(0, Math.min(output.length(), ProgramRuns.LONGEST_OUTPUT));
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
}
