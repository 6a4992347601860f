package org.daxpolicy.udev;

import java.util.Optional;

/** Puts the event's facts in the place of {@code $name} and {@code %c}. */
final class Substitution {
  static final int VALUE = 511;
  static final int PATH = 1023;
  static final int COMMAND = 16383;

  private static final Piece MALFORMED = new Piece("", false, Optional.empty());

  private final EventState state;

  Substitution(EventState state) {
    this.state = state;
  }

  /** Like {@link #expand(Template, int, boolean)}, keeping white space. */
  Expansion expand(Template template, int limit) {
    return expand(template, limit, false);
  }

  /** A command substituted once more, cut to what a buffer holds, as it is shown. */
  String shown(String command) {
    String whole = expand(Template.of(command), COMMAND).text().orElse(command);
    return whole.substring(0, Math.min(whole.length(), PATH));
  }

  /**
   * Substitutes once; what is put in is not looked at again.
   *
   * @param limit the most bytes the result may have
   * @param joinsWords whether white space inside what is put in becomes underscores
   */
  Expansion expand(Template template, int limit, boolean joinsWords) {
    Optional<String> literal = template.literal();
    if (literal.isPresent()) {
      return literal.get().length() > limit ? Expansion.TOO_LONG : new Expansion(literal, null);
    }
    StringBuilder expanded = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Part.Literal text) {
        expanded.append(text.text());
      } else if (part instanceof Template.Part.Reference reference) {
        Piece piece = piece(reference);
        if (piece == MALFORMED) {
          break;
        }
        if (piece.doubt().isPresent()) {
          return Expansion.hidden(piece.doubt().get());
        }
        if (piece.truncated()) {
          return Expansion.TOO_LONG;
        }
        boolean joined = joinsWords && reference.variable() != Template.Variable.RESULT;
        expanded.append(joined ? Escaping.joinWords(piece.value()) : piece.value());
      }
      if (expanded.length() > limit) {
        return Expansion.TOO_LONG;
      }
    }
    return Expansion.of(expanded.toString());
  }

  /**
   * What a reference stands for.
   *
   * @param truncated whether it did not fit where udev keeps it
   * @param doubt what hides it
   */
  private record Piece(String value, boolean truncated, Optional<Doubt> doubt) {
    static Piece of(String value) {
      return new Piece(value, false, Optional.empty());
    }

    static Piece hidden(Doubt doubt) {
      return new Piece("", false, Optional.of(doubt));
    }
  }

  /** What a reference stands for; {@link #MALFORMED} ends the whole value. */
  private Piece piece(Template.Part.Reference reference) {
    String attribute = reference.attribute().orElse("");
    UdevDevice device = state.device;
    return switch (reference.variable()) {
      case RESULT -> result(reference.attribute());
      case ATTR, SYSFS -> attribute(attribute);
      case DEVNODE, TEMPNODE -> Piece.of(device.node().orElse(""));
      case ENV -> optional(state.property(attribute));
      case KERNEL -> Piece.of(device.name());
      case NUMBER -> Piece.of(device.number());
      case DRIVER ->
          found(state.now.found.doubt(), () -> state.now.found.get().map(state::driverAbove));
      case DEVPATH -> Piece.of(device.devpath());
      case ID -> found(state.now.found.doubt(), () -> state.now.found.get().map(UdevDevice::name));
      case MAJOR -> Piece.of(number("MAJOR"));
      case MINOR -> Piece.of(device.hasNumber() ? number("MINOR") : "0");
      case PARENT ->
          Piece.of(device.parent().flatMap(UdevDevice::node).map(Substitution::bare).orElse(""));
      case NAME -> name();
      case LINKS -> links();
      case ROOT -> Piece.of("/dev");
      case SYS -> Piece.of("/sys");
    };
  }

  private static Piece optional(Known<Optional<String>> value) {
    Doubt doubt = value.doubt();
    return doubt != null ? Piece.hidden(doubt) : Piece.of(value.get().orElse(""));
  }

  private static Piece found(
      @org.jspecify.annotations.Nullable Doubt doubt,
      java.util.function.Supplier<Optional<String>> of) {
    return doubt != null ? Piece.hidden(doubt) : Piece.of(of.get().orElse(""));
  }

  private Piece name() {
    Known<Optional<String>> name = state.now.name;
    if (name.doubt() != null || name.get().isPresent()) {
      return optional(name);
    }
    return Piece.of(state.device.node().map(Substitution::bare).orElseGet(state.device::name));
  }

  private Piece links() {
    Doubt doubt = state.now.links.doubt();
    return doubt != null
        ? Piece.hidden(doubt)
        : Piece.of(String.join(" ", state.now.links.names()));
  }

  private String number(String key) {
    return Numbers.unsigned(state.device.uevent().getOrDefault(key, "")).orElse(0L).toString();
  }

  private static String bare(String node) {
    return node.startsWith("/dev/") ? node.substring("/dev/".length()) : node;
  }

  private Piece result(Optional<String> attribute) {
    Known<Optional<String>> printed = state.now.result;
    if (printed.doubt() != null) {
      return optional(printed);
    }
    String result = printed.get().orElse("");
    if (printed.get().isEmpty() || attribute.isEmpty()) {
      return Piece.of(result);
    }
    return Template.WordIndex.of(attribute.get())
        .map(wanted -> Piece.of(words(result, wanted)))
        .orElse(MALFORMED);
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

  /** Of the device in brackets, else of the event's, else of the one last found above. */
  private Piece attribute(String name) {
    Known<Optional<String>> value =
        name.startsWith("[")
            ? state.attributes.named(state.device, name)
            : state.attributes.value(state.device, name);
    if (name.startsWith("[") && isNone(value)) {
      value = state.attributes.value(state.device, name);
    }
    if (isNone(value)) {
      Known<Optional<UdevDevice>> found = state.now.found;
      Doubt doubt = found.doubt();
      if (doubt != null) {
        return Piece.hidden(doubt);
      }
      value = state.attributes.value(found.get().orElse(state.device), name);
    }
    Doubt doubt = value.doubt();
    if (doubt != null) {
      return Piece.hidden(doubt);
    }
    String read = value.get().orElse("");
    return new Piece(
        Escaping.replace(ByteText.trimRight(read), Escaping.VALUE),
        read.length() > VALUE,
        Optional.empty());
  }

  private static boolean isNone(Known<Optional<String>> value) {
    return value.doubt() == null && value.get().isEmpty();
  }
}
