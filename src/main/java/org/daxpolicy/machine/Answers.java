package org.daxpolicy.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a capture found out by asking programs instead of reading files, and what it says of itself.
 *
 * @param values word to answer: {@code systemd} to {@code 257.9-1~deb13u1}
 * @param unread what it could not read, a sentence each
 */
record Answers(SortedMap<String, String> values, List<String> unread) {
  /** Where a capture keeps what is no file of the host. */
  static final String DIRECTORY = "daxpolicy/";

  /** Where it keeps the answers: a line each, a word, a blank and the answer. */
  static final String GIVEN = DIRECTORY + "answers";

  /** Where it keeps the sentences about what could not be read. */
  static final String UNREAD = DIRECTORY + "unread";

  /** Where it names files, of sysfs and others, that exist and cannot be read. */
  static final String UNREADABLE = DIRECTORY + "unreadable";

  /** Where it lists devices that there are thousands of, in umockdev's notation. */
  static final String DEVICES = DIRECTORY + "devices";

  /** Below it lies what links lead to, at the links' paths. */
  static final String FOLLOWED = DIRECTORY + "followed/";

  private static final Set<String> FACTS =
      Set.of("arch", "capture", "daxctl", "kernel", "name", "systemd", "uid", "virt");
  private static final int MOST = 1000;

  static boolean isOne(String path) {
    return path.equals(GIVEN) || path.equals(UNREAD);
  }

  static Answers parse(String given, String unread) {
    SortedMap<String, String> values = new TreeMap<>();
    given
        .lines()
        .limit(MOST)
        .forEach(
            line -> {
              int blank = line.indexOf(' ');
              if (blank > 0 && !line.substring(blank).isBlank()) {
                values.putIfAbsent(line.substring(0, blank), line.substring(blank + 1).strip());
              }
            });
    List<String> sentences = new ArrayList<>();
    unread
        .lines()
        .filter(l -> !l.isBlank())
        .distinct()
        .sorted()
        .limit(MOST)
        .forEach(sentences::add);
    return new Answers(values, sentences);
  }

  Optional<String> value(String word) {
    return Optional.ofNullable(values.get(word));
  }

  /** Releases of software that has no place of its own among the facts. */
  Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>(values);
    versions.keySet().removeAll(FACTS);
    return versions;
  }
}
