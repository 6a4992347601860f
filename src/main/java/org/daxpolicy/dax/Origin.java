package org.daxpolicy.dax;

/**
 * Where a dax device comes from, told by its ancestors (never by path prefixes, which change
 * between releases).
 */
public enum Origin {
  /**
   * Soft-reserved memory: an ancestor of subsystem {@code platform} bound to driver {@code hmem}.
   */
  HMEM("hmem"),
  /** A CXL RAM region: an ancestor of subsystem {@code cxl} with devtype {@code cxl_dax_region}. */
  CXL("cxl"),
  /** An NVDIMM namespace: an ancestor of subsystem {@code nd}. */
  PMEM("pmem");

  private final String word;

  Origin(String word) {
    this.word = word;
  }

  /** The word policies use. */
  public String word() {
    return word;
  }
}
