package org.daxpolicy.udev;

import java.util.Optional;
import java.util.regex.Pattern;

/** The terms that set something. */
final class Assignments {
  private static final Pattern TAG_NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
  private static final int LONGEST_NAME = 255;

  private final EventState state;
  private final Substitution substitution;
  private final SysfsWrites writes;

  Assignments(EventState state, Substitution substitution, SysfsWrites writes) {
    this.state = state;
    this.substitution = substitution;
    this.writes = writes;
  }

  /** Works off one assignment; unknown only where it depends on what is not told. */
  Outcome assign(Token token) {
    switch (token.kind()) {
      case OPTION_ESCAPE_NONE -> state.escape = EventState.Escape.NONE;
      case OPTION_ESCAPE_REPLACE -> state.escape = EventState.Escape.REPLACE;
      case OPTION_LINK_PRIORITY -> state.linkPriority = token.number();
      case OWNER_ID, GROUP_ID, OWNER_LATE, GROUP_LATE -> {
        return account(token);
      }
      case MODE_BITS, MODE_LATE -> mode(token);
      case TAG -> tag(token);
      case SECLABEL -> label(token);
      case ENV -> property(token);
      case NAME -> name(token);
      case SYMLINK -> symlink(token);
      case ATTR -> expand(token, Substitution.VALUE).ifPresent(v -> writes.attribute(token, v));
      case SYSCTL -> expand(token, Substitution.VALUE).ifPresent(v -> writes.sysctl(token, v));
      case RUN_BUILTIN, RUN_PROGRAM -> command(token);
      // dumping, watching, logging and static nodes leave the verdict as it is
      default -> {}
    }
    return Outcome.DONE;
  }

  private Optional<String> expand(Token token, int limit) {
    Optional<String> expanded = substitution.expand(token.value(), limit);
    if (expanded.isEmpty()) {
      tooLong(token);
    }
    return expanded;
  }

  private void tooLong(Token token) {
    state.say(4, "The value of " + token.key() + " is too long after substitution, ignoring it.");
  }

  private Outcome account(Token token) {
    boolean owner = token.key().equals("OWNER");
    EventState.Field field = owner ? EventState.Field.OWNER : EventState.Field.GROUP;
    if (state.isClosed(field, token.operator())) {
      return Outcome.DONE;
    }
    boolean late = token.kind() == TokenKind.OWNER_LATE || token.kind() == TokenKind.GROUP_LATE;
    if (!late) {
      if (token.number() == RuleLine.UNTOLD) {
        return Outcome.unknown();
      }
      setAccount(
          owner,
          token.number() == RuleLine.NOBODY ? Optional.empty() : Optional.of(token.number()));
      return Outcome.DONE;
    }
    Optional<String> name = expand(token, Substitution.VALUE);
    if (name.isEmpty()) {
      return Outcome.DONE;
    }
    Host host = state.event.host();
    Accounts accounts =
        owner ? new Accounts("user", host.users()) : new Accounts("group", host.groups());
    Accounts.Resolution resolution = accounts.resolve(name.get(), state.version);
    if (resolution instanceof Accounts.Resolution.Untold) {
      return Outcome.unknown();
    }
    if (resolution instanceof Accounts.Resolution.Id known) {
      setAccount(owner, Optional.of(known.number()));
    } else {
      state.say(3, "Unknown " + accounts.kind() + " \"" + name.get() + "\", ignoring.");
    }
    return Outcome.DONE;
  }

  private void setAccount(boolean owner, Optional<Integer> id) {
    if (owner) {
      state.owner = id;
    } else {
      state.group = id;
    }
  }

  private void mode(Token token) {
    if (state.isClosed(EventState.Field.MODE, token.operator())) {
      return;
    }
    if (token.kind() == TokenKind.MODE_BITS) {
      state.mode = Optional.of(token.number());
      return;
    }
    Optional<String> text = expand(token, Substitution.VALUE);
    Optional<Integer> bits = text.flatMap(Numbers::mode);
    if (bits.isPresent()) {
      state.mode = bits;
    } else {
      text.ifPresent(t -> state.say(3, "\"" + t + "\" is no mode, ignoring it."));
    }
  }

  private void tag(Token token) {
    Optional<String> expanded = expand(token, Substitution.PATH);
    if (expanded.isEmpty()) {
      return;
    }
    String tag = expanded.get();
    if (token.operator() == Operator.ASSIGN) {
      state.currentTags().clear();
      if (state.version.atLeast(258) && !state.removing()) {
        state.tags().retainAll(state.before().tags());
      } else {
        state.tags().clear();
      }
    }
    if (!TAG_NAME.matcher(tag).matches()) {
      state.say(
          state.version.atLeast(254) ? 4 : 3, "\"" + tag + "\" cannot be a tag, ignoring it.");
    } else if (token.operator() == Operator.REMOVE) {
      state.currentTags().remove(tag);
    } else {
      state.tags().add(tag);
      state.currentTags().add(tag);
    }
  }

