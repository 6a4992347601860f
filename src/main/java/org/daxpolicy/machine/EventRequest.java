package org.daxpolicy.machine;

import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.UdevVersion;

/** One line of a stream of requests, understood or not. */
public sealed interface EventRequest {
  /** What the request called itself, as JSON; {@code null} if it did not, or if that is lost. */
  String id();

  /**
   * Rules to be worked on an event.
   *
   * @param version the release to follow
   * @param options how to evaluate
   */
  record Asked(
      String id, RuleSet rules, Event event, UdevVersion version, Evaluator.Options options)
      implements EventRequest {}

  /**
   * Nothing that could be judged.
   *
   * @param error what is wrong, and what was expected
   */
  record Malformed(String id, String error) implements EventRequest {}
}
