package org.daxpolicy.udev;

import java.util.Optional;

/** The terms that set something. */
final class Assignments {
  private static final int LONGEST_NAME = 255;

  private final EventState state;
  private final Substitution substitution;
  private final SysfsWrites writes;
  private final LinkAssignment links;

  Assignments(EventState state, Substitution substitution, SysfsWrites writes) {
    this.state = state;
    this.substitution = substitution;
    this.writes = writes;
    this.links = new LinkAssignment(state, substitution);
  }

  /** Works off one assignment. What it sets may be in doubt, but it never fails. */
  void assign(Token token) {
    switch (token.kind()) {
      case OPTION_ESCAPE_NONE -> state.escape = EventState.Escape.NONE;
      case OPTION_ESCAPE_REPLACE -> state.escape = EventState.Escape.REPLACE;
      case OPTION_DB_PERSIST -> state.now.persistent = Known.of(true, state.place());
      case OPTION_WATCH -> closable(token, Facts.Field.WATCH, () -> watch(token));
      case OPTION_LINK_PRIORITY -> state.now.linkPriority = Known.of(token.number(), state.place());
      case OWNER_ID, OWNER_LATE -> closable(token, Facts.Field.OWNER, () -> owner(token));
      case GROUP_ID, GROUP_LATE -> closable(token, Facts.Field.GROUP, () -> group(token));
      case MODE_BITS, MODE_LATE -> closable(token, Facts.Field.MODE, () -> mode(token));
      case TAG -> tag(token, expand(token, Substitution.PATH));
      case SECLABEL -> label(token, expand(token, Substitution.COMMAND));
      case ENV -> property(token);
      case NAME -> closable(token, Facts.Field.NAME, () -> name(token));
      case SYMLINK -> {
        if (state.device.hasNumber()) {
          closable(token, Facts.Field.SYMLINK, () -> links.assign(token));
        }
      }
      case ATTR -> writes.attribute(token, expand(token, Substitution.VALUE));
      case SYSCTL -> writes.sysctl(token, expand(token, Substitution.VALUE));
      case RUN_BUILTIN, RUN_PROGRAM -> closable(token, Facts.Field.RUN, () -> command(token));
      // dumping, logging and static nodes leave the verdict as it is
      default -> {}
    }
  }

  private void watch(Token token) {
    state.now.watched = Known.of(token.value().equals("watch"), state.place());
  }

  private Expansion expand(Token token, int limit) {
    Expansion expanded = substitution.expand(token.template(), limit);
    if (expanded.isTooLong()) {
      state.tooLong(token);
    }
    return expanded;
  }

  /** Sets a field unless := has closed it before, and closes it if this is := again. */
  private void closable(Token token, Facts.Field field, Runnable assignment) {
    Known<Boolean> closed = state.now.closed(field);
    if (token.operator() == Operator.ASSIGN_FINAL) {
      state.now.close(field, state.place());
    }
    state.unless(closed, assignment);
  }

  private void owner(Token token) {
    Accounts users = state.event.host().userAccounts(NameResolution.EARLY);
    account(token, users, Doubt.Subject.USER).ifPresent(owner -> state.now.owner = owner);
  }

  private void group(Token token) {
    Accounts groups = state.event.host().groupAccounts(NameResolution.EARLY);
    account(token, groups, Doubt.Subject.GROUP).ifPresent(group -> state.now.group = group);
  }

  /** The id an OWNER or GROUP stands for; empty if it leaves the field as it is. */
  private Optional<Known<Optional<Integer>>> account(
      Token token, Accounts accounts, Doubt.Subject subject) {
    boolean late = token.kind() == TokenKind.OWNER_LATE || token.kind() == TokenKind.GROUP_LATE;
    if (!late) {
      return Optional.of(
          switch (token.number()) {
            case RuleLine.UNTOLD ->
                // a number that is nobody's would have dropped the rule
                Numbers.id(token.value())
                    .map(id -> Known.of(Optional.of(id), state.place()))
                    .orElseGet(() -> untold(token, token.value(), subject));
            case RuleLine.NOBODY -> Known.of(Optional.empty(), state.place());
            default -> Known.of(Optional.of(token.number()), state.place());
          });
    }
    Expansion name = expand(token, Substitution.VALUE);
    Doubt doubt = name.doubt();
    if (doubt != null) {
      return Optional.of(Known.hidden(doubt, state.place()));
    }
    if (name.isTooLong()) {
      return Optional.empty();
    }
    String text = name.text().orElseThrow();
    Accounts.Resolution resolution = accounts.resolve(text, state.version);
    if (resolution instanceof Accounts.Resolution.Untold) {
      return Optional.of(untold(token, text, subject));
    }
    if (resolution instanceof Accounts.Resolution.Id known) {
      return Optional.of(Known.of(Optional.of(known.number()), state.place()));
    }
    state.say(3, "Unknown " + accounts.kind() + " \"" + text + "\", ignoring.");
    return Optional.empty();
  }

  private Known<Optional<Integer>> untold(Token token, String name, Doubt.Subject subject) {
    return Known.hidden(state.doubt(token, subject, name), state.place());
  }

  private void mode(Token token) {
    if (token.kind() == TokenKind.MODE_BITS) {
      state.now.mode = Known.of(Optional.of(token.number()), state.place());
      return;
    }
    Expansion text = expand(token, Substitution.VALUE);
    Doubt doubt = text.doubt();
    Optional<Integer> bits = text.text().flatMap(Numbers::mode);
    if (doubt != null) {
      state.now.mode = Known.hidden(doubt, state.place());
    } else if (bits.isPresent()) {
      state.now.mode = Known.of(bits, state.place());
    } else {
      text.text().ifPresent(t -> state.say(3, "\"" + t + "\" is no mode, ignoring it."));
    }
  }

