package org.daxpolicy.dax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A command line as the kernel reads it ({@code next_arg} in {@code lib/cmdline.c}; udev reads it
 * otherwise). In names {@code -} and {@code _} are the same; of repeated parameters the last
 * counts, except for blacklists, which add up.
 */
public final class KernelParameters {
  private final List<String> words;

  private KernelParameters(List<String> words) {
    this.words = words;
  }

  /**
   * The parameters of a command line. Double quotes keep blanks together, and are dropped where
   * they enclose a parameter or its value; one that is never closed reaches to the end. What
   * follows {@code --} is init's.
   */
  public static KernelParameters parse(String commandLine) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (char c : commandLine.toCharArray()) {
      quoted ^= c == '"';
      if (quoted || !Character.isWhitespace(c)) {
        word.append(c);
      } else {
        add(word, words);
      }
    }
    add(word, words);
    int end = words.indexOf("--");
    return new KernelParameters(end < 0 ? words : words.subList(0, end));
  }

  /** The parameters as they are written, without the quotes, in their order. */
  public List<String> words() {
    return List.copyOf(words);
  }

  private static void add(StringBuilder word, List<String> words) {
    String text = word.toString().strip();
    word.setLength(0);
    String whole = text.startsWith("\"") ? enclosed(text) : text;
    int equals = whole.indexOf('=', 1);
    boolean value = equals > 0 && whole.startsWith("\"", equals + 1);
    if (!whole.isEmpty()) {
      words.add(
          value ? whole.substring(0, equals + 1) + enclosed(whole.substring(equals + 1)) : whole);
    }
  }

  /** What follows a quote, without the one at the end. */
  private static String enclosed(String text) {
    return text.endsWith("\"") && text.length() > 1
        ? text.substring(1, text.length() - 1)
        : text.substring(1);
  }

  /** The value of a parameter; empty text for one without value. */
  public Optional<String> value(String name) {
    List<String> all = values(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Whether a parameter is there without value or with one the kernel takes for true. */
  public boolean flag(String name) {
    return value(name).map(v -> v.isEmpty() || v.matches("[1-9yYtT].*|on")).orElse(false);
  }

  /** Modules that {@code modprobe.blacklist=} keeps from being loaded by themselves. */
  public Set<String> blacklist() {
    return modules("modprobe.blacklist");
  }

  /** Modules that {@code module_blacklist=} keeps from being loaded at all. */
  public Set<String> forbidden() {
    return modules("module_blacklist");
  }

  private Set<String> modules(String parameter) {
    Set<String> modules = new TreeSet<>();
    for (String value : values(parameter)) {
      Collections.addAll(modules, value.replace('-', '_').split(","));
    }
    return modules;
  }

  private List<String> values(String name) {
    return words.stream()
        .filter(w -> canonical(w.split("=", 2)[0]).equals(canonical(name)))
        .map(w -> w.contains("=") ? w.substring(w.indexOf('=') + 1) : "")
        .toList();
  }

  private static String canonical(String name) {
    return name.replace('-', '_');
  }
}
