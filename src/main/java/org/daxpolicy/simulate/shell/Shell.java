package org.daxpolicy.simulate.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.simulate.shell.Computer.Done;
import org.daxpolicy.simulate.shell.Computer.Killed;
import org.daxpolicy.simulate.shell.Syntax.Redirection;

/** Runs a script on a computer. */
public final class Shell {
  private static final int MOST_STEPS = 20_000;
  private static final String NOWHERE = "/dev/null";

  private final Computer computer;
  private final Expansion expansion = new Expansion(this);
  private final Utilities utilities = new Utilities(this);
  private final Map<String, Syntax> functions = new HashMap<>();
  private Map<String, String> variables = new HashMap<>();
  private List<String> arguments;
  private StringBuilder out = new StringBuilder();
  private Deque<String> in = new ArrayDeque<>();
  private boolean stopsOnFailure;
  private int status;
  private int steps;

  private Shell(Computer computer, List<String> arguments, Map<String, String> variables) {
    this.computer = computer;
    this.arguments = List.copyOf(arguments);
    this.variables.putAll(variables);
  }

  /** Leaves what is running: the script, a function or a loop. */
  private static final class Leave extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is left. */
    enum What {
      SCRIPT,
      FUNCTION,
      LOOP,
      ROUND
    }

    private final What what;

