package org.daxpolicy.dax;

import java.util.Optional;

/** How a udev rule on the dax device's event gets at an attribute. */
public sealed interface Reach {
  /** A file of the device itself: {@code ATTR{file}}. */
  record Own(String file) implements Reach {}

  /** The device's kernel name {@code daxR.I}, or a part of it: {@code KERNEL}. */
  record Name(Part part) implements Reach {
    /** Which part of {@code daxR.I}. */
    public enum Part {
      WHOLE,
      REGION,
      INSTANCE
    }
  }

  /** Which of the {@link Origin}s, told from the ancestors. */
  record OriginOfAncestors() implements Reach {}

  /**
   * A file of one ancestor: {@code SUBSYSTEMS}, then {@code ATTRS{devtype}} and {@code DRIVERS}
   * where given, and {@code ATTRS{file}}, all on the same ancestor.
   *
   * @param subsystem the ancestor's subsystem
   * @param devtype its {@code devtype} attribute, if that tells it from others of the subsystem
   * @param driver its driver, likewise
   * @param file the attribute
   */
  record Ancestor(String subsystem, Optional<String> devtype, Optional<String> driver, String file)
      implements Reach {}

  /**
   * A file that only the parent has, which is the region of the device: {@code ATTRS{file}}.
   *
   * @param file the attribute, {@code dax_region/id}
   */
  record Parent(String file) implements Reach {}

  /**
   * A file of the NUMA node that {@code target_node} names: {@code ATTR{[node/nodeN]file}}. The
   * name cannot be substituted, so a rule has one alternative for every node N of the target's
   * range.
   */
  record TargetNode(String file) implements Reach {}

  /**
   * A file of a fixed device: {@code ATTR{[subsystem/kernel]file}}, such as {@code
   * [dmi/id]sys_vendor}.
   */
  record Fixed(String subsystem, String kernel, String file) implements Reach {}

  /** {@code CONST{key}}: {@code arch} or {@code virt}. */
  record Constant(String key) implements Reach {}

  /** A parameter of the kernel's command line: {@code IMPORT{cmdline}="parameter"}. */
  record KernelParameter(String parameter) implements Reach {}
}
