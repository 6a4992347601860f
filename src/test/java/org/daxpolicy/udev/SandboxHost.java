package org.daxpolicy.udev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The host inside the sandbox, beside its devices: accounts, files, and what programs do. */
final class SandboxHost {
  static final Map<String, Integer> USERS =
      Map.of("root", 0, "daemon", 1, "nobody", 65534, "app", 997, "someone", 1000, "7up", 996);
  static final Map<String, Integer> GROUPS =
      Map.ofEntries(
          Map.entry("root", 0),
          Map.entry("tty", 5),
          Map.entry("disk", 6),
          Map.entry("lp", 7),
          Map.entry("kmem", 15),
          Map.entry("dialout", 20),
          Map.entry("cdrom", 24),
          Map.entry("floppy", 25),
          Map.entry("tape", 26),
          Map.entry("audio", 29),
          Map.entry("video", 44),
          Map.entry("plugdev", 46),
          Map.entry("input", 104),
          Map.entry("render", 105),
          Map.entry("kvm", 106),
          Map.entry("sgx", 107),
          Map.entry("clock", 108),
          Map.entry("netdev", 109),
          Map.entry("tss", 110),
          Map.entry("scanner", 111),
          Map.entry("bluetooth", 112),
          Map.entry("users", 1000),
          Map.entry("nogroup", 65534));

  /** Files that are in the sandbox; rules read them, and {@code cat} prints them. */
  static final Map<String, String> FILES =
      Map.of(
          "/cases/facts/words", "one two  three\tfour\n",
          "/cases/facts/properties",
              "A=1\nB=\"q r\"\n C = 3 \n#D=4\nE\nF=\nG=x=y\n=z\nH=%k\nJ=\"open\nK='s q'\nL=\"\"\n",
          "/cases/facts/hostile", "X=a;b|c&d\nY=\tt\n\nFOO BAR=1\nZ=\u00c3\u00a9\u00ff\n\n\n",
          "/cases/facts/lines", "l1\nl2\n\nl4\n\n",
          "/cases/facts/empty", "",
          "/cases/facts/unsafe", "a/b c$d%e?f,g;h'i\"j\\k\\x20l(m)n*o~p!q",
          "/cases/facts/long", "w".repeat(700) + " tail\n",
          "/cases/facts/nul", "A=1\0\nB=2\0x\nC=3\n",
          "/cases/facts/crlf", "A=1\r\nB=2\r\n",
          "/cases/facts/dos words", "x y\r\n");

  private static final List<String> SYSCTLS =
      List.of(
          "kernel/ostype",
          "kernel/osrelease",
          "kernel/sysrq",
          "kernel/pid_max",
          "vm/swappiness",
          "net/ipv4/ip_forward",
          "kernel/printk");

  private SandboxHost() {}

  /** Puts accounts and files where the sandbox looks for them. */
  static void write(Path cases) throws IOException {
    StringBuilder passwd = new StringBuilder();
    USERS.forEach((name, id) -> passwd.append(name + ":x:" + id + ":" + id + "::/:/bin/sh\n"));
    StringBuilder group = new StringBuilder();
    GROUPS.forEach((name, id) -> group.append(name + ":x:" + id + ":\n"));
    Sandbox.bytes(cases.resolve("passwd"), passwd.toString());
    Sandbox.bytes(cases.resolve("group"), group.toString());
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Sandbox.bytes(cases.resolve(file.getKey().substring("/cases/".length())), file.getValue());
    }
  }

  /** What the evaluator is told of the sandbox. */
  static Host host(
      Map<String, String> constants, String commandLine, Map<String, Host.ProgramResult> programs) {
    Map<String, String> files = new LinkedHashMap<>(FILES);
    files.put("/etc/passwd", "");
    for (String name : SYSCTLS) {
      Path file = Path.of("/proc/sys", name);
      try {
        files.put(file.toString(), Files.readString(file));
      } catch (IOException e) {
        // this kernel has no such sysctl, and neither has the sandbox
      }
    }
    return new Host(
        Optional.ofNullable(constants.get("arch")),
        Optional.ofNullable(constants.get("virt")),
        Optional.ofNullable(constants.get("cvm")),
        Optional.of(commandLine),
        USERS,
        GROUPS,
        programs,
        files);
  }

  /** What one of the few programs the questions call does with its arguments. */
  static Host.ProgramResult run(String command) {
    List<String> words = words(command);
    String program = words.isEmpty() ? "" : words.get(0);
    List<String> arguments = words.isEmpty() ? words : words.subList(1, words.size());
    return switch (program) {
      case "/bin/echo", "/usr/bin/echo" -> new Host.ProgramResult(0, echo(arguments));
      case "/bin/true" -> new Host.ProgramResult(0, "");
      case "/bin/false" -> new Host.ProgramResult(1, "");
      case "/bin/cat" -> cat(arguments);
      default -> new Host.ProgramResult(127, "");
    };
  }

  /**
   * What a builtin does with the generated devices, which is nothing, but for one: releases before
   * 258 take no name at all for blkid, which is content with a node that is not there.
   *
   * @param node whether the event's device has a node
   */
  static Host.ProgramResult builtin(String command, boolean node) {
    return new Host.ProgramResult(command.isBlank() && node ? 0 : 1, "");
  }

  private static String echo(List<String> arguments) {
    boolean bare = !arguments.isEmpty() && arguments.get(0).equals("-n");
    return bare
        ? String.join(" ", arguments.subList(1, arguments.size()))
        : String.join(" ", arguments) + "\n";
  }

  private static Host.ProgramResult cat(List<String> arguments) {
    StringBuilder output = new StringBuilder();
    boolean all = true;
    for (String argument : arguments) {
      String path = argument.startsWith("/") ? argument : "/" + argument;
      all &= FILES.containsKey(path);
      output.append(FILES.getOrDefault(path, ""));
    }
    return new Host.ProgramResult(all ? 0 : 1, output.toString());
  }

  /** A command line as udev takes it apart: quotes group, a backslash is itself. */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean started = false;
    char quote = 0;
    for (char c : command.toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        started = true;
      } else if (ByteText.isBlank(c)) {
        if (started) {
          words.add(word.toString());
        }
        word.setLength(0);
        started = false;
      } else {
        word.append(c);
        started = true;
      }
    }
    if (started) {
      words.add(word.toString());
    }
    return words;
  }
}
