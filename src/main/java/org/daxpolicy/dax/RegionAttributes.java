package org.daxpolicy.dax;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.Attribute.Type;

/** What the CXL region and the CXL window above a dax device tell. */
final class RegionAttributes {
  private static final String NOT_CXL = "the origin is not cxl";
  private static final String NO_CDAT = "the origin is not cxl, or its devices report no CDAT";
  private static final Encoding MEBIBYTES =
      new Encoding(Encoding.Form.DECIMAL, BigInteger.ONE.shiftLeft(20));

  static final List<Attribute> ALL =
      List.of(
          region("region.uuid", Type.UUID, Encoding.TEXT, "uuid")
              .absent("the origin is not cxl, or the region is a RAM region without uuid")
              .example("\"3c0a2b3e-5d6f-4a7b-8c9d-0e1f2a3b4c5d\"", "the CXL region's uuid"),
          region("region.mode", Type.ENUM, Encoding.TEXT, "mode")
              .word("ram", "ram")
              .word("pmem", "pmem")
              .word("none", "none")
              .absent(NOT_CXL)
              .example("ram", "the CXL region's mode"),
          region("region.size", Type.SIZE, Encoding.HEX, "size")
              .absent(NOT_CXL)
              .example("64GiB", "the CXL region's capacity"),
          region("region.resource", Type.ADDRESS, Encoding.HEX, "resource")
              .absent(NOT_CXL)
              .example("0x590000000", "the physical address at which the CXL region begins"),
          region("region.interleave_ways", Type.INTEGER, Encoding.DECIMAL, "interleave_ways")
              .absent(NOT_CXL)
              .example("2", "over how many memory devices the CXL region is interleaved"),
          region(
                  "region.interleave_granularity",
                  Type.SIZE,
                  Encoding.DECIMAL,
                  "interleave_granularity")
              .absent(NOT_CXL)
              .example("256", "how many bytes in a row one memory device of the region holds"),
          access("read_bandwidth", Type.BANDWIDTH, MEBIBYTES)
              .example("25GB/s", "how fast the closest initiator reads from the CXL region"),
          access("write_bandwidth", Type.BANDWIDTH, MEBIBYTES)
              .example("25GB/s", "how fast the closest initiator writes to the CXL region"),
          access("read_latency", Type.LATENCY, Encoding.DECIMAL)
              .example("300ns", "how long the closest initiator waits to read from the CXL region"),
          access("write_latency", Type.LATENCY, Encoding.DECIMAL)
              .example("300ns", "how long the closest initiator waits to write to the CXL region"),
          window("window.size", Type.SIZE, Encoding.HEX, "size")
              .absent(NOT_CXL)
              .example("256GiB", "the capacity of the platform's CXL window"),
          window("window.start", Type.ADDRESS, Encoding.HEX, "start")
              .absent(NOT_CXL)
              .example("0x590000000", "the physical address at which the CXL window begins"),
          window("window.interleave_ways", Type.INTEGER, Encoding.DECIMAL, "interleave_ways")
              .absent(NOT_CXL)
              .example("2", "over how many host bridges the CXL window is interleaved"),
          window("window.qos_class", Type.INTEGER, Encoding.SIGNED_DECIMAL, "qos_class")
              .since(6, 8)
              .absent("the origin is not cxl, or the kernel is older")
              .example("1", "the class of service the platform gives the CXL window"));

  private RegionAttributes() {}

  private static Entry region(String name, Type type, Encoding encoding, String file) {
    return ancestor(name, type, encoding, "cxl_region", file);
  }

  private static Entry access(String file, Type type, Encoding encoding) {
    return ancestor("region." + file, type, encoding, "cxl_region", "access0/" + file)
        .since(6, 9)
        .absent(NO_CDAT);
  }

  private static Entry window(String name, Type type, Encoding encoding, String file) {
    return ancestor(name, type, encoding, "cxl_decoder_root", file);
  }

  private static Entry ancestor(
      String name, Type type, Encoding encoding, String devtype, String file) {
    return Entry.of(
            name,
            type,
            encoding,
            new Reach.Ancestor("cxl", Optional.of(devtype), Optional.empty(), file))
        .where(file + " of the parent of subsystem cxl, devtype " + devtype);
  }
}
