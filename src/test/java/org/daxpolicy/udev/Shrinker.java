package org.daxpolicy.udev;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a question smaller as long as it is answered differently in the same field: fewer files,
 * lines, terms, pieces of values, devices, attributes and records.
 */
final class Shrinker {
  private static final Pattern TERM =
      Pattern.compile("[A-Z]+(\\{[^}]*})?\\s*[-+:!=]?=\\s*[ei]{0,2}\"(\\\\.|[^\"])*\"[ \t,]*");
  private static final Pattern PIECE =
      Pattern.compile("[$%][a-z]+(\\{[^}]*})?|%[A-Za-z](\\{[^}]*})?|\\\\?[^$%]");

  private static final Set<String> NUMBERED = Set.of("MAJOR", "MINOR", "DEVNAME");
  private static final int ASKED_AT_ONCE = 12;

  private final Comparison comparison;

  Shrinker(Comparison comparison) {
    this.comparison = comparison;
  }

  /** The smallest question found that still shows a difference. */
  Comparison.Difference shrink(Comparison.Difference found) throws IOException {
    Comparison.Difference smallest = found;
    Optional<Comparison.Difference> smaller = Optional.of(found);
    while (smaller.isPresent()) {
      smallest = smaller.get();
      smaller = smaller(smallest);
    }
    return smallest;
  }

  /** The smallest of the questions a step smaller that shows a difference in the same fields. */
  private Optional<Comparison.Difference> smaller(Comparison.Difference found) throws IOException {
    for (List<Question> step :
        List.of(
            withoutLines(found.question()),
            withoutTerms(found.question()),
            withoutMachine(found.question()),
            withoutPieces(found.question()))) {
      for (int i = 0; i < step.size(); i += ASKED_AT_ONCE) {
        Optional<Comparison.Difference> kept =
            comparison
                .differences(step.subList(i, Math.min(step.size(), i + ASKED_AT_ONCE)))
                .stream()
                .filter(d -> d.resembles(found))
                .findFirst();
        if (kept.isPresent()) {
          return kept;
        }
      }
    }
    return Optional.empty();
  }

  private static List<Question> withoutLines(Question question) {
    List<Question> smaller = new ArrayList<>();
    for (String file : question.rules().keySet()) {
      if (question.rules().size() > 1) {
        Map<String, String> rules = new TreeMap<>(question.rules());
        rules.remove(file);
        smaller.add(question.withRules(rules));
      }
      List<String> lines = List.of(question.rules().get(file).split("(?<=\n)", -1));
      for (int size = lines.size() / 2; size > 0; size /= 2) {
        for (int i = 0; i + size <= lines.size(); i += size) {
          List<String> rest = new ArrayList<>(lines);
          rest.subList(i, i + size).clear();
          smaller.add(with(question, file, String.join("", rest)));
        }
      }
    }
    return distinct(question, smaller);
  }

  private static List<Question> withoutTerms(Question question) {
    List<Question> smaller = new ArrayList<>();
    question
        .rules()
        .forEach(
            (file, text) -> {
              Matcher term = TERM.matcher(text);
              while (term.find()) {
                smaller.add(
                    with(
                        question,
                        file,
                        text.substring(0, term.start()) + text.substring(term.end())));
              }
            });
    return distinct(question, smaller);
  }

  private static List<Question> withoutPieces(Question question) {
    List<Question> smaller = new ArrayList<>();
    question
        .rules()
        .forEach(
            (file, text) -> {
              int quote = text.indexOf('"');
              while (quote >= 0) {
                int end = text.indexOf('"', quote + 1);
                while (end > 0 && text.charAt(end - 1) == '\\') {
                  end = text.indexOf('"', end + 1);
                }
                if (end < 0) {
                  break;
                }
                Matcher piece = PIECE.matcher(text).region(quote + 1, end);
                while (piece.find()) {
                  smaller.add(
                      with(
                          question,
                          file,
                          text.substring(0, piece.start()) + text.substring(piece.end())));
                }
                quote = text.indexOf('"', end + 1);
              }
            });
    if (question.commandLine().length() > 0) {
      smaller.add(question.withCommandLine(""));
    }
    if (!question.action().equals("add")) {
      smaller.add(question.withAction("add"));
    }
    return distinct(question, smaller);
  }

  /** A part of a machine or its database that may be left out. */
  private record Part(String place, String kind, String name) {}

  private static List<Question> withoutMachine(Question question) {
    List<Part> parts = new ArrayList<>();
    for (DeviceTree.Device device : question.devices()) {
      String place = device.devpath();
      if (!place.equals(question.devpath())) {
        parts.add(new Part(place, "device", ""));
      }
      device.attrs().keySet().forEach(name -> parts.add(new Part(place, "attribute", name)));
      device.links().keySet().forEach(name -> parts.add(new Part(place, "link", name)));
      device.uevent().map(Map::keySet).orElse(Set.of()).stream()
          .filter(name -> !NUMBERED.contains(name) || name.equals("MAJOR"))
          .forEach(name -> parts.add(new Part(place, "variable", name)));
    }
    question
        .database()
        .forEach(
            (place, text) -> {
              for (String line : text.split("(?<=\n)")) {
                parts.add(new Part(place, "record", line));
              }
            });
    List<Question> smaller = new ArrayList<>();
    for (int size = parts.size(); size > 0; size /= 2) {
      for (int i = 0; i + size <= parts.size(); i += size) {
        smaller.add(without(question, Set.copyOf(parts.subList(i, i + size))));
      }
    }
    return distinct(question, smaller);
  }

  private static Question without(Question question, Set<Part> gone) {
    List<DeviceTree.Device> devices = new ArrayList<>();
    for (DeviceTree.Device d : question.devices()) {
      String place = d.devpath();
      if (!gone.contains(new Part(place, "device", ""))) {
        devices.add(
            new DeviceTree.Device(
                place,
                d.subsystem(),
                d.bus(),
                d.driver(),
                rest(d.attrs(), place, "attribute", gone),
                rest(d.links(), place, "link", gone),
                d.uevent().map(u -> variables(u, place, gone))));
      }
    }
    Map<String, String> database = new TreeMap<>();
    question
        .database()
        .forEach(
            (place, text) -> {
              StringBuilder kept = new StringBuilder();
              for (String line : text.split("(?<=\n)")) {
                kept.append(gone.contains(new Part(place, "record", line)) ? "" : line);
              }
              if (kept.length() > 0) {
                database.put(place, kept.toString());
              }
            });
    return question.withDevices(devices).withDatabase(database);
  }

  /** What makes a device node goes as a whole. */
  private static Map<String, String> variables(
      Map<String, String> uevent, String place, Set<Part> gone) {
    Map<String, String> rest = rest(uevent, place, "variable", gone);
    if (!rest.containsKey("MAJOR")) {
      rest.keySet().removeAll(NUMBERED);
    }
    return rest;
  }

  private static <V> Map<String, V> rest(
      Map<String, V> map, String place, String kind, Set<Part> gone) {
    Map<String, V> rest = new LinkedHashMap<>(map);
    rest.keySet().removeIf(name -> gone.contains(new Part(place, kind, name)));
    return rest;
  }

  private static Question with(Question question, String file, String text) {
    Map<String, String> rules = new TreeMap<>(question.rules());
    rules.put(file, text);
    return question.withRules(rules);
  }

  private static List<Question> distinct(Question than, List<Question> questions) {
    Set<Question> distinct = new LinkedHashSet<>(questions);
    distinct.remove(than);
    return List.copyOf(distinct);
  }
}
