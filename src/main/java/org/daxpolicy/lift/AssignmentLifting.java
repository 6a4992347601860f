package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.daxpolicy.analysis.KnownWork;
import org.daxpolicy.language.Spelling;
import org.daxpolicy.text.Code;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.Template;
import org.daxpolicy.udev.Template.Variable;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;

/** What a line assigns, in the words of a policy. */
final class AssignmentLifting {
  private static final String WANTS = "SYSTEMD_WANTS";

  /** What makes the name of daxctl's own unit for {@code %c}. */
  private static final String ESCAPES = "/usr/bin/systemd-escape -p --template=";

  private final Set<String> read;
  private final boolean configured;

  private final List<Doing.Assignment> assignments = new ArrayList<>();
  private final List<Token> properties = new ArrayList<>();
  private Optional<Refusal> refusal = Optional.empty();

  /**
   * @param read the properties that some line reads
   * @param configured whether daxctl's configuration is lifted as well
   */
  AssignmentLifting(Set<String> read, boolean configured) {
    this.read = read;
    this.configured = configured;
  }

  List<Doing.Assignment> assignments() {
    return assignments;
  }

  List<Token> properties() {
    return properties;
  }

  Optional<Refusal> refusal() {
    return refusal;
  }

  /** Takes the assignments of a line. */
  AssignmentLifting take(List<Token> line) {
    for (Token token : line) {
      if (!token.kind().isMatch() && refusal.isEmpty()) {
        take(token, line);
      }
    }
    return this;
  }

  private void take(Token token, List<Token> line) {
    switch (token.kind()) {
      case OWNER_ID, OWNER_LATE -> account(token, Doing.Thing.OWNER);
      case GROUP_ID, GROUP_LATE -> account(token, Doing.Thing.GROUP);
      case MODE_BITS ->
          node(token, Doing.Thing.MODE, String.format(Locale.ROOT, "mode 0%03o", token.number()));
      case SYMLINK -> named(token, Doing.Thing.SYMLINK, "symlink");
      case TAG -> {
        if (!token.value().equals("systemd")) {
          named(token, Doing.Thing.TAG, "tag");
        }
      }
      case SECLABEL ->
          node(
              token,
              Doing.Thing.SECLABEL,
              "seclabel " + token.name() + " " + quoted(token.value()));
      case RUN_PROGRAM -> command(token);
      case ENV -> property(token, line);
      default -> {
        refuse(token, "no policy does what `" + ByteText.readable(token.text()) + "` does");
        if (token.kind() == TokenKind.ATTR && token.name().equals("state")) {
          refusal =
              refusal.map(
                  r -> r.advise("`mode system-ram { online movable }` says how memory comes up"));
        }
      }
    }
  }

  private void refuse(Token token, String headline) {
    refusal = Optional.of(Refusal.of(Code.ASSIGNMENT_NOT_LIFTED, token.span(), headline));
  }

  private static String quoted(String bytes) {
    return Spelling.quoted(ByteText.readable(bytes));
  }

  private void account(Token token, Doing.Thing thing) {
    String value = token.value();
    String word = thing.name().toLowerCase(Locale.ROOT);
    boolean number = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    node(token, thing, word + " " + (number ? value : quoted(value)));
  }

  private void node(Token token, Doing.Thing thing, String entry) {
    Optional<String> refused =
        Template.hasSubstitution(token.value())
            ? Optional.of("a policy names it itself")
            : Vocabulary.refused(entry);
    if (refused.isPresent()) {
      refuse(token, "a policy cannot set `" + ByteText.readable(token.text()) + "`");
      refusal = refusal.map(r -> r.because(refused.get()));
      return;
    }
    assignments.add(new Doing.Assignment(thing, token.operator(), entry));
  }

  /** A link or a tag, in which parts of the device's name may stand. */
  private void named(Token token, Doing.Thing thing, String word) {
    if (token.value().isEmpty()) {
      assignments.add(new Doing.Assignment(thing, token.operator(), ""));
      return;
    }
    StringBuilder text = new StringBuilder();
    for (Template.Part part : Template.of(token.value()).parts()) {
      Optional<String> known =
          part instanceof Template.Part.Literal literal
              ? Optional.of(ByteText.readable(literal.text()))
              : placeholder((Template.Part.Reference) part);
      if (known.isEmpty()) {
        refuse(token, "no policy can make the name `" + ByteText.readable(token.value()) + "`");
        refusal =
            refusal.map(
                r -> r.because("names may hold `{region}`, `{instance}` and `{target_node}`"));
        return;
      }
      text.append(known.get());
    }
    String entry = word + " " + Spelling.quoted(text.toString());
    Optional<String> refused = Vocabulary.refused(entry);
    if (refused.isPresent()) {
      refuse(token, "a policy cannot set `" + ByteText.readable(token.text()) + "`");
      refusal = refusal.map(r -> r.because(refused.get()));
      return;
    }
    assignments.add(new Doing.Assignment(thing, token.operator(), entry));
  }

