package org.daxpolicy.simulate.shell;

import java.util.List;
import java.util.Optional;

/** The machine a script runs on. */
public interface Computer {
  /**
   * What a program did.
   *
   * @param exit its exit status
   * @param output what it printed on standard output
   */
  record Done(int exit, String output) {
    /** Success without output. */
    public static final Done WELL = new Done(0, "");

    /** An exit status without output. */
    public static Done with(int exit) {
      return new Done(exit, "");
    }
  }

  /** Somebody killed the script: everything it was to do is not done. */
  final class Killed extends Exception {
    private static final long serialVersionUID = 1;

    /** For people: who, why. */
    public Killed(String why) {
      super(why, null, false, false);
    }
  }

  /** Runs a program, which is no builtin of the shell. */
  Done run(List<String> words) throws NotUnderstood, Killed;

  /** Starts something in the background; it goes on after the script, unless it is killed. */
  void background(Background job) throws NotUnderstood, Killed;

  /** Something that runs beside the script. */
  interface Background {
    /** Does it. */
    void run() throws NotUnderstood, Killed;
  }

  /** Lets seconds pass. */
  void sleep(double seconds) throws Killed;

  /** The content of a file; empty if it cannot be read. */
  Optional<String> read(String path);

  /** Writes a file; the exit status of the shell's redirection and write. */
  int write(String path, String text) throws NotUnderstood, Killed;

  /** The names in a directory; empty if there is none. */
  List<String> list(String path);

  /** A directory's path without any links in it; empty if it is none. */
  Optional<String> directory(String path);

  /** What stands at a path: {@code f}, {@code d} or {@code l}; empty if nothing does. */
  Optional<Character> kind(String path);

  /** The target of a link. */
  Optional<String> target(String path);
}
