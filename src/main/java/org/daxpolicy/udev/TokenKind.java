package org.daxpolicy.udev;

/**
 * What a term does, in the order udev works off the terms of a line, whatever order they were
 * written in. The order is the same in every release.
 */
public enum TokenKind {
  MATCH_ACTION,
  MATCH_DEVPATH,
  MATCH_KERNEL,
  MATCH_SYMLINK,
  MATCH_NAME,
  MATCH_ENV,
  MATCH_CONST,
  MATCH_TAG,
  MATCH_SUBSYSTEM,
  MATCH_DRIVER,
  MATCH_ATTR,
  MATCH_SYSCTL,

  MATCH_KERNELS,
  MATCH_SUBSYSTEMS,
  MATCH_DRIVERS,
  MATCH_ATTRS,
  MATCH_TAGS,

  TEST,
  PROGRAM,
  IMPORT_FILE,
  IMPORT_PROGRAM,
  IMPORT_BUILTIN,
  IMPORT_DB,
  IMPORT_CMDLINE,
  IMPORT_PARENT,
  MATCH_RESULT,

  OPTION_DUMP,
  OPTION_ESCAPE_NONE,
  OPTION_ESCAPE_REPLACE,
  OPTION_DB_PERSIST,
  OPTION_WATCH,
  OPTION_LINK_PRIORITY,
  OPTION_LOG_LEVEL,
  /** An owner that is known only when the event comes. */
  OWNER_LATE,
  GROUP_LATE,
  MODE_LATE,
  /** An owner resolved while reading. */
  OWNER_ID,
  GROUP_ID,
  MODE_BITS,
  TAG,
  OPTION_STATIC_NODE,
  SECLABEL,
  ENV,
  NAME,
  SYMLINK,
  ATTR,
  SYSCTL,
  RUN_BUILTIN,
  RUN_PROGRAM;

  /** Whether the term decides on going on; assignments always do. */
  public boolean isMatch() {
    return compareTo(MATCH_RESULT) <= 0;
  }

  /** Whether the term is tried on the event's device and then on each of its ancestors. */
  public boolean isParentMatch() {
    return compareTo(MATCH_KERNELS) >= 0 && compareTo(MATCH_TAGS) <= 0;
  }

  /** Whether the term only compares, and only looks at the event's device. */
  public boolean isPlainMatch() {
    return compareTo(MATCH_SYSCTL) <= 0;
  }
}
