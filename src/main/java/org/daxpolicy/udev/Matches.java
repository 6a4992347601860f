package org.daxpolicy.udev;

import java.util.Collection;
import java.util.Optional;

/** The terms that compare a fact of a device with a value. */
final class Matches {
  private final EventState state;
  private final Substitution substitution;
  private final HostFiles files;
  private final boolean traced;
  private Outcome unknown = Outcome.FAILED;

  Matches(EventState state, Substitution substitution, HostFiles files) {
    this.state = state;
    this.substitution = substitution;
    this.files = files;
    this.traced = state.options.traced();
  }

  /** Tries a term on the event's device, or, for parent matches, on {@code candidate}. */
  Outcome match(Token token, UdevDevice candidate) {
    UdevDevice device = state.device;
    boolean self = candidate.equals(device);
    return switch (token.kind()) {
      case MATCH_ACTION -> compare(token, state.event.action());
      case MATCH_DEVPATH -> compare(token, device.devpath());
      case MATCH_KERNEL -> compare(token, device.name());
      case MATCH_SYMLINK -> links(token);
      case MATCH_NAME -> compare(token, state.now.name);
      case MATCH_ENV -> compare(token, state.property(token.name()));
      case MATCH_CONST -> constant(token);
      case MATCH_TAG -> among(token, state.matchableTags());
      case MATCH_SUBSYSTEM -> compare(token, state.subsystem());
      case MATCH_DRIVER -> compare(token, state.driver());
      case MATCH_ATTR -> attribute(token, device);
      case MATCH_SYSCTL -> sysctl(token);
      case MATCH_KERNELS -> compare(token, candidate.name());
      case MATCH_SUBSYSTEMS -> compare(token, self ? state.subsystem() : candidate.subsystem());
      case MATCH_DRIVERS -> compare(token, state.driverAbove(candidate));
      case MATCH_ATTRS -> attribute(token, candidate);
      case MATCH_TAGS ->
          self ? among(token, state.matchableTags()) : among(token, tagsOf(candidate));
      case MATCH_RESULT -> compare(token, state.now.result);
      default -> throw new IllegalStateException("no comparison: " + token.kind());
    };
  }

  private Collection<String> tagsOf(UdevDevice candidate) {
    return state.event.records().getOrDefault(candidate.devpath(), DeviceRecord.NONE).currentTags();
  }

  private Outcome compare(Token token, String actual) {
    boolean holds = token.compared().holds(actual);
    return traced ? Outcome.of(holds, Optional.of(actual)) : Outcome.of(holds);
  }

  private Outcome compare(Token token, Optional<String> actual) {
    boolean holds = token.compared().holds(actual.orElse(""));
    return traced ? Outcome.of(holds, actual) : Outcome.of(holds);
  }

  private Outcome compare(Token token, Known<Optional<String>> actual) {
    Doubt doubt = actual.doubt();
    return doubt == null ? compare(token, actual.get()) : compareAny(token, doubt, false);
  }

  /** Compares a text nobody knows. */
  private Outcome compareAny(Token token, Doubt doubt, boolean filled) {
    Optional<Boolean> holds = token.compared().holdsForAny(filled);
    return holds.isPresent() ? Outcome.of(holds.get()) : unknown(doubt);
  }

  /** One doubt is often met again and again. */
  private Outcome unknown(Doubt doubt) {
    if (unknown.doubt() != doubt) {
      unknown = Outcome.unknown(doubt);
    }
    return unknown;
  }

  private Outcome links(Token token) {
    NameSet links = state.now.links;
    ValuePattern pattern = token.compared();
    boolean has = links.has(pattern::compares);
    Unsure unsure = has ? null : links.unsure(pattern::compares);
    return unsure != null
        ? unknown(unsure.doubt())
        : Outcome.of(has == pattern.wanted(), Optional.of(String.join(" ", links.names())));
  }

  private Outcome among(Token token, NameSet tags) {
    ValuePattern pattern = token.compared();
    boolean has = tags.has(pattern::compares);
    Unsure unsure = has ? null : tags.unsure(pattern::compares);
    return unsure != null
        ? unknown(unsure.doubt())
        : Outcome.of(has == pattern.wanted(), Optional.of(String.join(" ", tags.inOrder())));
  }

  private static Outcome among(Token token, Collection<String> actual) {
    return Outcome.of(token.compared().holdsAmong(actual), Optional.of(String.join(" ", actual)));
  }

  private Outcome constant(Token token) {
    Host host = state.event.host();
    Optional<String> fact =
        switch (token.name()) {
          case "arch" -> host.architecture();
          case "virt" -> host.virtualization();
          default -> host.confidential();
        };
    // whatever it is, it has a name
    return fact.isEmpty()
        ? compareAny(token, state.doubt(token, Doubt.Subject.CONSTANT, token.name()), true)
        : compare(token, fact);
  }

  private Outcome attribute(Token token, UdevDevice device) {
    String name = token.name();
    if (!name.startsWith("[") && Template.hasSubstitution(name)) {
      Expansion expanded = substitution.expand(Template.of(name), Substitution.VALUE);
      Doubt doubt = expanded.doubt();
      if (doubt != null) {
        return unknown(doubt);
      }
      if (expanded.isTooLong()) {
        state.say(4, "The attribute's name is too long after substitution.");
        return Outcome.FAILED;
      }
      name = expanded.text().orElseThrow();
    }
    Known<Optional<String>> value = state.attributes.named(device, name);
    Doubt doubt = value.doubt();
    if (doubt != null) {
      // it may be missing, and then nothing matches it
      return unknown(doubt);
    }
    if (value.get().isEmpty()) {
      return Outcome.FAILED;
    }
    return compare(token, compared(token, value.get().get()));
  }

  /** What a term compares of an attribute's value. */
  private static String compared(Token token, String value) {
    return token.compared().trims() ? ByteText.trimRight(AttributeReader.cut(value)) : value;
  }

  /** Whether a match holds for an attribute that has this value. */
  static boolean holds(Token token, String value) {
    return token.compared().holds(compared(token, value));
  }

  private Outcome sysctl(Token token) {
    Expansion name = substitution.expand(Template.of(token.name()), Substitution.PATH);
    Doubt doubt = name.doubt();
    if (doubt != null) {
      return unknown(doubt);
    }
    if (name.isTooLong()) {
      return Outcome.FAILED;
    }
    String below = sysctlPath(name.text().orElseThrow());
    String path = "/proc/sys/" + below;
    if (("/" + below + "/").contains("/../") || files.isUnreadable(path)) {
      state.say(3, "SYSCTL cannot read \"" + below + "\".");
      state.now.aborted = true;
      return Outcome.FAILED;
    }
    Optional<String> content = files.read(path);
    return content.isEmpty() && !state.options.wholeHost()
        ? compareAny(token, state.doubt(token, Doubt.Subject.SYSCTL, below), false)
        : compare(token, content.map(ByteText::trim));
  }

  /**
   * The path of a sysctl below {@code /proc/sys}: if the first separator of its name is a dot, dots
   * and slashes change places.
   */
  static String sysctlPath(String name) {
    String path = SysfsPaths.tidy(swapped(name));
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private static String swapped(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '/') {
        return name;
      }
      if (c == '.') {
        return name.replace('/', '\0').replace('.', '/').replace('\0', '.');
      }
    }
    return name;
  }
}
