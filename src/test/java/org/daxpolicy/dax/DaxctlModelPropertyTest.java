package org.daxpolicy.dax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.daxpolicy.dax.DaxctlCommand.Verb;
import org.daxpolicy.dax.DaxctlModel.Branch;
import org.daxpolicy.dax.DaxctlModel.Grip;
import org.daxpolicy.dax.DaxctlModel.Transition;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.junit.jupiter.api.Test;

/** Random commands on random devices keep what always holds of a device. */
class DaxctlModelPropertyTest {
  private static final int WALKS = 2_000;

  @Test
  void everyStateIsOneAKernelCanHave() {
    long seed = 20_260_103;
    for (int i = 0; i < WALKS; i++) {
      walk(new Random(seed + i), "seed " + (seed + i));
    }
  }

  private static void walk(Random random, String seed) {
    KernelSettings settings =
        KernelSettings.of(
            Version.of(6, 1 + random.nextInt(12)),
            one(random, Presence.values()),
            one(random, Presence.values()),
            one(random, OnlinePolicy.values()),
            KernelParameters.parse(random.nextInt(8) == 0 ? "movable_node" : ""),
            1L << (27 + random.nextInt(5)));
    MemoryRange range =
        new MemoryRange(
            random.nextInt(64) * (1L << 26),
            random.nextInt(64) * (1L << 25),
            random.nextInt(8) == 0 ? Optional.empty() : Optional.of(1));
    Optional<DaxDeviceState> boot =
        new KernelModel(settings)
            .boot("dax0.0", Optional.of(one(random, Origin.values())), range)
            .state();
    DaxctlModel model = new DaxctlModel(settings, one(random, Grip.values()));
    DaxDeviceState state = boot.orElseThrow();
    possible(state, settings, seed);
    for (int step = 0; step < 6; step++) {
      DaxctlCommand command = command(random);
      List<Branch> branches = model.run(command, state);
      assertFalse(branches.isEmpty(), seed);
      for (Branch branch : branches) {
        possible(branch.after(), settings, seed + " " + command);
        consistent(state, branch, seed + " " + command + " " + branch);
      }
      Branch next = branches.get(random.nextInt(branches.size()));
      if (next.succeeded()) {
        assertEquals(
            List.of(),
            model.run(command, next.after()).get(0).transitions().stream()
                .filter(t -> command.verb() == Verb.RECONFIGURE)
                .toList(),
            () -> seed + " a repeated " + command + " is not idle");
      }
      state = next.after();
    }
  }

  private static void possible(DaxDeviceState state, KernelSettings settings, String seed) {
    MemoryState memory = state.memory();
    assertTrue(memory.online() <= memory.total(), seed);
    assertEquals(memory.online() > 0, memory.zone().isPresent(), seed);
    assertEquals(state.systemRam(), memory.total() > 0, seed);
    if (state.systemRam()) {
      assertEquals(state.range().blocks(settings.blockSize()), memory.total(), seed);
      assertTrue(state.range().node().isPresent(), seed);
    }
    if (state.range().size() == 0) {
      assertEquals(Optional.empty(), state.driver(), seed);
    }
  }

  private static void consistent(DaxDeviceState before, Branch branch, String seed) {
    boolean unbinds = branch.transitions().contains(Transition.UNBIND);
    boolean binds = branch.transitions().contains(Transition.BIND);
    assertTrue(!unbinds || before.driver().isPresent(), seed);
    assertTrue(!binds || branch.after().driver().isPresent(), seed);
    if (!unbinds && !binds) {
      assertEquals(before.driver(), branch.after().driver(), seed);
    }
    if (branch.reason() == DaxctlModel.Reason.PINNED) {
      assertEquals(Optional.of(240), branch.exit(), seed);
      assertEquals(before, branch.after(), seed);
    }
  }

  private static DaxctlCommand command(Random random) {
    Verb verb = one(random, Verb.values());
    boolean ram = random.nextBoolean();
    return new DaxctlCommand(
        verb,
        "dax0.0",
        verb != Verb.RECONFIGURE
            ? Optional.empty()
            : Optional.of(ram ? Driver.KMEM : Driver.DEVICE_DAX),
        ram && random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        false);
  }

  private static <T> T one(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
