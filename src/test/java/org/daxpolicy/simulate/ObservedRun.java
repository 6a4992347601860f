package org.daxpolicy.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was seen on one real kernel: how it was booted, and for the boot and each command typed
 * afterwards the kernel's events and what devices, nodes and memory blocks were then.
 *
 * @param head machine, kernel, systemd, daxctl, cmdline, and what else is said of the boot
 * @param stages the boot, then the commands
 */
record ObservedRun(Map<String, String> head, List<Stage> stages) {
  /**
   * The boot or a command.
   *
   * @param command empty for the boot
   * @param exit its exit status, where it was seen
   * @param events in the order of their sequence numbers
   * @param facts lines of device, blocks, memory and node
   */
  record Stage(String command, Optional<Integer> exit, List<Sent> events, List<String> facts) {}

  /**
   * A uevent of the kernel.
   *
   * @param driver {@code DRIVER} of bind; else empty
   */
  record Sent(String action, String subsystem, String name, String driver) {
    @Override
    public String toString() {
      return (action + " " + subsystem + " " + name + " " + driver).strip();
    }
  }

  static ObservedRun read(Path file) throws IOException {
    Map<String, String> head = new TreeMap<>();
    List<Stage> stages = new ArrayList<>();
    String command = "";
    Optional<Integer> exit = Optional.empty();
    List<Sent> events = new ArrayList<>();
    List<String> facts = new ArrayList<>();
    boolean inStage = false;
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.strip().split(" ");
      if (line.equals("boot") || line.startsWith("> ")) {
        if (inStage) {
          stages.add(new Stage(command, exit, List.copyOf(events), List.copyOf(facts)));
        }
        inStage = true;
        command = line.startsWith("> ") ? line.substring(2) : "";
        exit = Optional.empty();
        events.clear();
        facts.clear();
      } else if (!inStage) {
        head.put(words[0], line.substring(words[0].length()).strip());
      } else if (words[0].equals("exit")) {
        exit = Optional.of(Integer.valueOf(words[1]));
      } else if (words[0].equals("event")) {
        events(words, events);
      } else {
        facts.add(line.strip());
      }
    }
    stages.add(new Stage(command, exit, List.copyOf(events), List.copyOf(facts)));
    return new ObservedRun(head, stages);
  }

  /** Memory events of one kind stand in one line, as numbers. */
  private static void events(String[] words, List<Sent> events) {
    if (words[2].equals("memory")) {
      for (int i = 3; i < words.length; i++) {
        events.add(new Sent(words[1], "memory", "memory" + words[i], ""));
      }
    } else {
      events.add(new Sent(words[1], words[2], words[3], words.length > 4 ? words[4] : ""));
    }
  }
}
