package org.daxpolicy.udev;

/**
 * The rule that gave something its value.
 *
 * @param file the rules file's name
 * @param line 1-based, as that version counts it
 */
record Place(String file, int line) implements Comparable<Place> {
  /** Before the first rule: the kernel, or the database. */
  static final Place BEFORE = new Place("", 0);

  @Override
  public int compareTo(Place other) {
    int files = file.compareTo(other.file);
    return files != 0 ? files : Integer.compare(line, other.line);
  }

  /** The one that is worked off later. */
  static Place later(Place a, Place b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
