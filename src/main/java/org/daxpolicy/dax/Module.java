package org.daxpolicy.dax;

import java.util.Arrays;
import java.util.Optional;

/** The kernel modules that dax devices depend on. */
public enum Module {
  /** The driver for character devices. */
  DEVICE_DAX("device_dax"),
  /** The driver for system memory. */
  KMEM("kmem"),
  /** The driver for famfs, since 7.1. */
  FSDEV_DAX("fsdev_dax"),
  /** Makes devices of soft-reserved memory. */
  DAX_HMEM("dax_hmem"),
  /** Makes devices of CXL RAM regions, since 6.3. */
  DAX_CXL("dax_cxl"),
  /** Makes devices of NVDIMM namespaces. */
  DAX_PMEM("dax_pmem");

  private final String word;

  Module(String word) {
    this.word = word;
  }

  /** The module's name as {@code lsmod} prints it. */
  public String word() {
    return word;
  }

  /** The module of a name, in which {@code -} and {@code _} are the same. */
  public static Optional<Module> parse(String name) {
    String canonical = name.strip().replace('-', '_');
    return Arrays.stream(values()).filter(m -> m.word.equals(canonical)).findFirst();
  }
}
