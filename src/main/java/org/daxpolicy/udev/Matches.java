package org.daxpolicy.udev;

import java.util.Collection;
import java.util.Optional;

/** The terms that compare a fact of a device with a value. */
final class Matches {
  private final EventState state;
  private final Substitution substitution;

  Matches(EventState state, Substitution substitution) {
    this.state = state;
    this.substitution = substitution;
  }

  /** Tries a term on the event's device, or, for parent matches, on {@code candidate}. */
  Outcome match(Token token, UdevDevice candidate) {
    UdevDevice device = state.device;
    boolean self = candidate.devpath().equals(device.devpath());
    return switch (token.kind()) {
      case MATCH_ACTION -> compare(token, state.event.action());
      case MATCH_DEVPATH -> compare(token, device.devpath());
      case MATCH_KERNEL -> compare(token, device.name());
      case MATCH_SYMLINK -> among(token, state.linkNames());
      case MATCH_NAME -> compare(token, state.name.orElse(""));
      case MATCH_ENV -> compare(token, state.property(token.name()));
      case MATCH_CONST -> constant(token);
      case MATCH_TAG -> among(token, state.matchableTags());
      case MATCH_SUBSYSTEM -> compare(token, state.subsystem());
      case MATCH_DRIVER -> compare(token, state.driver());
      case MATCH_ATTR -> attribute(token, device);
      case MATCH_SYSCTL -> sysctl(token);
      case MATCH_KERNELS -> compare(token, candidate.name());
      case MATCH_SUBSYSTEMS -> compare(token, self ? state.subsystem() : candidate.subsystem());
      case MATCH_DRIVERS -> compare(token, self ? state.driver() : candidate.driver());
      case MATCH_ATTRS -> attribute(token, candidate);
      case MATCH_TAGS -> among(token, self ? state.matchableTags() : tagsOf(candidate));
      case MATCH_RESULT -> compare(token, state.result);
      default -> throw new IllegalStateException("no comparison: " + token.kind());
    };
  }

  private Collection<String> tagsOf(UdevDevice candidate) {
    return state.event.records().getOrDefault(candidate.devpath(), DeviceRecord.NONE).currentTags();
  }

  private Outcome compare(Token token, String actual) {
    return compare(token, Optional.of(actual));
  }

  private Outcome compare(Token token, Optional<String> actual) {
    return Outcome.of(pattern(token).holds(actual.orElse("")), actual);
  }

  private static ValuePattern pattern(Token token) {
    return token.pattern().orElseThrow();
  }

  private Outcome among(Token token, Collection<String> actual) {
    return Outcome.of(pattern(token).holdsAmong(actual), String.join(" ", actual));
  }

  private Outcome constant(Token token) {
    Host host = state.event.host();
    Optional<String> fact =
        switch (token.name()) {
          case "arch" -> host.architecture();
          case "virt" -> host.virtualization();
          default -> host.confidential();
        };
    return fact.isEmpty() ? Outcome.unknown() : compare(token, fact);
  }

  private Outcome attribute(Token token, UdevDevice device) {
    String name = token.name();
    if (!name.startsWith("[") && Template.hasSubstitution(name)) {
      Optional<String> expanded = substitution.expand(name, Substitution.VALUE);
      if (expanded.isEmpty()) {
        state.say(4, "The attribute's name is too long after substitution.");
        return Outcome.failed();
      }
      name = expanded.get();
    }
    Optional<String> value = state.attributes.named(device, name);
    if (value.isEmpty()) {
      return Outcome.failed();
    }
    String actual = value.get();
    if (pattern(token).trims()) {
      actual = ByteText.trimRight(AttributeReader.cut(actual));
    }
    return compare(token, actual);
  }

  private Outcome sysctl(Token token) {
    Optional<String> name = substitution.expand(token.name(), Substitution.PATH);
    if (name.isEmpty()) {
      return Outcome.failed();
    }
    String path = "/proc/sys/" + sysctlPath(name.get());
    Optional<String> content = Optional.ofNullable(state.event.host().files().get(path));
    if (content.isEmpty() && !state.options.wholeHost()) {
      return Outcome.unknown();
    }
    return compare(token, content.map(ByteText::trim));
  }

  /** If the first separator of a sysctl's name is a dot, dots and slashes change places. */
  static String sysctlPath(String name) {
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
