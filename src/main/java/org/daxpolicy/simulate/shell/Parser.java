package org.daxpolicy.simulate.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.simulate.shell.Syntax.Assignment;
import org.daxpolicy.simulate.shell.Syntax.Branch;
import org.daxpolicy.simulate.shell.Syntax.Redirection;
import org.daxpolicy.simulate.shell.Syntax.Word;

/** Reads scripts (POSIX.1-2024, Shell Command Language), by recursive descent. */
final class Parser {
  private static final Set<String> CLOSING =
      Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}", ")", ";;");
  private static final int DEEPEST = 100;

  private final WordReader in;
  private int depth;

  private Parser(String text) {
    this.in = new WordReader(text, this::nested);
  }

  static Syntax parse(String text) throws NotUnderstood {
    Parser parser = new Parser(text);
    Syntax all = parser.list();
    if (!parser.in.atEnd()) {
      throw new NotUnderstood("a stray `" + parser.in.peekWord() + "`");
    }
    return all;
  }

  private Syntax nested(String text) throws NotUnderstood {
    return parse(text);
  }

  private Syntax list() throws NotUnderstood {
    if (++depth > DEEPEST) {
      throw new NotUnderstood("commands nested too deep");
    }
    List<Syntax> commands = new ArrayList<>();
    in.skipLines();
    while (!in.atEnd() && !CLOSING.contains(in.peekWord())) {
      Syntax command = chain();
      commands.add(in.take("&") ? new Syntax.Background(command) : command);
      in.take(";");
      in.skipLines();
    }
    depth--;
    return new Syntax.Sequence(commands);
  }

  private Syntax chain() throws NotUnderstood {
    Syntax first = pipe();
    while (true) {
      if (in.take("&&")) {
        in.skipLines();
        first = new Syntax.Chain(first, true, pipe());
      } else if (in.take("||")) {
        in.skipLines();
        first = new Syntax.Chain(first, false, pipe());
      } else {
        return first;
      }
    }
  }

  private Syntax pipe() throws NotUnderstood {
    if (in.takeWord("!")) {
      return new Syntax.Negation(pipe());
    }
    List<Syntax> commands = new ArrayList<>(List.of(command()));
    while (in.take("|")) {
      in.skipLines();
      commands.add(command());
    }
    return commands.size() == 1 ? commands.get(0) : new Syntax.Pipe(commands);
  }

  private Syntax command() throws NotUnderstood {
    String word = in.peekWord();
    switch (word) {
      case "(":
        in.take("(");
        Syntax inner = list();
        expect(in.take(")"), ")");
        return new Syntax.Subshell(inner, redirections());
      case "{":
        in.takeWord("{");
        Syntax body = list();
        expect(in.takeWord("}"), "}");
        return new Syntax.Group(body, redirections());
      case "if":
        in.takeWord("if");
        return condition();
      case "while", "until":
        in.takeWord(word);
        Syntax condition = list();
        return new Syntax.Loop(condition, word.equals("until"), body());
      case "for":
        in.takeWord("for");
        return loop();
      case "case":
        in.takeWord("case");
        return branches();
      default:
        return simple();
    }
  }

  private static void expect(boolean found, String what) throws NotUnderstood {
    if (!found) {
      throw new NotUnderstood("a missing `" + what + "`");
    }
  }

  private Syntax condition() throws NotUnderstood {
    Syntax condition = list();
    expect(in.takeWord("then"), "then");
    Syntax then = list();
    if (in.takeWord("elif")) {
      return new Syntax.If(condition, then, Optional.of(condition()));
    }
    Optional<Syntax> otherwise = Optional.empty();
    if (in.takeWord("else")) {
      otherwise = Optional.of(list());
    }
    expect(in.takeWord("fi"), "fi");
    return new Syntax.If(condition, then, otherwise);
  }

  private Syntax body() throws NotUnderstood {
    expect(in.takeWord("do"), "do");
    Syntax body = list();
    expect(in.takeWord("done"), "done");
    return body;
  }

  private Syntax loop() throws NotUnderstood {
    String variable = in.name();
    in.skipLines();
    expect(in.takeWord("in"), "in");
    List<Word> words = new ArrayList<>();
    while (in.atWord()) {
      words.add(in.word());
    }
    in.take(";");
    in.skipLines();
    return new Syntax.For(variable, words, body());
  }

  private Syntax branches() throws NotUnderstood {
    Word word = in.word();
    in.skipLines();
    expect(in.takeWord("in"), "in");
    in.skipLines();
    List<Branch> branches = new ArrayList<>();
    while (!in.takeWord("esac")) {
      in.take("(");
      List<Word> patterns = new ArrayList<>(List.of(in.word()));
      while (in.take("|")) {
        patterns.add(in.word());
      }
      expect(in.take(")"), ")");
      branches.add(new Branch(patterns, list()));
      in.take(";;");
      in.skipLines();
      if (in.atEnd()) {
        throw new NotUnderstood("a missing `esac`");
      }
    }
    return new Syntax.Case(word, branches);
  }

  private List<Redirection> redirections() throws NotUnderstood {
    List<Redirection> redirections = new ArrayList<>();
    for (Optional<Redirection> r = in.redirection(); r.isPresent(); r = in.redirection()) {
      redirections.add(r.get());
    }
    return redirections;
  }

  private Syntax simple() throws NotUnderstood {
    List<Assignment> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Redirection> redirections = new ArrayList<>();
    while (true) {
      Optional<Redirection> redirection = in.redirection();
      if (redirection.isPresent()) {
        redirections.add(redirection.get());
        continue;
      }
      if (!in.atWord()) {
        break;
      }
      Optional<String> variable = words.isEmpty() ? in.assigned() : Optional.empty();
      if (variable.isPresent()) {
        assignments.add(new Assignment(variable.get(), in.atWord() ? in.rest() : in.nothing()));
        continue;
      }
      if (words.isEmpty() && assignments.isEmpty()) {
        Optional<String> function = in.function();
        if (function.isPresent()) {
          in.skipLines();
          return new Syntax.Function(function.get(), command());
        }
      }
      words.add(in.word());
    }
    if (words.isEmpty() && assignments.isEmpty() && redirections.isEmpty()) {
      throw new NotUnderstood("`" + in.peekWord() + "` where a command is expected");
    }
    return new Syntax.Simple(assignments, words, redirections);
  }
}
