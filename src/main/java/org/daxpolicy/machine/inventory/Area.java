package org.daxpolicy.machine.inventory;

/** The parts of an inventory in which snapshots can differ, in the order of telling. */
public enum Area {
  HOST("host"),
  FILES("files"),
  NODES("nodes"),
  DEVICES("memory devices"),
  CXL("CXL devices");

  private final String word;

  Area(String word) {
    this.word = word;
  }

  /** The words for people. */
  public String word() {
    return word;
  }
}
