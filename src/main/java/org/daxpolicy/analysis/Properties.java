package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.daxpolicy.udev.Template;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;

/**
 * Which facts the properties of an event may hold, seen without regard to the order of lines: what
 * a comparison with a property may turn out to be a comparison with.
 */
final class Properties {
  private static final String RESULT = "$result";

  private final List<RulesMeaning.Line> lines;
  private final Set<String> read = new LinkedHashSet<>();
  private final Map<String, Set<Fact>> held = new HashMap<>();
  private final Set<String> mixed = new HashSet<>();
  private final Set<String> assignedKeys = new HashSet<>();

  Properties(List<RulesMeaning.Line> lines) {
    this.lines = lines;
    each(this::collectRead);
    for (String property : read) {
      if (!RulesMeaning.isOurs(property) && !property.equals(RESULT)) {
        hold(property, before(property));
      }
    }
    each(this::collectLeft);
    int before;
    do {
      before = size();
      each(this::collectAssigned);
    } while (size() > before);
  }

  private interface Visit {
    void token(Token token);
  }

  private void each(Visit visit) {
    for (RulesMeaning.Line line : lines) {
      for (Token token : line.rule().tokens()) {
        visit.token(token);
      }
    }
  }

  private int size() {
    int size = mixed.size();
    for (Set<Fact> facts : held.values()) {
      size += facts.size();
    }
    return size;
  }

  private boolean hold(String property, Fact fact) {
    return held.computeIfAbsent(property, p -> new LinkedHashSet<>()).add(fact);
  }

  private void collectRead(Token token) {
    if (token.kind() == TokenKind.MATCH_ENV) {
      read.add(token.name());
    } else if (token.kind() == TokenKind.MATCH_RESULT) {
      read.add(RESULT);
    }
    if (!token.kind().isMatch()) {
      assignedKeys.add(token.key());
    }
    for (Template.Part part : parts(token)) {
      if (part instanceof Template.Part.Reference r) {
        if (r.variable() == Template.Variable.ENV) {
          read.add(r.attribute().orElse(""));
        } else if (r.variable() == Template.Variable.RESULT) {
          read.add(RESULT);
        }
      }
    }
  }

  private static List<Template.Part> parts(Token token) {
    return Template.hasSubstitution(token.value()) && !token.kind().isPlainMatch()
        ? Template.of(token.value()).parts()
        : List.of();
  }

  private void collectLeft(Token token) {
    if (token.kind() == TokenKind.PROGRAM) {
      hold(RESULT, output(token));
    }
    left(token).forEach(this::hold);
  }

  private void collectAssigned(Token token) {
    if (token.kind() != TokenKind.ENV) {
      return;
    }
    List<Template.Part> parts = Template.of(token.value()).parts();
    boolean alone = parts.size() == 1 && token.operator() == org.daxpolicy.udev.Operator.ASSIGN;
    boolean substitutes = false;
    for (Template.Part part : parts) {
      if (part instanceof Template.Part.Reference r) {
        substitutes = true;
        String from = r.attribute().orElse("");
        if (alone && r.variable() == Template.Variable.ENV) {
          for (Fact fact : List.copyOf(held(from))) {
            hold(token.name(), fact);
          }
          if (mixed.contains(from)) {
            mixed.add(token.name());
          }
        } else if (alone) {
          Expansion.facts(r).forEach(f -> hold(token.name(), f));
          if (Expansion.facts(r).isEmpty()) {
            mixed.add(token.name());
          }
        }
      }
    }
    if (!alone && (substitutes || token.operator() == org.daxpolicy.udev.Operator.ADD)) {
      mixed.add(token.name());
    }
  }

  /** The facts a property may hold. */
  Set<Fact> held(String property) {
    return held.getOrDefault(property, Set.of());
  }

  /** Whether a property may be a text with facts and other things in it. */
  boolean mayBeMixed(String property) {
    return mixed.contains(property);
  }

  /** Whether some line assigns to a key. */
  boolean isAssigned(String key) {
    return assignedKeys.contains(key);
  }

  /** All facts that properties may hold. */
  Set<Fact> facts() {
    Set<Fact> all = new LinkedHashSet<>();
    for (String property : new ArrayList<>(new TreeMap<>(held).keySet())) {
      all.addAll(held(property));
    }
    return all;
  }

  /** What a property is that no line sets. */
  static Fact before(String property) {
    return property.equals("ACTION") ? new Fact.Action() : new Fact.Property(property);
  }

  /** What a program prints. */
  static Fact output(Token program) {
    return new Fact.Unknown("the output of " + program.value());
  }

  /** Which of the properties that are read an import may set, and to what. */
  Map<String, Fact> left(Token token) {
    Map<String, Fact> left = new TreeMap<>();
    switch (token.kind()) {
      case IMPORT_CMDLINE ->
          left.put(token.value(), new Fact.Parameter(token.value().replace('-', '_')));
      case IMPORT_DB -> left.put(token.value(), new Fact.Stored(token.value()));
      case IMPORT_FILE, IMPORT_PROGRAM, IMPORT_BUILTIN, IMPORT_PARENT -> {
        for (String property : read) {
          if (!property.equals(RESULT) && sets(token, property)) {
            left.put(
                property,
                new Fact.Unknown("ENV{" + property + "} after IMPORT of " + token.value()));
          }
        }
      }
      default -> {}
    }
    return left;
  }

  /** Builtins whose properties all begin with ID_, and such that set none. */
  private static boolean sets(Token token, String property) {
    if (token.kind() == TokenKind.IMPORT_PARENT) {
      return Terms.isImported(token.value(), property);
    }
    if (token.kind() != TokenKind.IMPORT_BUILTIN) {
      return true;
    }
    int blank = token.value().indexOf(' ');
    String name = blank < 0 ? token.value() : token.value().substring(0, blank);
    return switch (name) {
      case "kmod", "uaccess", "keyboard" -> false;
      case "path_id", "usb_id", "net_id", "input_id", "blkid" -> property.startsWith("ID_");
      default -> true;
    };
  }
}
