package org.daxpolicy.dax.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.Module;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Version;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.kernel.Firmware.Ordinary;
import org.daxpolicy.dax.kernel.Firmware.Performance;
import org.daxpolicy.dax.kernel.Firmware.Source;
import org.junit.jupiter.api.Test;

/** Weights as kernels 6.1, 6.12, 7.2 and 7.3 showed them in a virtual machine. */
class PagePlacementTest {
  private static final long GIB = 1L << 30;

  /** 200 GB/s with the processors, 800 and 30 GB/s on nodes 1 and 2, as the machine's HMAT said. */
  private static Kernel kernel(OnlinePolicy policy, int... version) {
    Performance[] performance = {
      new Performance(100, 100, 200_000, 200_000),
      new Performance(130, 130, 800_000, 800_000),
      new Performance(350, 350, 30_000, 30_000)
    };
    Firmware firmware =
        new Firmware(
            List.of(
                Source.of(0, Origin.HMEM, 4 * GIB, GIB, Optional.of(1)),
                Source.of(1, Origin.HMEM, 5 * GIB, GIB, Optional.of(2))),
            List.of(new Ordinary(0, 0, 2 * GIB, Zone.KERNEL)),
            List.of(0),
            Map.of(0, performance[0], 1, performance[1], 2, performance[2]));
    Kernel kernel = new Kernel(KernelSettings.of(Version.of(version), policy), firmware, Fate.KIND);
    List.of(Module.DAX_HMEM, Module.KMEM).forEach(m -> kernel.modprobe(m, false));
    return kernel;
  }

  private static List<Optional<Integer>> weights(Kernel kernel) {
    return List.of(kernel.weight(0), kernel.weight(1), kernel.weight(2), kernel.weight(3));
  }

  private static List<Optional<Integer>> list(int... weights) {
    return java.util.stream.IntStream.of(weights)
        .mapToObj(w -> w == 0 ? Optional.<Integer>empty() : Optional.of(w))
        .toList();
  }

  @Test
  void sixOneKnowsNoWeights() {
    Kernel kernel = kernel(OnlinePolicy.ONLINE, 6, 1);
    assertEquals(list(0, 0, 0, 0), weights(kernel));
    assertEquals(Errno.ENOENT, kernel.setWeight(0, "1"));
    assertEquals(Optional.of(false), kernel.demotion());
  }

  @Test
  void sixTwelveHasAWeightForEveryPossibleNode() {
    Kernel kernel = kernel(OnlinePolicy.OFFLINE, 6, 12);
    assertEquals(list(1, 1, 1, 0), weights(kernel));
    assertEquals(Errno.OK, kernel.setWeight(2, "7"));
    assertEquals(Errno.ERANGE, kernel.setWeight(1, "256"));
    assertEquals(Errno.EINVAL, kernel.setWeight(1, "-1"));
    assertEquals(Errno.ENOENT, kernel.setWeight(3, "1"));
    assertEquals(Errno.ENOENT, kernel.setWeightsFromBandwidth("true"));
    assertEquals(list(1, 1, 7, 0), weights(kernel));
    assertEquals(Errno.OK, kernel.setWeight(2, "0"));
    assertEquals(list(1, 1, 1, 0), weights(kernel));
  }

  @Test
  void sevenTwoMakesWeightsOfBandwidth() {
    assertEquals(list(6, 24, 1, 0), weights(kernel(OnlinePolicy.ONLINE, 7, 2)));
  }

  @Test
  void sevenTwoHasNoWeightForANodeWithoutMemory() {
    Kernel kernel = kernel(OnlinePolicy.OFFLINE, 7, 2);
    assertEquals(list(1, 0, 0, 0), weights(kernel));
    assertEquals(Errno.ENOENT, kernel.setWeight(1, "4"));
    kernel.blocks(4 * GIB, GIB).forEach(b -> kernel.setBlock(b, "online_movable"));
    assertEquals(list(6, 25, 0, 0), weights(kernel));
  }

  @Test
  void aWrittenWeightEndsAutoAndLeavesTheOthers() {
    Kernel kernel = kernel(OnlinePolicy.ONLINE, 7, 2);
    assertEquals(Errno.EINVAL, kernel.setWeight(1, "0"));
    assertEquals(Optional.of(true), kernel.weightsFromBandwidth());
    assertEquals(Errno.OK, kernel.setWeight(1, "4"));
    assertEquals(Optional.of(false), kernel.weightsFromBandwidth());
    assertEquals(list(6, 4, 1, 0), weights(kernel));
    assertEquals(Errno.EINVAL, kernel.setWeightsFromBandwidth("auto"));
    assertEquals(Errno.OK, kernel.setWeightsFromBandwidth("1"));
    assertEquals(list(6, 24, 1, 0), weights(kernel));
  }

  @Test
  void demotionIsTurnedOnAndOff() {
    Kernel kernel = kernel(OnlinePolicy.ONLINE, 6, 12);
    assertEquals(3, kernel.tiers());
    assertEquals(Errno.OK, kernel.setDemotion("true"));
    assertEquals(Optional.of(true), kernel.demotion());
    assertEquals(Errno.EINVAL, kernel.setDemotion("maybe"));
    assertEquals(Errno.OK, kernel.setDemotion("off"));
    assertEquals(Optional.of(false), kernel.demotion());
  }
}
