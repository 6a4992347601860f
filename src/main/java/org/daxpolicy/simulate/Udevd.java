package org.daxpolicy.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.kernel.KernelLog.Subject;
import org.daxpolicy.dax.kernel.KernelLog.Uevent;

/**
 * systemd-udevd: events of one device wait for each other, those of different devices are worked
 * side by side. Side by side means in rounds: each event that is at work does one thing, then the
 * next; which of two is faster in between is {@linkplain
 * org.daxpolicy.dax.kernel.Uncertainty.Kind#OVERTAKEN not known}.
 */
final class Udevd {
  private static final int MOST_EVENTS = 16;

  private final World world;
  private final Deque<Pending> queue = new ArrayDeque<>();
  private final List<Worker> workers = new ArrayList<>();
  private final Map<String, Integer> counted = new HashMap<>();
  private final Set<String> silenced = new HashSet<>();
  private final MemoryRules memoryRules;

  /** An event that waits. */
  private sealed interface Pending {
    /** Of a dax device. */
    record OfDax(DaxEvent event) implements Pending {}

    /** Of memory blocks that one device has. */
    record OfMemory(String action, String device, List<Long> blocks) implements Pending {}

    /** Of a device that only makes udev load a module. */
    record OfCarrier(String alias) implements Pending {}
  }

  /**
   * An event of a dax device.
   *
   * @param synthetic whether someone asked for it, as the boot does
   */
  record DaxEvent(String action, String device, Optional<Driver> driver, boolean synthetic) {}

  Udevd(World world) {
    this.world = world;
    this.memoryRules = new MemoryRules(world);
  }

  /** Whether an event of a dax device makes udev load modules. */
  boolean loadsModules() {
    return world.rules().files().stream().anyMatch(f -> f.name().equals(Simulator.AUTOLOAD));
  }

  /** A device that carries a module's alias is there. */
  void plug(String alias) {
    Pending pending = new Pending.OfCarrier(alias);
    if (!queue.contains(pending)) {
      queue.add(pending);
    }
  }

  /** Hears of uevents. */
  void hear(List<Uevent> uevents) {
    for (Uevent uevent : uevents) {
      if (uevent.subject() == Subject.DAX) {
        hear(
            new DaxEvent(
                uevent.action(), uevent.name(), uevent.driver().flatMap(Driver::parse), false));
      } else if (uevent.subject() == Subject.MEMORY) {
        memory(uevent);
      } else if (uevent.action().equals("add")) {
        switch (uevent.subject()) {
          case PLATFORM -> plug("platform:hmem");
          case CXL -> plug("cxl:t8");
          case ND -> plug("nd:t7");
          default -> {}
        }
      }
    }
  }

  private void hear(DaxEvent event) {
    if (silenced.contains(event.device())) {
      return;
    }
    if (counted.merge(event.device(), 1, Integer::sum) > MOST_EVENTS) {
      silenced.add(event.device());
      List<DeviceResult.EventResult> events = world.course.story(event.device()).events;
      world.course.incident(
          Incident.Kind.LOOP,
          event.device(),
          events.isEmpty()
              ? Incident.Cause.NONE
              : new Incident.Cause(
                  Optional.of(events.get(events.size() - 1).verdict()),
                  DeviceResult.Via.UNIT,
                  Optional.empty(),
                  ""),
          events.size() + " events long",
          Optional.empty());
      return;
    }
    queue.add(new Pending.OfDax(event));
  }

  private void memory(Uevent uevent) {
    long block = Long.parseLong(uevent.name().substring("memory".length()));
    String device = owner(block);
    if (queue.peekLast() instanceof Pending.OfMemory last
        && last.action().equals(uevent.action())
        && last.device().equals(device)) {
      last.blocks().add(block);
    } else {
      queue.add(new Pending.OfMemory(uevent.action(), device, new ArrayList<>(List.of(block))));
    }
  }

  private String owner(long block) {
    return world.kernel.owner(block).orElse("");
  }

  /**
   * An event for every dax device and every added memory block, as {@code udevadm trigger} asks.
   */
  void trigger(String action, List<String> subsystems) {
    if (subsystems.isEmpty() || subsystems.contains("dax")) {
      for (DaxDeviceState device : world.kernel.devices()) {
        hear(new DaxEvent(action, device.name(), device.driver(), true));
      }
    }
    if (subsystems.isEmpty() || subsystems.contains("memory")) {
      Map<String, List<Long>> blocks = new HashMap<>();
      for (long block : world.kernel.blocks()) {
        blocks.computeIfAbsent(owner(block), d -> new ArrayList<>()).add(block);
      }
      blocks.forEach((device, own) -> queue.add(new Pending.OfMemory(action, device, own)));
    }
  }

  /** Works until nothing waits. */
  void settle() {
    while (round()) {
      // each round does what can be done side by side
    }
  }

  private boolean round() {
    boolean done = false;
    for (Iterator<Pending> waiting = List.copyOf(queue).iterator(); waiting.hasNext(); ) {
      Pending pending = waiting.next();
      if (pending instanceof Pending.OfMemory memory) {
        if (!memoryRules.wait(memory.action(), memory.device(), this::hasWork)) {
          queue.remove(pending);
          memoryRules.work(memory.action(), memory.blocks());
          done = true;
        }
      } else if (pending instanceof Pending.OfCarrier carrier) {
        queue.remove(pending);
        if (loadsModules()) {
          world.kernel.by("udev").loadAlias(carrier.alias());
          world.heed();
        }
        done = true;
      } else if (pending instanceof Pending.OfDax dax && !working(dax.event().device())) {
        queue.remove(pending);
        workers.add(new Worker(world, dax.event()));
        done = true;
      }
    }
    for (Worker worker : List.copyOf(workers)) {
      if (!worker.step()) {
        workers.remove(worker);
      }
      done = true;
    }
    return done;
  }

  /** Blocks of a device that wait for the rules may be worked on now. */
  void mayWorkBlocks(String device) {
    for (Pending pending : List.copyOf(queue)) {
      if (pending instanceof Pending.OfMemory memory
          && memory.device().equals(device)
          && memoryRules.areEarly(memory.action(), device)) {
        queue.remove(pending);
        memoryRules.work(memory.action(), memory.blocks());
      }
    }
  }

  private boolean hasWork(String device) {
    return workers.stream().anyMatch(w -> w.device().equals(device) && w.hasWork());
  }

  private boolean working(String device) {
    return workers.stream().anyMatch(w -> w.device().equals(device));
  }
}