    Leave(What what) {
      super(null, null, false, false);
      this.what = what;
    }
  }

  /**
   * Runs a script.
   *
   * @param script its text
   * @param arguments {@code $1} and so on
   * @param variables its environment
   * @return its exit status and what it printed
   * @throws NotUnderstood if it uses something that is not covered; what it did before is done
   * @throws Killed if somebody killed it
   */
  public static Done run(
      String script, List<String> arguments, Map<String, String> variables, Computer computer)
      throws NotUnderstood, Killed {
    Shell shell = new Shell(computer, arguments, variables);
    Syntax syntax = Parser.parse(script.startsWith("#!") ? "#" + script : script);
    try {
      shell.run(syntax);
    } catch (Leave leave) {
      // exit, or a break outside of any loop
    }
    return new Done(shell.status, shell.out.toString());
  }

  /** Runs one command whose words are known already. */
  public static Done command(List<String> words, Computer computer) throws NotUnderstood, Killed {
    Shell shell = new Shell(computer, List.of(), Map.of());
    shell.call(words);
    return new Done(shell.status, shell.out.toString());
  }

  Computer computer() {
    return computer;
  }

  List<String> arguments() {
    return arguments;
  }

  void arguments(List<String> others) {
    arguments = List.copyOf(others);
  }

  Optional<String> variable(String name) {
    return switch (name) {
      case "?" -> Optional.of(Integer.toString(status));
      case "#" -> Optional.of(Integer.toString(arguments.size()));
      case "0" -> Optional.of("sh");
      case "@", "*" -> Optional.of(String.join(" ", arguments));
      default ->
          name.matches("\\d+")
              ? Optional.of(Integer.parseInt(name))
                  .filter(n -> n <= arguments.size())
                  .map(n -> arguments.get(n - 1))
              : Optional.ofNullable(variables.get(name));
    };
  }

  void set(String name, String value) {
    variables.put(name, value);
  }

  void unset(String name) {
    variables.remove(name);
  }

  void stopOnFailure(boolean wanted) {
    stopsOnFailure = wanted;
  }

  void print(String text) {
    out.append(text);
  }

  /** A line of the input; empty at its end. */
  Optional<String> readLine() {
    return Optional.ofNullable(in.pollFirst());
  }

  /** All that is left of the input. */
  String readAll() {
    StringBuilder all = new StringBuilder();
    in.forEach(l -> all.append(l).append('\n'));
    in.clear();
    return all.toString();
  }

  void exit(int with) {
    status = with;
    throw new Leave(Leave.What.SCRIPT);
  }

  void leaveFunction(int with) {
    status = with;
    throw new Leave(Leave.What.FUNCTION);
  }

  void leaveLoop(boolean onlyThisRound) {
    status = 0;
    throw new Leave(onlyThisRound ? Leave.What.ROUND : Leave.What.LOOP);
  }

  /** What a command prints. */
  String output(Syntax command) throws NotUnderstood, Killed {
    StringBuilder outer = out;
    out = new StringBuilder();
    try {
      subshell(command);
      return out.toString();
    } finally {
      out = outer;
    }
  }

  private void subshell(Syntax body) throws NotUnderstood, Killed {
    Map<String, String> outer = new HashMap<>(variables);
    try {
      run(body);
    } catch (Leave leave) {
      if (leave.what != Leave.What.SCRIPT) {
        throw leave;
      }
    } finally {
      variables = outer;
    }
  }

  private void run(Syntax syntax) throws NotUnderstood, Killed {
    if (++steps > MOST_STEPS) {
      throw new NotUnderstood("more than " + MOST_STEPS + " steps");
    }
    if (syntax instanceof Syntax.Sequence s) {
      status = 0;
      for (Syntax command : s.commands()) {
        run(command);
        boolean tested = command instanceof Syntax.Chain || command instanceof Syntax.Negation;
        if (status != 0 && stopsOnFailure && !tested) {
          throw new Leave(Leave.What.SCRIPT);
        }
      }
    } else if (syntax instanceof Syntax.Chain c) {
      condition(c.first());
      if (c.and() == (status == 0)) {
        run(c.then());
      }
    } else if (syntax instanceof Syntax.Negation n) {
      condition(n.command());
      status = status == 0 ? 1 : 0;
    } else if (syntax instanceof Syntax.Pipe p) {
      pipe(p);
    } else if (syntax instanceof Syntax.Background b) {
      computer.background(() -> subshell(b.command()));
      status = 0;
    } else if (syntax instanceof Syntax.Subshell s) {
      redirected(s.redirections(), () -> subshell(s.body()));
    } else if (syntax instanceof Syntax.Group g) {
      redirected(g.redirections(), () -> run(g.body()));
    } else if (syntax instanceof Syntax.If i) {
      choose(i);
    } else if (syntax instanceof Syntax.Loop l) {
      loop(l);
    } else if (syntax instanceof Syntax.For f) {
      loop(f);
    } else if (syntax instanceof Syntax.Case c) {
      choose(c);
    } else if (syntax instanceof Syntax.Function f) {
      functions.put(f.name(), f.body());
      status = 0;
    } else {
      simple((Syntax.Simple) syntax);
    }
  }

  /** Runs a command whose failure decides something and ends nothing. */
  private void condition(Syntax command) throws NotUnderstood, Killed {
    boolean outer = stopsOnFailure;
    stopsOnFailure = false;
    run(command);
    stopsOnFailure = outer;
  }

  private void pipe(Syntax.Pipe pipe) throws NotUnderstood, Killed {
    Deque<String> outer = in;
    for (int i = 0; i < pipe.commands().size(); i++) {
      if (i == pipe.commands().size() - 1) {
        subshell(pipe.commands().get(i));
      } else {
        in = lines(output(pipe.commands().get(i)));
      }
    }
    in = outer;
  }

  private static Deque<String> lines(String text) {
    return new ArrayDeque<>(text.lines().toList());
  }

  private void choose(Syntax.If syntax) throws NotUnderstood, Killed {
    condition(syntax.condition());
    if (status == 0) {
      run(syntax.then());
    } else if (syntax.otherwise().isPresent()) {
      run(syntax.otherwise().get());
    } else {
      status = 0;
    }
  }

  private void choose(Syntax.Case syntax) throws NotUnderstood, Killed {
    String value = expansion.text(syntax.word());
    status = 0;
    for (Syntax.Branch branch : syntax.branches()) {
      for (Syntax.Word pattern : branch.patterns()) {
        if (Glob.of(expansion.pattern(pattern)).matches(value)) {
          run(branch.body());
          return;
        }
      }
    }
  }

  private void loop(Syntax.Loop loop) throws NotUnderstood, Killed {
    int last = 0;
    while (true) {
      condition(loop.condition());
      if ((status == 0) == loop.until() || !round(loop.body())) {
        status = last;
        return;
      }
      last = status;
    }
  }

  private void loop(Syntax.For loop) throws NotUnderstood, Killed {
    status = 0;
    for (String value : expansion.fields(loop.words())) {
      variables.put(loop.variable(), value);
      if (!round(loop.body())) {
        return;
      }
    }
  }

  /** One round of a loop; whether there may be another. */
  private boolean round(Syntax body) throws NotUnderstood, Killed {
    try {
      run(body);
    } catch (Leave leave) {
      if (leave.what == Leave.What.LOOP) {
        return false;
      }
      if (leave.what != Leave.What.ROUND) {
        throw leave;
      }
    }
    return true;
  }

  private void simple(Syntax.Simple command) throws NotUnderstood, Killed {
    List<String> words = expansion.fields(command.words());
    for (Syntax.Assignment assignment : command.assignments()) {
      status = 0;
      // a command in the value runs in a subshell, which brings back a copy of the variables
      String value = expansion.text(assignment.value());
      variables.put(assignment.variable(), value);
    }
    redirected(
        command.redirections(),
        () -> {
          if (!words.isEmpty()) {
            call(words);
          }
        });
  }

  /** Runs the words as a function, a builtin or a program. */
  void call(List<String> words) throws NotUnderstood, Killed {
    Syntax function = functions.get(words.get(0));
    if (function != null) {
      List<String> outer = arguments;
      arguments = List.copyOf(words.subList(1, words.size()));
      try {
        run(function);
      } catch (Leave leave) {
        if (leave.what != Leave.What.FUNCTION) {
          throw leave;
        }
      } finally {
        arguments = outer;
      }
      return;
    }
    Optional<Integer> own = utilities.run(words);
    if (own.isPresent()) {
      status = own.get();
      return;
    }
    Done done = computer.run(words);
    status = done.exit();
    print(done.output());
  }

  private interface Body {
    void run() throws NotUnderstood, Killed;
  }

  private void redirected(List<Redirection> redirections, Body body) throws NotUnderstood, Killed {
    StringBuilder outer = out;
    Deque<String> input = in;
    Optional<String> file = Optional.empty();
    for (Redirection redirection : redirections) {
      String target = expansion.text(redirection.target());
      if (redirection.descriptor() == 0) {
        in = lines(computer.read(target).orElse(""));
      } else if (redirection.descriptor() == 1 && !target.startsWith("&")) {
        file = Optional.of(target);
        out = new StringBuilder();
      }
    }
    try {
      body.run();
      if (file.isPresent() && !file.get().equals(NOWHERE)) {
        int written = computer.write(file.get(), out.toString());
        status = written == 0 ? status : written;
      }
    } finally {
      out = outer;
      in = input;
    }
  }
}
