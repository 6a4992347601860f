package org.daxpolicy.udev;

import java.util.Optional;

/** The term that sets links to the device node: SYMLINK. */
final class LinkAssignment {
  private static final int LONGEST_NAME = 255;

  private final EventState state;
  private final Substitution substitution;

  LinkAssignment(EventState state, Substitution substitution) {
    this.state = state;
    this.substitution = substitution;
  }

  /** Adds links, replaces all, or takes some away. */
  void assign(Token token) {
    if (token.operator() == Operator.ASSIGN || token.operator() == Operator.ASSIGN_FINAL) {
      state.links(NameSet.EMPTY);
    }
    boolean raw = state.escape == EventState.Escape.NONE;
    Expansion expanded = substitution.expand(token.template(), Substitution.PATH, !raw);
    NameSet links = state.now.links;
    Doubt doubt = expanded.doubt();
    if (doubt != null) {
      boolean removes = token.operator() == Operator.REMOVE;
      state.links(
          removes ? links.withoutSome(doubt, state.place()) : links.withSome(doubt, state.place()));
      return;
    }
    if (expanded.isTooLong()) {
      state.tooLong(token);
      return;
    }
    String text = expanded.text().orElseThrow();
    if (!raw) {
      boolean strict = state.escape == EventState.Escape.REPLACE;
      text = Escaping.replace(text, strict ? "/" : "/ ");
    }
    for (String word : Escaping.words(text)) {
      Optional<String> link = state.version.atLeast(254) ? link(word) : Optional.of(word);
      if (link.isEmpty()) {
        state.say(4, "\"" + word + "\" cannot be a link below /dev, ignoring it.");
      } else if (token.operator() == Operator.REMOVE) {
        links = links.without(link.get());
      } else {
        links = links.with(link.get(), state.place());
      }
    }
    state.links(links);
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
    return word.startsWith("/") ? Optional.empty() : Optional.of("");
  }
}