  private void label(Token token) {
    Optional<String> expanded = expand(token, Substitution.COMMAND);
    if (expanded.isEmpty()) {
      return;
    }
    if (token.operator() == Operator.ASSIGN) {
      state.labels.clear();
    }
    String label = expanded.get().isEmpty() ? token.value() : expanded.get();
    state.labels.add(new Verdict.SecurityLabel(token.name(), label));
  }

  private void property(Token token) {
    String key = token.name();
    if (token.value().isEmpty()) {
      if (token.operator() == Operator.ASSIGN) {
        removeProperty(key);
      }
      return;
    }
    String old = "";
    if (token.operator() == Operator.ADD) {
      old = state.property(key).map(v -> v + " ").orElse("");
    }
    Optional<String> added =
        substitution.expand(token.value(), Math.max(0, Substitution.VALUE - old.length()));
    if (added.isEmpty() || old.length() > Substitution.VALUE) {
      tooLong(token);
      return;
    }
    boolean replaces = state.escape == EventState.Escape.REPLACE;
    String value = old + (replaces ? Escaping.replace(added.get(), "") : added.get());
    if (value.isEmpty() && state.version.atLeast(257)) {
      state.removeProperty(key);
    } else if (Inquiries.admissible(state.version, key, value)) {
      state.setProperty(key, value);
    } else {
      state.say(4, "The property " + key + " cannot be set: its name or value is not allowed.");
      state.aborted |= state.version.number() == 258;
    }
  }

  private void removeProperty(String key) {
    if (Inquiries.admissible(state.version, key, "")) {
      state.removeProperty(key);
    } else {
      // setting one is only passed over, but this is taken for serious
      state.say(3, "The property " + key + " cannot be removed: its name is not allowed.");
      state.aborted = true;
    }
  }

  private void name(Token token) {
    if (state.isClosed(EventState.Field.NAME, token.operator())) {
      return;
    }
    if (!state.device.isInterface()) {
      state.say(3, "Only network interfaces can be renamed, ignoring.");
      return;
    }
    Optional<String> expanded = expand(token, Substitution.PATH);
    if (expanded.isPresent()) {
      boolean raw = state.escape == EventState.Escape.NONE;
      state.name = Optional.of(raw ? expanded.get() : Escaping.interfaceName(expanded.get()));
    }
  }

  private void symlink(Token token) {
    if (!state.device.hasNumber() || state.isClosed(EventState.Field.SYMLINK, token.operator())) {
      return;
    }
    if (token.operator() == Operator.ASSIGN || token.operator() == Operator.ASSIGN_FINAL) {
      state.links().clear();
    }
    boolean raw = state.escape == EventState.Escape.NONE;
    Optional<String> expanded = substitution.expand(token.value(), Substitution.PATH, !raw);
    if (expanded.isEmpty()) {
      tooLong(token);
      return;
    }
    String text = expanded.get();
    if (!raw) {
      boolean strict = state.escape == EventState.Escape.REPLACE;
      text = Escaping.replace(text, strict ? "/" : "/ ");
    }
    for (String word : Escaping.words(text)) {
      Optional<String> link = state.version.atLeast(254) ? link(word) : Optional.of(word);
      if (link.isEmpty()) {
        state.say(4, "\"" + word + "\" cannot be a link below /dev, ignoring it.");
      } else if (token.operator() == Operator.REMOVE) {
        state.links().remove(link.get());
      } else {
        state.links().add(link.get());
      }
    }
  }

  /** A link's path below /dev, tidied up; empty if it may not be. */
  private static Optional<String> link(String word) {
    String path = word;
    if (word.startsWith("/")) {
      if (!word.startsWith("/dev/")) {
        return Optional.empty();
      }
      path = word.substring("/dev/".length());
    }
    StringBuilder tidy = new StringBuilder();
    for (String name : path.split("/", -1)) {
      if (name.equals("..") || name.length() > LONGEST_NAME) {
        return Optional.empty();
      }
      if (!name.isEmpty() && !name.equals(".")) {
        tidy.append(tidy.length() == 0 ? "" : "/").append(name);
      }
    }
    if (tidy.length() > 0) {
      return Optional.of(tidy.toString());
    }
    // a lone dot is /dev itself, which udev does not notice
    return word.startsWith("/") ? Optional.empty() : Optional.of("/dev");
  }

  private void command(Token token) {
    if (state.isClosed(EventState.Field.RUN, token.operator())) {
      return;
    }
    if (token.operator() != Operator.ADD) {
      state.run.clear();
    }
    Optional<String> command = expand(token, Substitution.COMMAND);
    boolean builtin = token.kind() == TokenKind.RUN_BUILTIN;
    command.ifPresent(c -> state.run.add(new Verdict.Command(builtin, c)));
  }
}
