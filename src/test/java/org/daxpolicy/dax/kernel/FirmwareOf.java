package org.daxpolicy.dax.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.kernel.Firmware.Ordinary;
import org.daxpolicy.dax.kernel.Firmware.Source;

/** Machines for tests: 2 GiB of ordinary memory with processors on node 0, and one dax device. */
public final class FirmwareOf {
  private FirmwareOf() {}

  public static Firmware one(Origin origin, long start, long size, Optional<Integer> node) {
    return of(List.of(Source.of(0, origin, start, size, node)));
  }

  public static Firmware of(List<Source> sources) {
    return new Firmware(
        sources, List.of(new Ordinary(0, 0, 2L << 30, Zone.KERNEL)), List.of(0), Map.of());
  }
}
