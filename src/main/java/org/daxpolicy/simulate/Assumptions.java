package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Version;
import org.daxpolicy.dax.ZonePolicy;

/** Reads {@code fact=value}, as {@code simulate --given} takes it. */
public final class Assumptions {
  private static final List<String> FACTS =
      List.of(
          "auto-online",
          "cmdline",
          "daxctl",
          "kernel",
          "kmem",
          "online-policy",
          "region-idle",
          "systemd");

  private Assumptions() {}

  /** What was read, or what is wrong with it. */
  public sealed interface Read {
    /** All of it makes sense. */
    record Understood(Given given) implements Read {}

    /**
     * One does not.
     *
     * @param text as written
     * @param why what would be understood
     */
    record Wrong(String text, String why) implements Read {}
  }

  /** The names of the facts, sorted. */
  public static List<String> facts() {
    return FACTS;
  }

  /** Reads assumptions; of one fact the last counts. */
  public static Read read(List<String> texts) {
    Map<String, String> values = new HashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String fact = equals < 0 ? text : text.substring(0, equals);
      String value = equals < 0 ? "" : text.substring(equals + 1);
      if (equals < 0 || !FACTS.contains(fact)) {
        return new Read.Wrong(text, "the facts are " + String.join(", ", FACTS));
      }
      Optional<String> wrong = wrong(fact, value);
      if (wrong.isPresent()) {
        return new Read.Wrong(text, wrong.get());
      }
      values.put(fact, value);
    }
    return new Read.Understood(
        new Given(
            value(values, "kernel").flatMap(Version::parse),
            value(values, "systemd").flatMap(Version::parse),
            value(values, "daxctl").flatMap(Version::parse),
            value(values, "auto-online").flatMap(OnlinePolicy::parse),
            value(values, "cmdline"),
            value(values, "kmem").flatMap(Assumptions::presence),
            value(values, "region-idle").map("true"::equals),
            value(values, "online-policy").flatMap(ZonePolicy::parse)));
  }

  private static Optional<String> value(Map<String, String> values, String fact) {
    return Optional.ofNullable(values.get(fact));
  }

  private static Optional<Presence> presence(String word) {
    return Arrays.stream(Presence.values()).filter(p -> p.word().equals(word)).findFirst();
  }

  /** What would be understood instead; empty if the value is. */
  private static Optional<String> wrong(String fact, String value) {
    boolean fine =
        switch (fact) {
          case "kernel", "systemd", "daxctl" -> Version.parse(value).isPresent();
          case "auto-online" -> OnlinePolicy.parse(value).isPresent();
          case "kmem" -> presence(value).isPresent();
          case "online-policy" -> ZonePolicy.parse(value).isPresent();
          case "region-idle" -> value.equals("true") || value.equals("false");
          default -> true;
        };
    if (fine) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    switch (fact) {
      case "auto-online" ->
          Arrays.stream(OnlinePolicy.values()).map(OnlinePolicy::word).forEach(words::add);
      case "kmem" -> Arrays.stream(Presence.values()).map(Presence::word).forEach(words::add);
      case "online-policy" -> words.addAll(List.of("auto-movable", "contig-zones"));
      case "region-idle" -> words.addAll(List.of("false", "true"));
      default -> words.add("a release such as 6.12");
    }
    return Optional.of(
        "`" + fact + "` is " + new TreeSet<>(words).stream().collect(Collectors.joining(", ")));
  }
}
