package org.daxpolicy.udev;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which rules of a file are worth trying on events of one device: what sysfs says of the device
 * does not change, so neither does how a rule compares with it. To find that out costs as much as
 * an event does; so it is done when a second event of an action comes.
 */
final class Prospects {
  /** Files are told apart by identity: what matters is what was read. */
  private record Key(RulesFile file, String action) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.file == file && key.action.equals(action);
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(file) + action.hashCode();
    }
  }

  private static final int MOST = 4096;
  private static final int[] SEEN_ONCE = {};

  private final UdevDevice device;
  private final boolean readsQuietly;
  private final Map<Key, int[]> known = new HashMap<>();

  Prospects(UdevDevice device, UdevVersion version) {
    this.device = device;
    // releases before 258 remember what they read, so reading has a consequence
    this.readsQuietly = version.atLeast(258);
  }

  /**
   * For each index, and the one behind the last, the first from there on of a rule that may match,
   * as long as no attribute was written.
   */
  int[] of(RulesFile file, String action) {
    Key key = new Key(file, action);
    int[] first = known.get(key);
    if (first != null && first != SEEN_ONCE) {
      return first;
    }
    int[] coarse = file.candidates(action, device.subsystem());
    if (known.size() > MOST) {
      known.clear();
    }
    known.put(key, first == null ? SEEN_ONCE : fine(file, coarse));
    return first == null ? coarse : Objects.requireNonNull(known.get(key));
  }

  private int[] fine(RulesFile file, int[] coarse) {
    int[] first = coarse.clone();
    for (int i = first.length - 2; i >= 0; i--) {
      boolean candidate = coarse[i] == i && mayMatch(file.work().get(i));
      first[i] = candidate ? i : first[i + 1];
    }
    return first;
  }

  private boolean mayMatch(RuleAtWork rule) {
    for (Token token : rule.ofDevice()) {
      if (!mayMatch(token)) {
        return false;
      }
    }
    return true;
  }

  private boolean mayMatch(Token token) {
    return switch (token.kind()) {
      case MATCH_KERNEL -> token.compared().holds(device.name());
      case MATCH_DEVPATH -> token.compared().holds(device.devpath());
      default ->
          !readsQuietly
              || device
                  .attribute(token.name())
                  .get()
                  .filter(value -> Matches.holds(token, value))
                  .isPresent();
    };
  }
}
