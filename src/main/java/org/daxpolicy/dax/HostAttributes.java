package org.daxpolicy.dax;

import java.util.List;
import org.daxpolicy.dax.Attribute.Type;

/** What a rule can ask of the host. */
final class HostAttributes {
  static final List<Attribute> ALL =
      List.of(
          Entry.of("host.arch", Type.ENUM, Encoding.TEXT, new Reach.Constant("arch"))
              .word("x86_64", "x86-64")
              .word("x86", "x86")
              .word("arm64", "arm64")
              .word("riscv64", "riscv64")
              .word("ppc64", "ppc64")
              .word("ppc64le", "ppc64-le")
              .word("s390x", "s390x")
              .word("loongarch64", "loongarch64")
              .where("CONST{arch}")
              .example("x86_64", "the processor architecture"),
          Entry.of("host.virt", Type.STRING, Encoding.TEXT, new Reach.Constant("virt"))
              .where("CONST{virt}")
              .example("\"none\"", "the virtualization, as systemd-detect-virt prints it"),
          dmi("host.dmi.vendor", "sys_vendor")
              .example("\"Example Corp.\"", "the system's vendor, as firmware tells it"),
          dmi("host.dmi.product", "product_name")
              .example("\"R760 Max\"", "the system's product name, as firmware tells it"),
          dmi("host.dmi.board", "board_name")
              .example("\"X13DEM\"", "the main board's name, as firmware tells it"),
          kernelParameter("memhp_default_state"));

  private HostAttributes() {}

  static Attribute kernelParameter(String parameter) {
    return Entry.of(
            "host.cmdline." + parameter,
            Type.STRING,
            Encoding.TEXT,
            new Reach.KernelParameter(parameter))
        .where("/proc/cmdline")
        .absent("the parameter is not on the kernel's command line, or has an empty value")
        .example("\"offline\"", "a kernel parameter's value; \"1\" for one without value");
  }

  private static Entry dmi(String name, String file) {
    return Entry.of(name, Type.STRING, Encoding.TEXT, new Reach.Fixed("dmi", "id", file))
        .where("/sys/class/dmi/id/" + file)
        .absent("the firmware has no DMI tables");
  }
}
