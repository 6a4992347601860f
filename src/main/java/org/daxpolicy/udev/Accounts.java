package org.daxpolicy.udev;

import java.util.Map;
import java.util.Optional;

/**
 * The users, or the groups, of a host.
 *
 * @param kind {@code user} or {@code group}
 * @param ids name to number
 * @param complete whether there are no others
 * @param names when names are looked up
 */
record Accounts(String kind, Map<String, Integer> ids, boolean complete, NameResolution names) {
  /** The last number of a system account. */
  static final int LAST_SYSTEM_ID = 999;

  /** What a name or number in a rule stands for. */
  sealed interface Resolution {
    /** This id. */
    record Id(int number) implements Resolution {}

    /** Nobody: no such account, or no name an account could have. */
    record Nobody(boolean malformed) implements Resolution {}

    /** Not told. */
    record Untold() implements Resolution {}
  }

  /** Users that systemd knows without a table. */
  private static final Map<String, Integer> USERS = Map.of("root", 0, "nobody", 65534);

  /** Groups that systemd knows without a table, under the names Debian builds it with. */
  private static final Map<String, Integer> GROUPS = Map.of("root", 0, "nogroup", 65534);

  Accounts {
    ids = Map.copyOf(ids);
  }

  Resolution resolve(String text, UdevVersion version) {
    if (text.isEmpty()) {
      return new Resolution.Nobody(true);
    }
    if (text.chars().allMatch(c -> ByteText.isDigit((char) c))) {
      return number(text, version);
    }
    Map<String, Integer> known = kind.equals("user") ? USERS : GROUPS;
    Integer id = ids.containsKey(text) ? ids.get(text) : known.get(text);
    if (id != null) {
      // only this release insists on system accounts; later ones warn
      boolean refused = version.number() == 258 && Integer.compareUnsigned(id, LAST_SYSTEM_ID) > 0;
      return refused ? new Resolution.Nobody(true) : new Resolution.Id(id);
    }
    return complete ? new Resolution.Nobody(false) : new Resolution.Untold();
  }

  /** The warning that goes with an account that is not the system's. */
  String notOfTheSystem(String name) {
    String title = kind.equals("user") ? "User " : "Group ";
    return title
        + name
        + " configured to own a device node is not a system "
        + kind
        + ". Support for device node ownership by non-system accounts is deprecated and will be"
        + " removed in the future.";
  }

  private Resolution number(String text, UdevVersion version) {
    boolean leadingZero = text.length() > 1 && text.startsWith("0");
    Optional<Integer> parsed = leadingZero ? Optional.empty() : Numbers.id(text);
    if (parsed.isEmpty()) {
      return new Resolution.Nobody(version.atLeast(258));
    }
    int id = parsed.get();
    boolean system = Integer.compareUnsigned(id, LAST_SYSTEM_ID) <= 0;
    if (!version.atLeast(258) || system || ids.containsValue(id)) {
      return new Resolution.Id(id);
    }
    return complete ? new Resolution.Nobody(false) : new Resolution.Untold();
  }
}
