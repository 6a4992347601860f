package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes questions up from a seed: a few machines, and many rules and events on them. */
final class QuestionGenerator {
  private static final int QUESTIONS_A_MACHINE = 50;
  private static final String COMMAND_LINE =
      "ro foo=42 bar a-b=7 q=\"x y\" dup=1 empty= dup=2 x.y=z quiet";

  private QuestionGenerator() {}

  static List<Question> questions(long seed, int count) {
    Dice dice = new Dice(seed);
    List<Question> questions = new ArrayList<>();
    List<DeviceTree.Device> machine = List.of();
    while (questions.size() < count) {
      if (questions.size() % QUESTIONS_A_MACHINE == 0) {
        machine = new MachineGenerator(dice).machine();
      }
      questions.add(question(dice, machine));
    }
    return questions;
  }

  private static Question question(Dice dice, List<DeviceTree.Device> machine) {
    List<String> devices =
        machine.stream()
            .filter(d -> d.uevent().isPresent())
            .map(DeviceTree.Device::devpath)
            .toList();
    String devpath =
        dice.chance(0.05)
            ? dice.of("/bus/dmi", "/class/net", "/class/dmi")
            : dice.of(devices.subList(devices.size() / 3, devices.size()));
    if (!new Question(machine, Map.of(), devpath, "add", "", Map.of())
        .sysfs()
        .entry(devpath)
        .isPresent()) {
      devpath = dice.of(devices);
    }
    List<String> facts = MachineGenerator.facts(machine);
    Map<String, String> rules = new TreeMap<>();
    rules.put("etc/50-a.rules", new RuleGenerator(dice, facts).file());
    if (dice.chance(0.1)) {
      rules.put(
          dice.of("etc/40-b.rules", "run/60-b.rules", "etc/50-a-b.rules", "run/50-a.rules"),
          new RuleGenerator(dice, facts).file());
    }
    Map<String, String> database = new TreeMap<>();
    if (dice.chance(0.3)) {
      database.put(devpath, record(dice));
    }
    if (dice.chance(0.3)) {
      database.put(dice.of(devices), record(dice));
    }
    String action =
        dice.of(
            "add", "add", "add", "add", "add", "change", "change", "remove", "bind", "unbind",
            "move", "online", "offline");
    return new Question(machine, rules, devpath, action, COMMAND_LINE, database);
  }

  private static String record(Dice dice) {
    StringBuilder text = new StringBuilder();
    for (String line :
        List.of(
            "S:oldl",
            "S:t1",
            "L:5",
            "E:DBP=5",
            "E:A=olda",
            "E:PROP_DB=x y",
            "G:old",
            "G:t2",
            "Q:old",
            "Q:t3",
            "G:t3")) {
      if (dice.chance(0.4)) {
        text.append(line).append('\n');
      }
    }
    return text.append("V:1\n").toString();
  }
}
