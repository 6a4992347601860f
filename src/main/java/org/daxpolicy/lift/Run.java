package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;

/**
 * What an event of a device is like, apart from the device.
 *
 * @param action what it does
 * @param bound the driver udev takes for the device's; empty for none
 * @param told the driver the event tells of; empty for none
 */
record Run(String action, String bound, String told) {
  private static final List<String> ACTIONS = List.of("add", "bind", "change");
  private static final List<String> DRIVERS = List.of("", "kmem", "device_dax", "fsdev_dax");

  /** All that some lines tell apart. */
  static List<Run> all(List<Line> lines) {
    boolean bound = false;
    boolean told = false;
    for (Line line : lines) {
      for (Token token : line.tokens()) {
        bound |= token.kind() == TokenKind.MATCH_DRIVER;
        told |= token.kind() == TokenKind.MATCH_ENV && token.name().equals("DRIVER");
      }
    }
    List<Run> runs = new ArrayList<>();
    for (String action : ACTIONS) {
      for (String one : bound ? DRIVERS : List.of("")) {
        for (String other : told ? DRIVERS : List.of("")) {
          runs.add(new Run(action, one, other));
        }
      }
    }
    return runs;
  }

  /** Whether a match on the action holds on no event that a policy deals with. */
  static boolean isElsewhere(Token action) {
    return ACTIONS.stream().noneMatch(a -> action.pattern().orElseThrow().holds(a));
  }
}
