package org.daxpolicy.udev;

import java.util.List;
import java.util.Optional;

/** Puts the event's facts in the place of {@code $name} and {@code %c}. */
final class Substitution {
  static final int VALUE = 511;
  static final int PATH = 1023;
  static final int COMMAND = 16383;

  private final EventState state;

  Substitution(EventState state) {
    this.state = state;
  }

  /** Like {@link #expand(String, int, boolean)}, keeping white space. */
  Optional<String> expand(String text, int limit) {
    return expand(text, limit, false);
  }

  /**
   * Substitutes once; what is put in is not looked at again.
   *
   * @param limit the most bytes the result may have
   * @param joinsWords whether white space inside what is put in becomes underscores
   * @return the result; empty if it does not fit
   */
  Optional<String> expand(String text, int limit, boolean joinsWords) {
    StringBuilder expanded = new StringBuilder();
    for (Template.Part part : Template.of(text).parts()) {
      if (part instanceof Template.Part.Literal literal) {
        expanded.append(literal.text());
      } else if (part instanceof Template.Part.Reference reference) {
        Optional<Piece> piece = piece(reference);
        if (piece.isEmpty()) {
          break;
        }
        if (piece.get().truncated()) {
          return Optional.empty();
        }
        boolean joined = joinsWords && reference.variable() != Template.Variable.RESULT;
        String value = piece.get().value();
        expanded.append(joined ? Escaping.joinWords(value) : value);
      }
      if (expanded.length() > limit) {
        return Optional.empty();
      }
    }
    return Optional.of(expanded.toString());
  }

  private record Piece(String value, boolean truncated) {}

  /** What a reference stands for; empty if it is malformed, which ends the whole value. */
  private Optional<Piece> piece(Template.Part.Reference reference) {
    String attribute = reference.attribute().orElse("");
    UdevDevice device = state.device;
    if (reference.variable() == Template.Variable.RESULT) {
      return result(reference.attribute()).map(v -> new Piece(v, false));
    }
    if (reference.variable() == Template.Variable.ATTR
        || reference.variable() == Template.Variable.SYSFS) {
      return Optional.of(attribute(attribute));
    }
    String value =
        switch (reference.variable()) {
          case DEVNODE, TEMPNODE -> device.node().orElse("");
          case ENV -> state.property(attribute).orElse("");
          case KERNEL -> device.name();
          case NUMBER -> device.number();
          case DRIVER -> state.found.map(this::driver).orElse("");
          case DEVPATH -> device.devpath();
          case ID -> state.found.map(UdevDevice::name).orElse("");
          case MAJOR -> number("MAJOR");
          case MINOR -> device.hasNumber() ? number("MINOR") : "0";
          case PARENT ->
              device.parent().flatMap(UdevDevice::node).map(Substitution::bare).orElse("");
          case NAME ->
              state.name.or(() -> device.node().map(Substitution::bare)).orElseGet(device::name);
          case LINKS -> String.join(" ", state.linkNames());
          case ROOT -> "/dev";
          case SYS -> "/sys";
          default -> "";
        };
    return Optional.of(new Piece(value, false));
  }

  private String driver(UdevDevice found) {
    return found.devpath().equals(state.device.devpath()) ? state.driver() : found.driver();
  }

  private String number(String key) {
    return Numbers.unsigned(state.device.uevent().getOrDefault(key, "")).orElse(0L).toString();
  }

  private static String bare(String node) {
    return node.startsWith("/dev/") ? node.substring("/dev/".length()) : node;
  }

  private Optional<String> result(Optional<String> attribute) {
    String result = state.result.orElse("");
    if (result.isEmpty() || attribute.isEmpty()) {
      return Optional.of(result);
    }
    return Template.WordIndex.of(attribute.get()).map(wanted -> words(result, wanted));
  }

  private static String words(String result, Template.WordIndex wanted) {
    if (wanted.index() == 0) {
      return result;
    }
    int at = 0;
    for (long word = 1; ; word++) {
      while (at < result.length() && ByteText.isBlank(result.charAt(at))) {
        at++;
      }
      int start = at;
      while (at < result.length() && !ByteText.isBlank(result.charAt(at))) {
        at++;
      }
      if (word == wanted.index() || start == at) {
        return wanted.onward() ? result.substring(start) : result.substring(start, at);
      }
    }
  }

  private Piece attribute(String name) {
    Optional<String> value = Optional.empty();
    if (name.startsWith("[")) {
      value = state.attributes.named(state.device, name);
    }
    for (UdevDevice device : List.of(state.device, state.found.orElse(state.device))) {
      if (value.isEmpty()) {
        value = state.attributes.value(device, name);
      }
    }
    String read = value.orElse("");
    boolean truncated = read.length() > VALUE;
    return new Piece(Escaping.replace(ByteText.trimRight(read), Escaping.VALUE), truncated);
  }
}
