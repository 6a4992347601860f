package org.daxpolicy.dax;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.Attribute.Type;
import org.daxpolicy.dax.Availability.From;
import org.daxpolicy.dax.Reach.Name.Part;

/** What a dax device tells of itself. */
final class DeviceAttributes {
  static final List<Attribute> ALL =
      List.of(
          Entry.of("name", Type.STRING, Encoding.TEXT, new Reach.Name(Part.WHOLE))
              .where("the kernel name, daxR.I")
              .example(
                  "\"dax0.0\"",
                  "the device's kernel name; numbers change between boots, so prefer what the"
                      + " hardware says"),
          Entry.of("region", Type.INTEGER, Encoding.DECIMAL, new Reach.Name(Part.REGION))
              .where("the kernel name, R of daxR.I")
              .example("0", "the number of the dax region; it changes between boots"),
          Entry.of("instance", Type.INTEGER, Encoding.DECIMAL, new Reach.Name(Part.INSTANCE))
              .where("the kernel name, I of daxR.I")
              .example("0", "the number of the device within its region"),
          Entry.of("origin", Type.ENUM, Encoding.TEXT, new Reach.OriginOfAncestors())
              .word("hmem", "hmem")
              .word("cxl", "cxl")
              .word("pmem", "pmem")
              .where("subsystems and drivers of the parents")
              .absent("the parents are of no kind known here")
              .example(
                  "cxl",
                  "where the memory comes from: soft-reserved by firmware, a CXL RAM region, an"
                      + " NVDIMM namespace"),
          Entry.of("size", Type.SIZE, Encoding.DECIMAL, new Reach.Own("size"))
              .from(From.ADD_BUT_ZERO_WHEN_CREATED)
              .where("size")
              .example("64GiB", "the device's capacity"),
          Entry.of("align", Type.SIZE, Encoding.DECIMAL, new Reach.Own("align"))
              .where("align")
              .example("2MiB", "the alignment of mappings of the device"),
          Entry.of("target_node", Type.INTEGER, Encoding.DECIMAL, new Reach.Own("target_node"))
              .where("target_node")
              .absent("firmware gives the range no proximity domain")
              .example("2", "the NUMA node its memory has once it is system memory"),
          Entry.of("numa_node", Type.INTEGER, Encoding.SIGNED_DECIMAL, new Reach.Own("numa_node"))
              .where("numa_node")
              .example("0", "the closest node that is online; -1 for CXL regions"),
          Entry.of("resource", Type.ADDRESS, Encoding.HEX, new Reach.Own("resource"))
              .where("resource")
              .example("0x100000000", "the physical address at which its first range begins"),
          Entry.of("resource.end", Type.ADDRESS, Encoding.HEX, new Reach.Own("mapping0/end"))
              .from(From.ADD_BUT_ZERO_WHEN_CREATED)
              .where("mapping0/end")
              .absent("the device has size 0")
              .example("0x13fffffff", "the physical address at which its first range ends"),
          Entry.of(
                  "memmap_on_memory",
                  Type.BOOLEAN,
                  Encoding.TEXT,
                  new Reach.Own("memmap_on_memory"))
              .since(6, 9)
              .word("false", "0")
              .word("true", "1")
              .where("memmap_on_memory")
              .absent("the kernel is older")
              .example(
                  "true",
                  "whether the memory is asked to hold its own page descriptors; a request, not"
                      + " the result"),
          Entry.of(
                  "uuid",
                  Type.UUID,
                  Encoding.TEXT,
                  new Reach.Ancestor("nd", Optional.of("nd_dax"), Optional.empty(), "uuid"))
              .where("uuid of the parent of subsystem nd, devtype nd_dax")
              .absent("the origin is not pmem")
              .example(
                  "\"4ad009c3-485d-48eb-97c6-fd277cd6242a\"",
                  "the uuid that ndctl list prints for the namespace"));

  private DeviceAttributes() {}
}
