package org.daxpolicy.simulate.systemd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service unit, as far as it decides which commands run and when (man pages systemd.syntax,
 * systemd.service, systemd.unit).
 *
 * @param settings every assignment in order; an empty one clears earlier ones
 */
public record UnitFile(List<Setting> settings) {
  private static final double USUAL_TIMEOUT = 90;

  /** An assignment. */
  public record Setting(String section, String key, String value) {}

  /**
   * A command of {@code ExecStart=} and its companions.
   *
   * @param words program and arguments
   * @param mayFail whether a leading {@code -} makes failure count as success
   * @param main whether it is one of {@code ExecStart=}
   */
  public record Command(List<String> words, boolean mayFail, boolean main) {
    public Command {
      words = List.copyOf(words);
    }
  }

  public UnitFile {
    settings = List.copyOf(settings);
  }

  /** Reads a unit, with the texts of its drop-ins behind it. */
  public static UnitFile parse(String text) {
    List<Setting> settings = new ArrayList<>();
    String section = "";
    StringBuilder open = new StringBuilder();
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.endsWith("\\")) {
        open.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      String whole = (open + line).strip();
      open.setLength(0);
      if (whole.startsWith("[") && whole.endsWith("]")) {
        section = whole.substring(1, whole.length() - 1);
      } else if (!section.isEmpty() && whole.contains("=")) {
        add(settings, section, whole);
      }
    }
    return new UnitFile(settings);
  }

  private static void add(List<Setting> settings, String section, String line) {
    int equals = line.indexOf('=');
    String key = line.substring(0, equals).strip();
    String value = line.substring(equals + 1).strip();
    if (value.isEmpty()) {
      settings.removeIf(s -> s.section().equals(section) && s.key().equals(key));
    } else {
      settings.add(new Setting(section, key, value));
    }
  }

  private Stream<String> all(String section, String key) {
    return settings.stream()
        .filter(s -> s.section().equals(section) && s.key().equals(key))
        .map(Setting::value);
  }

  private Optional<String> last(String section, String key) {
    return all(section, key).reduce((a, b) -> b);
  }

  private List<String> names(String section, String key) {
    return all(section, key).flatMap(v -> Arrays.stream(v.split("\\s+"))).toList();
  }

  private boolean yes(String section, String key) {
    return last(section, key).map(v -> v.matches("(?i)yes|true|on|1|y|t")).orElse(false);
  }

  /** {@code Type=}. */
  public String type() {
    return last("Service", "Type").orElse("simple");
  }

  /** Whether the service counts as active once its commands are done. */
  public boolean remains() {
    return yes("Service", "RemainAfterExit");
  }

  /** How often it may start in all; empty if it is not started again after a failure. */
  public Optional<Integer> tries() {
    boolean restarts =
        last("Service", "Restart")
            .map(v -> v.equals("on-failure") || v.equals("always"))
            .orElse(false);
    if (!restarts) {
      return Optional.empty();
    }
    int burst =
        last("Unit", "StartLimitBurst")
            .filter(v -> v.matches("\\d{1,6}"))
            .map(Integer::valueOf)
            .orElse(5);
    boolean unlimited =
        last("Unit", "StartLimitIntervalSec").flatMap(TimeSpan::seconds).orElse(10.0) == 0;
    return Optional.of(unlimited ? Integer.MAX_VALUE : burst);
  }

  /** Seconds its commands may take on a host that gives 90 where a unit does not say. */
  public double timeout() {
    return timeout(USUAL_TIMEOUT);
  }

  /**
   * Seconds each of its commands may take; the time begins anew with every one (seen on systemd
   * 257).
   *
   * @param usual what the host gives where a unit does not say; a {@code oneshot} then has no limit
   */
  public double timeout(double usual) {
    return last("Service", "TimeoutStartSec")
        .or(() -> last("Service", "TimeoutSec"))
        .flatMap(TimeSpan::seconds)
        .map(s -> s == 0 ? Double.POSITIVE_INFINITY : s)
        .orElse(type().equals("oneshot") ? Double.POSITIVE_INFINITY : usual);
  }

  /**
   * Seconds one of its commands may take. A service that counts as started as soon as its main
   * command runs is limited by {@code RuntimeMaxSec=} alone, which has no effect on a {@code
   * oneshot}.
   */
  public double timeout(Command command, double usual) {
    boolean runs = Set.of("simple", "exec", "idle").contains(type());
    return command.main() && runs
        ? last("Service", "RuntimeMaxSec")
            .flatMap(TimeSpan::seconds)
            .orElse(Double.POSITIVE_INFINITY)
        : timeout(usual);
  }

  /**
   * Units without which it does not run: {@code BindsTo=}, {@code Requires=}, {@code Requisite=}.
   */
  public List<String> needs(UnitName name) {
    return Stream.of("BindsTo", "Requires", "Requisite")
        .flatMap(k -> names("Unit", k).stream())
        .map(name::fill)
        .toList();
  }

  /** Units that take it down when they go: {@code BindsTo=}. */
  public List<String> boundTo(UnitName name) {
    return names("Unit", "BindsTo").stream().map(name::fill).toList();
  }

  /** Units it is ordered before. */
  public List<String> before() {
    return names("Unit", "Before");
  }

  /** Units it is ordered after. */
  public List<String> after() {
    return names("Unit", "After");
  }

  /** Paths of {@code ConditionPathExists=} and its like, with a leading {@code !} where negated. */
  public List<String> wantedPaths(UnitName name) {
    return Stream.of(
            "ConditionPathExists",
            "AssertPathExists",
            "ConditionPathIsDirectory",
            "ConditionFileNotEmpty")
        .flatMap(k -> all("Unit", k))
        .map(name::fill)
        .toList();
  }

  /** Targets that start it at boot, once it is enabled. */
  public List<String> wantedBy() {
    return Stream.of("WantedBy", "RequiredBy").flatMap(k -> names("Install", k).stream()).toList();
  }

  /** Commands that have to succeed for the others to run: {@code ExecCondition=}. */
  public List<Command> conditions(UnitName name) {
    return all("Service", "ExecCondition").map(v -> command(v, name, false)).toList();
  }

  /** The commands of an instance, those of {@code ExecStartPre=} first. */
  public List<Command> commands(UnitName name) {
    List<Command> commands = new ArrayList<>();
    for (String key : List.of("ExecStartPre", "ExecStart", "ExecStartPost")) {
      boolean main = key.equals("ExecStart");
      all("Service", key).forEach(v -> commands.add(command(v, name, main)));
    }
    return commands;
  }

  /** Words as a value of {@code ExecStart=} that gives them back. */
  public static String quoted(List<String> words) {
    return words.stream()
        .map(w -> w.replace("%", "%%").replace("$", "$$"))
        .map(w -> w.contains("'") ? "\"" + w + "\"" : "'" + w + "'")
        .collect(Collectors.joining(" "));
  }

  private static Command command(String value, UnitName name, boolean main) {
    List<String> words = new ArrayList<>(Words.of(value).stream().map(name::fill).toList());
    String program = words.get(0);
    int prefix = 0;
    while (prefix < program.length() && "-@:+!|".indexOf(program.charAt(prefix)) >= 0) {
      prefix++;
    }
    words.set(0, program.substring(prefix));
    words.replaceAll(w -> w.replace("$$", "$"));
    return new Command(words, program.substring(0, prefix).contains("-"), main);
  }
}
