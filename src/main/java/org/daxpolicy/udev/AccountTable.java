package org.daxpolicy.udev;

import java.util.Map;
import java.util.TreeMap;

/** Reads the tables of users and groups, passwd(5) and group(5). */
public final class AccountTable {
  private AccountTable() {}

  /**
   * Names and ids of {@code name:password:id:…} lines. Lines of another shape, and those that begin
   * with {@code #}, are passed over, as the C library does.
   */
  public static Map<String, Integer> read(String text) {
    Map<String, Integer> ids = new TreeMap<>();
    text.lines()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 2 && !fields[0].isEmpty() && !fields[0].startsWith("#"))
        .forEach(fields -> Numbers.id(fields[2]).ifPresent(id -> ids.putIfAbsent(fields[0], id)));
    return ids;
  }
}
