package org.daxpolicy.dax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A kernel command line. In names {@code -} and {@code _} are the same; of repeated parameters the
 * last counts, except for blacklists, which add up.
 */
public final class KernelParameters {
  private final List<String> words;

  private KernelParameters(List<String> words) {
    this.words = words;
  }

  /**
   * The parameters of a command line; quotes keep blanks together. What follows {@code --} is
   * init's.
   */
  public static KernelParameters parse(String commandLine) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (char c : (commandLine + " ").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && Character.isWhitespace(c)) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else {
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString().strip());
    }
    int end = words.indexOf("--");
    return new KernelParameters(end < 0 ? words : words.subList(0, end));
  }

  /** The parameters as they are written, without the quotes, in their order. */
  public List<String> words() {
    return List.copyOf(words);
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

  /** Modules that {@code modprobe.blacklist=} and {@code module_blacklist=} name. */
  public Set<String> blacklist() {
    Set<String> modules = new TreeSet<>();
    for (String list : List.of("modprobe.blacklist", "module_blacklist")) {
      for (String value : values(list)) {
        Collections.addAll(modules, value.replace('-', '_').split(","));
      }
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