  private static Optional<String> placeholder(Template.Part.Reference part) {
    String attribute = part.attribute().orElse("");
    return switch (part.variable()) {
      case KERNEL, NAME -> Optional.of("dax{region}.{instance}");
      case NUMBER -> Optional.of("{instance}");
      case ATTR, SYSFS ->
          switch (attribute) {
            case "target_node" -> Optional.of("{target_node}");
            case "dax_region/id" -> Optional.of("{region}");
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  // ---- work

  private void command(Token token) {
    if (token.value().isEmpty()) {
      assignments.add(new Doing.Assignment(Doing.Thing.RUN, token.operator(), ""));
      return;
    }
    Optional<String> line = onDevice(token.value());
    if (line.filter(KnownWork::isConfigured).isPresent()) {
      configuration(token);
    } else {
      work(
          token,
          Doing.Thing.RUN,
          line.map(KnownWork::ofCommand).orElse(new TreeSet<>()),
          line.orElse(token.value()));
    }
  }

  private void configuration(Token token) {
    if (!configured) {
      refusal =
          Optional.of(
              Refusal.of(
                      Code.WORK_NOT_LIFTED,
                      token.span(),
                      "what this makes of a device stands in daxctl's configuration")
                  .advise("import `/etc/daxctl.conf.d/*.conf` together with the rules"));
    }
  }

  private void work(Token token, Doing.Thing thing, SortedSet<String> known, String words) {
    if (known.isEmpty() || known.stream().anyMatch(w -> w.startsWith("`"))) {
      refusal =
          Optional.of(
              Refusal.of(
                      Code.WORK_NOT_LIFTED,
                      token.span(),
                      "no outcome of a policy is `" + ByteText.readable(words) + "`")
                  .because(
                      "what is known is `daxctl reconfigure-device` of the event's device into a"
                          + " mode, by itself or by `systemd-run`, and units of daxpolicy")
                  .advise(
                      "say in the policy what it is for, with `mode devdax` or `mode system-ram`"));
      return;
    }
    Operator operator = token.operator();
    for (String word : known) {
      assignments.add(new Doing.Assignment(thing, operator, word));
      operator = operator == Operator.REMOVE ? operator : Operator.ADD;
    }
  }

  /** A value with {@code %k} for the device; none if anything else is substituted. */
  private static Optional<String> onDevice(String value) {
    StringBuilder text = new StringBuilder();
    for (Template.Part part : Template.of(value).parts()) {
      if (part instanceof Template.Part.Literal literal) {
        text.append(literal.text());
        continue;
      }
      Template.Part.Reference reference = (Template.Part.Reference) part;
      boolean node =
          reference.variable() == Variable.DEVNODE
              || reference.variable() == Variable.TEMPNODE
              || reference.variable() == Variable.ENV
                  && reference.attribute().equals(Optional.of("DEVNAME"));
      if (!node
          && reference.variable() != Variable.KERNEL
          && reference.variable() != Variable.NAME) {
        return Optional.empty();
      }
      text.append("%k");
    }
    return Optional.of(text.toString());
  }

  private void property(Token token, List<Token> line) {
    String name = token.name();
    if (name.equals(WANTS)) {
      wants(token, line);
    } else if (read.contains(name)) {
      properties.add(token);
    } else if (!name.startsWith(".") && !name.startsWith("DAXPOLICY_")) {
      refuse(token, "a policy sets no properties");
      refusal = refusal.map(r -> r.because("no line reads `" + name + "`, so others may"));
    }
  }

  private void wants(Token token, List<Token> line) {
    if (token.value().isEmpty()) {
      assignments.add(new Doing.Assignment(Doing.Thing.WANTS, token.operator(), ""));
      return;
    }
    Optional<String> units = token.value().equals("%c") ? escaped(line) : onDevice(token.value());
    for (String unit : units.orElse(token.value()).split(" ")) {
      if (KnownWork.isConfiguredUnit(unit)) {
        configuration(token);
      } else if (!unit.isEmpty() && refusal.isEmpty()) {
        SortedSet<String> known =
            units.isPresent() ? new TreeSet<>(KnownWork.ofUnit(unit)) : new TreeSet<>();
        KnownWork.retry(unit).ifPresent(known::add);
        work(token, Doing.Thing.WANTS, known, unit);
      }
    }
  }

  /** The name of a unit that a line has made of a template. */
  private static Optional<String> escaped(List<Token> line) {
    return line.stream()
        .filter(t -> t.key().equals("PROGRAM") && t.value().startsWith(ESCAPES))
        .map(t -> t.value().substring(ESCAPES.length()).split(" ")[0])
        .findFirst();
  }

  /** Whether a line only asks a program for the name of daxctl's own unit. */
  static boolean isEscaping(Token program, List<Token> line) {
    return program.value().startsWith(ESCAPES)
        && escaped(line).filter(KnownWork::isConfiguredUnit).isPresent();
  }
}
