package org.daxpolicy.dax;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.dax.Attribute.Type;
import org.daxpolicy.dax.Availability.From;

/** How fast the NUMA node of a device's memory is, as firmware tells (ACPI HMAT, CXL CDAT). */
final class NodeAttributes {
  private static final Encoding MEBIBYTES =
      new Encoding(Encoding.Form.DECIMAL, BigInteger.ONE.shiftLeft(20));

  static final List<Attribute> ALL = all();

  private NodeAttributes() {}

  private static List<Attribute> all() {
    List<Attribute> all = new ArrayList<>();
    all.addAll(of("node.", "access0", "the closest initiator"));
    all.addAll(of("node.cpu.", "access1", "the closest processor"));
    return List.copyOf(all);
  }

  private static List<Attribute> of(String prefix, String access, String who) {
    return List.of(
        entry(prefix, access, "read_bandwidth", Type.BANDWIDTH, MEBIBYTES)
            .example("300GB/s", "how fast " + who + " reads from the target node"),
        entry(prefix, access, "write_bandwidth", Type.BANDWIDTH, MEBIBYTES)
            .example("300GB/s", "how fast " + who + " writes to the target node"),
        entry(prefix, access, "read_latency", Type.LATENCY, Encoding.DECIMAL)
            .example("400ns", "how long " + who + " waits to read from the target node"),
        entry(prefix, access, "write_latency", Type.LATENCY, Encoding.DECIMAL)
            .example("400ns", "how long " + who + " waits to write to the target node"));
  }

  private static Entry entry(
      String prefix, String access, String file, Type type, Encoding encoding) {
    String path = access + "/initiators/" + file;
    return Entry.of(prefix + file, type, encoding, new Reach.TargetNode(path))
        .from(From.MEMORY_ADDED)
        .where("/sys/devices/system/node/nodeN/" + path + ", N the target node")
        .absent("firmware tells nothing of the node, or its memory has not been online since boot");
  }
}
