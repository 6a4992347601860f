package org.daxpolicy.udev;

import org.jspecify.annotations.Nullable;

/**
 * Works on one event after another. What it read of a tree it remembers as long as the events are
 * of that very tree, which must not change meanwhile. Not for several threads.
 */
public final class EventWorker {
  private @Nullable Devices devices;

  /** Evaluates the rules on an event, as {@link Evaluator#evaluate} does. */
  public Verdict evaluate(
      RuleSet rules, Event event, UdevVersion version, Evaluator.Options options) {
    Devices known = devices;
    if (known == null || known.sysfs() != event.sysfs() || !known.version().equals(version)) {
      known = new Devices(event.sysfs(), version);
      devices = known;
    }
    return Evaluator.evaluate(rules, event, known, options, Execution.NONE);
  }
}
