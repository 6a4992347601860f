package org.daxpolicy.dax;

import java.util.Optional;

/** How a udev rule on the dax device's event gets at an attribute. */
public sealed interface Reach {
  /** The terms that ask for it, without operator and value; for people. */
  String terms();

  /** A file of the device itself: {@code ATTR{file}}. */
  record Own(String file) implements Reach {
    @Override
    public String terms() {
      return "ATTR{" + file + "}";
    }
  }

  /** The device's kernel name {@code daxR.I}, or a part of it: {@code KERNEL}. */
  record Name(Part part) implements Reach {
    /** Which part of {@code daxR.I}. */
    public enum Part {
      WHOLE,
      REGION,
      INSTANCE
    }

    @Override
    public String terms() {
      return "KERNEL";
    }
  }

  /** Which of the {@link Origin}s, told from the ancestors. */
  record OriginOfAncestors() implements Reach {
    @Override
    public String terms() {
      return "SUBSYSTEMS, with DRIVERS or ATTRS{devtype}";
    }
  }

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
      implements Reach {
    @Override
    public String terms() {
      return "SUBSYSTEMS==\""
          + subsystem
          + "\", "
          + devtype.map(t -> "ATTRS{devtype}==\"" + t + "\", ").orElse("")
          + driver.map(d -> "DRIVERS==\"" + d + "\", ").orElse("")
          + "ATTRS{"
          + file
          + "}";
    }
  }

  /**
   * A file that only the parent has, which is the region of the device: {@code ATTRS{file}}.
   *
   * @param file the attribute, {@code dax_region/id}
   */
  record Parent(String file) implements Reach {
    @Override
    public String terms() {
      return "ATTRS{" + file + "}";
    }
  }

  /**
   * A file of the NUMA node that {@code target_node} names: {@code ATTR{[node/nodeN]file}}. The
   * name cannot be substituted, so a rule has one alternative for every node N of the target's
   * range.
   */
  record TargetNode(String file) implements Reach {
    @Override
    public String terms() {
      return "ATTR{target_node}==\"N\", ATTR{[node/nodeN]" + file + "}";
    }
  }

  /**
   * A file of a fixed device: {@code ATTR{[subsystem/kernel]file}}, such as {@code
   * [dmi/id]sys_vendor}.
   */
  record Fixed(String subsystem, String kernel, String file) implements Reach {
    @Override
    public String terms() {
      return "ATTR{[" + subsystem + "/" + kernel + "]" + file + "}";
    }
  }

  /** {@code CONST{key}}: {@code arch} or {@code virt}. */
  record Constant(String key) implements Reach {
    @Override
    public String terms() {
      return "CONST{" + key + "}";
    }
  }

  /** A parameter of the kernel's command line: {@code IMPORT{cmdline}="parameter"}. */
  record KernelParameter(String parameter) implements Reach {
    @Override
    public String terms() {
      return "IMPORT{cmdline}==\"" + parameter + "\", ENV{" + parameter + "}";
    }
  }
}
