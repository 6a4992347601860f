package org.daxpolicy.simulate.shell;

import java.util.List;
import java.util.Optional;

/** What a script consists of. */
sealed interface Syntax {
  /** Commands one after the other. */
  record Sequence(List<Syntax> commands) implements Syntax {}

  /** {@code a && b}, or {@code a || b}. */
  record Chain(Syntax first, boolean and, Syntax then) implements Syntax {}

  /** {@code ! a}. */
  record Negation(Syntax command) implements Syntax {}

  /** {@code a | b}. */
  record Pipe(List<Syntax> commands) implements Syntax {}

  /** {@code a &}. */
  record Background(Syntax command) implements Syntax {}

  /** {@code ( a )}: variables do not come out. */
  record Subshell(Syntax body, List<Redirection> redirections) implements Syntax {}

  /** {@code { a; }}. */
  record Group(Syntax body, List<Redirection> redirections) implements Syntax {}

  /** {@code if a; then b; else c; fi}. */
  record If(Syntax condition, Syntax then, Optional<Syntax> otherwise) implements Syntax {}

  /** {@code while a; do b; done}, or {@code until}. */
  record Loop(Syntax condition, boolean until, Syntax body) implements Syntax {}

  /** {@code for x in a b; do c; done}. */
  record For(String variable, List<Word> words, Syntax body) implements Syntax {}

  /** {@code case a in b) c ;; esac}. */
  record Case(Word word, List<Branch> branches) implements Syntax {}

  /** One branch of a case. */
  record Branch(List<Word> patterns, Syntax body) {}

  /** {@code f() { a; }}. */
  record Function(String name, Syntax body) implements Syntax {}

  /** Assignments, words and redirections. */
  record Simple(List<Assignment> assignments, List<Word> words, List<Redirection> redirections)
      implements Syntax {}

  /** {@code x=a}. */
  record Assignment(String variable, Word value) {}

  /**
   * A redirection.
   *
   * @param descriptor 0, 1 or 2
   * @param append whether {@code >>}
   * @param target the file; {@code &1} and the like for another descriptor
   */
  record Redirection(int descriptor, boolean append, Word target) {}

  /** A word: what stands together without blanks. */
  record Word(List<Part> parts) {}

  /** A part of a word. */
  sealed interface Part {
    /** Text; quoted text is no pattern and is not split. */
    record Text(String text, boolean quoted) implements Part {}

    /**
     * A variable.
     *
     * @param operator {@code -}, {@code :-}, {@code +}, {@code :+}, {@code %}, {@code %%}, {@code
     *     #}, {@code ##}; empty for the plain value
     * @param operand what stands behind it
     */
    record Variable(String name, String operator, Word operand, boolean quoted) implements Part {}

    /** {@code $(a)}. */
    record Output(Syntax command, boolean quoted) implements Part {}

    /** {@code $((a))}. */
    record Arithmetic(Word expression) implements Part {}
  }
}
