package org.daxpolicy.machine.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that holds memory, and what it consists of: a CXL window has regions, a region has dax
 * devices.
 *
 * @param kind what it is
 * @param name the kernel's name
 * @param path its devpath
 * @param start its first byte's physical address
 * @param size bytes
 * @param facts what else is known of it, by name, in the order in which a person asks
 * @param dax what it became, if it is a dax device
 * @param parts what it consists of, in natural order of their names
 */
public record Part(
    Kind kind,
    String name,
    String path,
    Optional<Long> start,
    Optional<Long> size,
    Map<String, String> facts,
    Optional<DaxPart> dax,
    List<Part> parts) {
  /** Kinds of parts. */
  public enum Kind {
    /** A range that firmware reserved, a {@code hmem} platform device. */
    RESERVED("soft reserved"),
    /** A CXL window, {@code decoder0.N}. */
    WINDOW("window"),
    /** A CXL region. */
    REGION("region"),
    /** A bus of NVDIMMs. */
    NVDIMM_BUS("nvdimm bus"),
    /** A region of NVDIMMs. */
    NVDIMM_REGION("nvdimm region"),
    /** A namespace of one, in devdax mode. */
    NAMESPACE("namespace"),
    /** A dax device. */
    DAX("dax device"),
    /** Anything else that has a dax device. */
    OTHER("device");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word for people. */
    public String word() {
      return word;
    }
  }

  public Part {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    parts = List.copyOf(parts);
  }
}
