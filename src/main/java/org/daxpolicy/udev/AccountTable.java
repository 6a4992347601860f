package org.daxpolicy.udev;

import java.util.Map;
import java.util.TreeMap;

/** Reads the tables of users and groups, passwd(5) and group(5). */
public final class AccountTable {
  private AccountTable() {}

  /** Names and ids of {@code name:password:id:…} lines; lines of another shape are passed over. */
  public static Map<String, Integer> read(String text) {
    Map<String, Integer> ids = new TreeMap<>();
    text.lines()
        .map(line -> line.split(":", -1))
        .filter(parts -> parts.length > 2 && parts[2].matches("\\d{1,9}"))
        .forEach(parts -> ids.putIfAbsent(parts[0], Integer.valueOf(parts[2])));
    return ids;
  }
}
