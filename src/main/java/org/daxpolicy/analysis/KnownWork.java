package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.daxctl.DaxctlCommand;
import org.daxpolicy.dax.daxctl.DaxctlCommandLine;
import org.daxpolicy.language.MemoryUse;
import org.daxpolicy.language.Outcome;

/**
 * Tells what commands and units make of the device {@code %k}. What is not understood stands for
 * itself, in backticks.
 */
public final class KnownWork {
  private static final Pattern SHELL = Pattern.compile("(?:/usr)?/bin/sh -c '([^']*)'");
  private static final String NODE = "read -r node </sys/bus/dax/devices/%k/target_node";
  private static final Pattern WEIGHT =
      Pattern.compile(
          "echo (\\d{1,3}) ?> ?/sys/kernel/mm/mempolicy/weighted_interleave/node\\$node");
  private static final Pattern AUTO =
      Pattern.compile("echo (?:true|1) ?> ?/sys/kernel/mm/mempolicy/weighted_interleave/auto");
  private static final Pattern DEMOTION =
      Pattern.compile("echo (true|1|false|0) ?> ?/sys/kernel/mm/numa/demotion_enabled");
  private static final Pattern UNIT =
      Pattern.compile(
          "daxpolicy-.*?-(devdax|ram-(?:movable|kernel|none))"
              + "(?:-weights-(auto|\\d{1,3}))?(?:-demotion-(on|off))?(?:-retry-(\\d{1,9})-(\\d{1,9})s)?"
              + "@%k\\.service");

  private static final Pattern DIVISION =
      Pattern.compile(
          "daxpolicy-.*?-partition-((?:-?(?:[0-9]{1,12}[KMGTP]iB|rest)(?:\\.[0-9]{1,4}[KMG]iB)?)+)"
              + "(?:-retry-\\d+-\\d+s)?@\\{region\\}\\.service");

  private KnownWork() {}

  /** The work of a command: what daxctl makes of the device, and what is written then. */
  public static SortedSet<String> ofCommand(String line) {
    Matcher shell = SHELL.matcher(line);
    List<String> parts =
        shell.matches() ? Arrays.asList(shell.group(1).split(" && ")) : List.of(line);
    SortedSet<String> work = new TreeSet<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      boolean named = part.equals(NODE) && i + 1 < parts.size();
      Optional<String> known =
          named ? weight(parts.get(++i)) : daxctl(part).or(() -> written(part));
      if (known.isEmpty()) {
        return new TreeSet<>(List.of("`" + line + "`"));
      }
      work.add(known.get());
    }
    return work;
  }

  private static Optional<String> weight(String part) {
    Matcher m = WEIGHT.matcher(part);
    return m.matches() ? Optional.of("weights " + m.group(1)) : Optional.empty();
  }

  private static Optional<String> written(String part) {
    if (AUTO.matcher(part).matches()) {
      return Optional.of("weights auto");
    }
    Matcher m = DEMOTION.matcher(part);
    return m.matches()
        ? Optional.of("demotion " + MemoryUse.word(m.group(1).matches("true|1")))
        : Optional.empty();
  }

  private static Optional<String> daxctl(String line) {
    return reconfigure(line)
        .filter(c -> !c.checkConfig() && c.mode().isPresent())
        .flatMap(KnownWork::ofDaxctl);
  }

  /** Whether a command leaves it to {@code daxctl.conf} what becomes of the device. */
  public static boolean isConfigured(String line) {
    return reconfigure(line).filter(c -> c.checkConfig() && c.mode().isEmpty()).isPresent();
  }

  /** Whether a unit is the one by which daxctl's own rule has {@code daxctl.conf} done. */
  public static boolean isConfiguredUnit(String unit) {
    return unit.startsWith("daxdev-reconfigure@") && unit.endsWith(".service");
  }

  /** The command on the device, which systemd may be told to run; whether by force is no matter. */
  private static Optional<DaxctlCommand> reconfigure(String line) {
    List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
    if (isProgram(words.get(0), "systemd-run")) {
      do {
        words.remove(0);
      } while (!words.isEmpty() && words.get(0).startsWith("-"));
    }
    if (words.isEmpty() || !isProgram(words.remove(0), "daxctl")) {
      return Optional.empty();
    }
    return DaxctlCommandLine.parse(words, Optional.empty())
                instanceof DaxctlCommandLine.Parsed.Known known
            && known.command().verb() == DaxctlCommand.Verb.RECONFIGURE
            && known.command().device().equals("%k")
            && known.command().region().isEmpty()
            && known.command().size().isEmpty()
            && known.command().align().isEmpty()
        ? Optional.of(known.command())
        : Optional.empty();
  }

  private static boolean isProgram(String word, String program) {
    return word.equals(program) || word.endsWith("/" + program);
  }

  /** What a command with a mode makes of its device; none for a mode that policies have not. */
  public static Optional<String> ofDaxctl(DaxctlCommand command) {
    if (command.mode().equals(Optional.of(Driver.DEVICE_DAX))) {
      return Optional.of(Treatment.DEVDAX);
    }
    return command.mode().equals(Optional.of(Driver.KMEM))
        ? Optional.of(
            Treatment.ram(
                command.noOnline()
                    ? Outcome.Online.NONE
                    : command.noMovable() ? Outcome.Online.KERNEL : Outcome.Online.MOVABLE))
        : Optional.empty();
  }

  /** How a unit tries again, as its name says it: {@code retry 3 every 10s}. */
  public static Optional<String> retry(String unit) {
    Matcher m = UNIT.matcher(unit);
    return m.matches() && m.group(4) != null
        ? Optional.of("retry " + m.group(4) + " every " + m.group(5) + "s")
        : Optional.empty();
  }

  /** The work of a unit: what its name says, if this program gave it. */
  public static SortedSet<String> ofUnit(String unit) {
    Matcher division = DIVISION.matcher(unit);
    if (division.matches()) {
      List<String> shown = List.of(division.group(1).replace('.', '/').split("-"));
      return new TreeSet<>(List.of(Treatment.partition(shown)));
    }
    Matcher m = UNIT.matcher(unit);
    if (!m.matches()) {
      return new TreeSet<>(List.of("`" + unit + "`"));
    }
    String what = m.group(1);
    SortedSet<String> work = new TreeSet<>();
    work.add(
        what.equals("devdax")
            ? Treatment.DEVDAX
            : Treatment.ram(
                Outcome.Online.valueOf(what.substring("ram-".length()).toUpperCase(Locale.ROOT))));
    if (m.group(2) != null) {
      work.add("weights " + m.group(2));
    }
    if (m.group(3) != null) {
      work.add("demotion " + m.group(3));
    }
    return work;
  }
}
