package org.daxpolicy.simulate.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShellTest {
  /** A computer of a few files that writes down what it is asked. */
  private static final class Notebook implements Computer {
    private final TreeMap<String, String> files =
        new TreeMap<>(
            Map.of(
                "/sys/bus/dax/devices/dax0.0/size", "1073741824\n",
                "/sys/bus/dax/devices/dax0.0/target_node", "1\n",
                "/sys/bus/dax/devices/dax1.0/size", "0\n"));
    private final List<String> asked = new ArrayList<>();

    @Override
    public Done run(List<String> words) {
      asked.add(String.join(" ", words));
      return words.get(0).equals("fails") ? Done.with(3) : Done.WELL;
    }

    @Override
    public void background(Background job) throws NotUnderstood, Killed {
      asked.add("&");
      job.run();
    }

    @Override
    public void sleep(double seconds) throws Killed {
      asked.add("sleep " + seconds);
      if (seconds > 100) {
        throw new Killed("too long");
      }
    }

    @Override
    public Optional<String> read(String path) {
      return Optional.ofNullable(files.get(path));
    }

    @Override
    public int write(String path, String text) {
      asked.add(path + " <- " + text.strip());
      return path.endsWith("bad") ? 1 : 0;
    }

    @Override
    public List<String> list(String path) {
      return files.keySet().stream()
          .filter(f -> f.startsWith(path + "/"))
          .map(f -> f.substring(path.length() + 1).split("/")[0])
          .distinct()
          .toList();
    }

    @Override
    public Optional<Character> kind(String path) {
      return files.containsKey(path)
          ? Optional.of('f')
          : list(path).isEmpty() ? Optional.empty() : Optional.of('d');
    }

    @Override
    public Optional<String> directory(String path) {
      return kind(path).filter(k -> k == 'd').map(k -> path);
    }

    @Override
    public Optional<String> target(String path) {
      return Optional.empty();
    }
  }

  private final Notebook computer = new Notebook();

  private List<String> asked(String script) throws Exception {
    Shell.run(script, List.of("one", "two words"), Map.of("HOME", "/root"), computer);
    return computer.asked;
  }

  private String printed(String script) throws Exception {
    return Shell.run(script, List.of("one", "two words"), Map.of(), computer).output();
  }

  private int exit(String script) throws Exception {
    return Shell.run(script, List.of(), Map.of(), computer).exit();
  }

  @Test
  void runsListsAndStopsWhereTheyStop() throws Exception {
    assertEquals(List.of("a", "b x", "fails", "d"), asked("a; b x && fails || d\n# c\n"));
    assertEquals(3, exit("true && fails"));
    assertEquals(0, exit("! fails"));
    assertEquals(7, exit("a; exit 7; b"));
  }

  @Test
  void wordsAreExpandedAsTheShellDoes() throws Exception {
    assertEquals(
        List.of("p 1 2 3", "p 1 2|3", "p $x 'q' two words", "p  dflt b a"),
        asked(
            "x='1 2' y=; p $x 3; p \"$x\"'|'3; p \\$x \"'q'\" \"$2\";"
                + " f=/a/b; p \"$y\" ${y:-dflt} ${f##*/} $(basename ${f%/*})"));
    assertEquals("2\n", printed("echo $(( (1 + 3) / 2 ))"));
    assertEquals(
        "one|two words\n", printed("for a in \"$1\" \"$2\"; do r=$r${r:+|}$a; done; echo $r"));
  }

  @Test
  void patternsFindFilesOfTheMachine() throws Exception {
    assertEquals(
        List.of("daxctl online-memory dax0.0"),
        asked(
            "for d in /sys/bus/dax/devices/dax*; do\n"
                + "  [ \"$(cat $d/size)\" = 0 ] && continue\n"
                + "  daxctl online-memory \"${d##*/}\"\ndone"));
    assertEquals("/sys/none*\n", printed("echo /sys/none*"));
  }

  @Test
  void redirectionsWriteFiles() throws Exception {
    assertEquals(
        List.of("/sys/x <- unplugged", "/sys/bad <- 1", "then"),
        asked("echo unplugged > /sys/x && echo 1 >/sys/bad || then; echo gone 2>&1 >/dev/null"));
    assertEquals("", printed("echo gone >/dev/null"));
  }

  @Test
  void conditionsLoopsCasesAndFunctions() throws Exception {
    assertEquals(
        "big\nnone\n3\n",
        printed(
            "f() { case $1 in [0-9]*G|big) echo big ;; *) echo none;; esac; }\n"
                + "f 16G; f small\n"
                + "i=0; while [ $i -lt 3 ]; do i=$((i + 1)); done; echo $i"));
    assertEquals(
        List.of("b"),
        asked("if [ -e /none ]; then a; elif [ -f /sys/bus/dax/devices/dax0.0/size ]; then b; fi"));
    assertEquals("x y\n", printed("printf '%s %s\\n' x y | while read a b; do echo $a $b; done"));
  }

  @Test
  void setEStopsAtTheFirstFailure() throws Exception {
    assertEquals(List.of("fails", "a", "fails"), asked("set -e; fails || a; fails; b"));
  }

  @Test
  void backgroundAndTimeAreTheComputersMatter() throws Exception {
    assertEquals(List.of("&", "sleep 6.0", "a"), asked("(sleep 6; a) &"));
    assertThrows(Computer.Killed.class, () -> exit("sleep 1h; a"));
  }

  @Test
  void saysWhatItDoesNotUnderstand() {
    for (String script :
        List.of(
            "cat <<E\nE",
            "echo ${x/a/b}",
            "if a; then b",
            "a $(",
            "sleep long",
            "[ a -nt b ]",
            "while :; do :; done",
            "case x in",
            "echo 'open")) {
      assertThrows(NotUnderstood.class, () -> exit(script), script);
    }
  }

  @Test
  void passesArgumentsOnOneByOneOrJoined() throws Exception {
    assertEquals(List.of("a one two words", "a one two words"), asked("a \"$@\"; a \"$*\""));
    assertEquals("[one][two words]\n", printed("printf '[%s]' \"$@\"; echo"));
    assertEquals("[one two words]\n", printed("printf '[%s]' \"$*\"; echo"));
  }

  @Test
  void argumentsAreSetAnew() throws Exception {
    assertEquals("3:a b\n", printed("set -- \"a b\" c d; echo \"$#:$1\""));
    assertEquals("2\n", printed("set -- -x; set -- \"$@\" -y z; shift; echo $(($# - 0))"));
  }

  @Test
  void entersDirectoriesOnlyThatAreThere() throws Exception {
    computer.files.put("/d/f", "");
    assertEquals("/d\n", printed("where=$(cd -P /d && pwd -P) && echo $where"));
    assertEquals("", printed("where=$(cd /e && pwd); echo -n $where"));
    assertEquals("a_b\n", printed("echo a-b | tr - _"));
  }
}
