package org.daxpolicy.dax;

import java.util.List;
import org.daxpolicy.dax.Attribute.Type;

/**
 * What the dax region tells, of which a device is the whole or a part.
 *
 * <p>Left out are {@code seed} and {@code create}, which name a device that was made, as long as it
 * is the newest.
 */
final class DaxRegionAttributes {
  static final List<Attribute> ALL =
      List.of(
          of("id", Type.INTEGER).example("0", "the number R of daxR.I; it changes between boots"),
          of("size", Type.SIZE).example("128GiB", "the region's capacity"),
          of("align", Type.SIZE)
              .example(
                  "2MiB", "what the sizes and places of the region's devices are multiples of"),
          of("available_size", Type.SIZE)
              .absent("the origin is pmem, whose regions cannot be divided")
              .example(
                  "0",
                  "the capacity that no device of the region has yet; it changes as devices are"
                      + " made and resized"));

  private DaxRegionAttributes() {}

  private static Entry of(String file, Type type) {
    return Entry.of(
            "dax_region." + file, type, Encoding.DECIMAL, new Reach.Parent("dax_region/" + file))
        .where("dax_region/" + file + " of the parent");
  }
}