  private void tag(Token token, Expansion expanded) {
    if (expanded.isTooLong()) {
      return;
    }
    Doubt doubt = expanded.doubt();
    if (token.operator() == Operator.ASSIGN) {
      NameSet kept = NameSet.EMPTY;
      if (state.version.atLeast(258) && !state.removing()) {
        NameSet before = NameSet.of(state.before().tags());
        kept = state.now.tags.only(before);
      }
      // a value that may be too long may leave all as it was
      if (doubt != null) {
        NameSet all = kept;
        state.perhaps(doubt, () -> state.tags(all, NameSet.EMPTY));
      } else {
        state.tags(kept, NameSet.EMPTY);
      }
    }
    NameSet tags = state.now.tags;
    NameSet current = state.now.currentTags;
    Place place = state.place();
    if (doubt != null) {
      boolean removes = token.operator() == Operator.REMOVE;
      state.tags(
          removes ? tags : tags.withSome(doubt, place),
          removes ? current.withoutSome(doubt, place) : current.withSome(doubt, place));
      return;
    }
    String tag = expanded.text().orElseThrow();
    // releases before 254 look at the characters only, whether there are any or too many
    boolean fits = !tag.isEmpty() && tag.length() <= LONGEST_NAME;
    if (!isOfTagCharacters(tag) || (!fits && state.version.atLeast(254))) {
      state.say(
          state.version.atLeast(254) ? 4 : 3, "\"" + tag + "\" cannot be a tag, ignoring it.");
    } else if (token.operator() == Operator.REMOVE) {
      state.tags(tags, current.without(tag));
    } else {
      state.tags(tags.with(tag, place), current.with(tag, place));
    }
  }

  private static boolean isOfTagCharacters(String tag) {
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      if (!ByteText.isAlphanumeric(c) && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private void label(Token token, Expansion expanded) {
    if (expanded.isTooLong()) {
      return;
    }
    Doubt doubt = expanded.doubt();
    if (doubt != null) {
      // a value that may be too long may leave all as it was
      state.perhaps(
          doubt,
          () -> {
            clearLabels(token);
            state.now.labels = state.now.labels.withSome(doubt, state.place());
          });
      return;
    }
    clearLabels(token);
    String text = expanded.text().orElseThrow();
    Verdict.SecurityLabel label =
        new Verdict.SecurityLabel(token.name(), text.isEmpty() ? token.value() : text);
    state.now.labels = state.now.labels.with(label, state.place());
  }

  private void clearLabels(Token token) {
    if (token.operator() == Operator.ASSIGN) {
      state.now.labels = Series.empty();
    }
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
      Known<Optional<String>> before = state.property(key);
      Doubt doubt = before.doubt();
      if (doubt != null) {
        hide(key, doubt);
        return;
      }
      old = before.get().map(v -> v + " ").orElse("");
    }
    Expansion added =
        substitution.expand(token.template(), Math.max(0, Substitution.VALUE - old.length()));
    Doubt doubt = added.doubt();
    if (doubt != null) {
      hide(key, doubt);
      return;
    }
    if (added.isTooLong() || old.length() > Substitution.VALUE) {
      state.tooLong(token);
      return;
    }
    boolean replaces = state.escape == EventState.Escape.REPLACE;
    String text = added.text().orElseThrow();
    String value = old + (replaces ? Escaping.replace(text, "") : text);
    if (value.isEmpty() && state.version.atLeast(257)) {
      state.removeProperty(key);
    } else if (PropertyNames.admit(state.version, key, value)) {
      state.setProperty(key, value);
    } else {
      state.say(4, "The property " + key + " cannot be set: its name or value is not allowed.");
      state.now.aborted |= state.version.number() == 258;
    }
  }

  private void hide(String key, Doubt doubt) {
    state.hideProperty(key, doubt);
    if (state.version.number() == 258) {
      // a value that is not allowed ends the event in this release
      state.mayEnd(doubt);
    }
  }

  private void removeProperty(String key) {
    if (PropertyNames.admit(state.version, key, "")) {
      state.removeProperty(key);
    } else {
      // setting one is only passed over, but this is taken for serious
      state.say(3, "The property " + key + " cannot be removed: its name is not allowed.");
      state.now.aborted = true;
    }
  }

  private void name(Token token) {
    if (!state.device.isInterface()) {
      state.say(3, "Only network interfaces can be renamed, ignoring.");
      return;
    }
    Expansion expanded = expand(token, Substitution.PATH);
    Doubt doubt = expanded.doubt();
    if (doubt != null) {
      state.now.name = Known.hidden(doubt, state.place());
    } else if (expanded.text().isPresent()) {
      boolean raw = state.escape == EventState.Escape.NONE;
      String text = expanded.text().get();
      state.now.name =
          Known.of(Optional.of(raw ? text : Escaping.interfaceName(text)), state.place());
    }
  }

  private void command(Token token) {
    if (token.operator() != Operator.ADD) {
      state.now.run = Series.empty();
    }
    Expansion command = expand(token, Substitution.COMMAND);
    boolean builtin = token.kind() == TokenKind.RUN_BUILTIN;
    Doubt doubt = command.doubt();
    if (doubt != null) {
      state.now.run = state.now.run.withSome(doubt, state.place());
    }
    command
        .text()
        .ifPresent(
            c ->
                state.now.run = state.now.run.with(new Verdict.Command(builtin, c), state.place()));
  }
}
