package org.daxpolicy.machine.inventory;

import java.util.List;

/**
 * A file of the host that says something about memory devices.
 *
 * @param path where it is
 * @param lines the lines that do, as they are written
 */
public record ConfigurationFile(String path, List<String> lines) {
  public ConfigurationFile {
    lines = List.copyOf(lines);
  }
}
