package org.daxpolicy.udev;

import java.util.List;
import java.util.Optional;

/**
 * A read-only view of a sysfs tree. Paths are absolute below {@code /sys} and without it ({@code
 * /devices/platform/hmem.0/dax0.0/size}); no lookup follows links. Contents are bytes as ISO-8859-1
 * strings.
 */
public interface Sysfs {
  /** What stands at a path. */
  sealed interface Entry {
    /** A directory. */
    record Directory() implements Entry {}

    /**
     * A file.
     *
     * @param content the content as read, with its trailing newline; empty when it cannot be read
     *     (write-only)
     * @param mode permission bits, such as 0644
     */
    record File(Optional<String> content, int mode) implements Entry {}

    /**
     * A symbolic link.
     *
     * @param target the target as written, relative or absolute
     */
    record Link(String target) implements Entry {}
  }

  /** What stands at {@code path}; empty if nothing does. */
  Optional<Entry> entry(String path);

  /**
   * The names in the directory at {@code path}, sorted bytewise; empty if there is no directory.
   */
  List<String> list(String path);
}
