package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.daxpolicy.udev.Verdict.Part;

/** Makes a verdict of what has become of an event. */
final class Conclusion {
  private final EventState state;
  private final Substitution substitution;
  private final boolean flowing;
  private final boolean testing;
  private final List<Verdict.Unknown> unknown = new ArrayList<>();

  /**
   * @param flowing whether the work may have got to the last rule
   */
  Conclusion(EventState state, Substitution substitution, boolean flowing) {
    this.state = state;
    this.substitution = substitution;
    this.flowing = flowing;
    this.testing = state.options.testing();
    state.now = state.last(flowing);
    // no rule lists tags and links for the last time
    state.begin(Place.BEFORE);
  }

  Verdict verdict(List<Verdict.Message> reading, List<Verdict.LineTrace> trace) {
    if (testing) {
      askAsTestDoes();
    }
    SortedMap<String, String> properties = properties();
    Facts facts = state.now;
    List<String> tags = names(Part.TAG, facts.tags);
    List<String> currentTags = names(Part.CURRENT_TAG, facts.currentTags);
    List<String> links = hasNode() ? links(facts.links) : List.of();
    int priority =
        one(Part.LINK_PRIORITY, facts.linkPriority, Optional::of, Optional.of(0)).orElse(0);
    UdevDevice device = state.device;
    Optional<Integer> owner = onNode(Part.OWNER, facts.owner, asked(device.account("DEVUID"), 258));
    Optional<Integer> group = onNode(Part.GROUP, facts.group, asked(device.account("DEVGID"), 258));
    Optional<Integer> mode = onNode(Part.MODE, facts.mode, asked(device.mode(), 256));
    Optional<String> name =
        one(Part.NAME, facts.name, n -> n.filter(text -> !text.isEmpty()), Optional.empty());
    List<Verdict.Message> messages = new ArrayList<>(reading);
    messages.addAll(facts.messages.values());
    return new Verdict(
        properties,
        tags,
        currentTags,
        links,
        priority,
        owner,
        group,
        mode,
        name,
        watch(facts.watched),
        one(Part.DB_PERSIST, facts.persistent, Optional::of, Optional.of(false)).orElse(false),
        commands(facts.run),
        hasNode() ? series(Part.SECLABEL, facts.labels, Conclusion::shown) : List.of(),
        series(Part.ATTRIBUTE_WRITE, facts.attributeWrites, Verdict.Write::path),
        series(Part.SYSCTL_WRITE, facts.sysctlWrites, Verdict.Write::path),
        List.copyOf(messages),
        List.copyOf(trace),
        List.copyOf(unknown));
  }

  private static String shown(Verdict.SecurityLabel label) {
    return label.module() + "=" + label.label();
  }

  /** Asking makes properties; {@code udevadm test} asks for more than rules do. */
  private void askAsTestDoes() {
    boolean finishes = !state.version.atLeast(256) && flowing && newName(state.now.name).isEmpty();
    if (finishes || state.version.atLeast(258)) {
      state.subsystem();
    }
    if (state.version.atLeast(258)) {
      state.driver();
    }
  }

  private SortedMap<String, String> properties() {
    SortedMap<String, String> known = new TreeMap<>();
    SortedMap<String, Known<Optional<String>>> hidden = new TreeMap<>();
    Properties all = state.properties();
    all.entries()
        .forEach(
            (key, entry) -> {
              Optional<String> value = entry.likely();
              if (value != null) {
                // hidden by nothing but an import of unknown content, which is named below
                value.ifPresent(v -> known.put(key, v));
              } else {
                hidden.put(key, entry);
              }
            });
    hidden.forEach((key, entry) -> add(Part.PROPERTY, key, entry.place(), entry.doubt()));
    for (Properties.Blur blur : all.blurs()) {
      add(Part.PROPERTY, blur.names().toString(), blur.value().place(), blur.value().doubt());
    }
    if (!state.version.atLeast(254) && flowing) {
      rename(known);
    }
    return known;
  }

  /** Releases before 254 rename the interface at once, and show it. */
  private void rename(SortedMap<String, String> properties) {
    Doubt doubt = state.now.name.doubt();
    if (doubt != null && state.event.action().equals("add")) {
      for (String key : List.of("DEVPATH", "ID_RENAMING", "INTERFACE", "INTERFACE_OLD")) {
        properties.remove(key);
        add(Part.PROPERTY, key, state.now.name.place(), doubt);
      }
    }
    Optional<String> old = Optional.ofNullable(properties.get("INTERFACE"));
    Optional<String> name = newName(state.now.name);
    if (old.isPresent() && name.isPresent() && !old.equals(name)) {
      properties.put("INTERFACE_OLD", old.get());
      properties.put("INTERFACE", name.get());
      properties.put("ID_RENAMING", "1");
      properties.put("DEVPATH", SysfsPaths.parent(state.event.devpath()) + "/" + name.get());
    }
  }

  /** The name a network interface would really be given. */
  private Optional<String> newName(Known<Optional<String>> name) {
    return name.orElse(Optional.empty())
        .filter(n -> state.event.action().equals("add") && isInterfaceName(n))
        .filter(n -> !n.equals(state.device.name()));
  }

  private static boolean isInterfaceName(String name) {
    return !name.isEmpty()
        && name.length() < 16
        && name.chars().noneMatch(c -> c == '/' || c == ':' || c == '%' || c <= ' ' || c >= 0x7f);
  }

  /** Where udev is made to take /dev itself for a link, it has no name below that. */
  private List<String> links(NameSet links) {
    return names(Part.SYMLINK, links).stream().map(l -> l.isEmpty() ? "/dev" : l).toList();
  }

  private List<String> names(Part part, NameSet names) {
    names.unsure().forEach((name, unsure) -> add(part, name, unsure.place(), unsure.doubt()));
    return List.copyOf(names.names());
  }

  private <T> List<T> series(Part part, Series<T> series, Function<T, String> shown) {
    List<T> known = new ArrayList<>();
    for (Series.Entry<T> entry : series.entries()) {
      Unsure unsure = entry.unsure();
      if (unsure == null) {
        entry.value().ifPresent(known::add);
      } else {
        add(part, entry.value().map(shown).orElse(""), unsure.place(), unsure.doubt());
      }
    }
    return List.copyOf(known);
  }

  /** Releases before 256 substitute in commands once more as {@code udevadm test} prints them. */
  private List<Verdict.Command> commands(Series<Verdict.Command> run) {
    List<Verdict.Command> commands = series(Part.RUN, run, Verdict.Command::command);
    return testing && !state.version.atLeast(256)
        ? commands.stream()
            .map(c -> new Verdict.Command(c.builtin(), substitution.shown(c.command())))
            .toList()
        : commands;
  }

  private Optional<Boolean> watch(Known<Boolean> watched) {
    UdevDevice device = state.device;
    boolean node = state.version.atLeast(258) ? device.node().isPresent() : device.hasNumber();
    return node ? one(Part.WATCH, watched, Optional::of, Optional.empty()) : Optional.empty();
  }

  /** What the kernel asks for the node; {@code udevadm test} shows it since some release. */
  private Optional<Integer> asked(Optional<Integer> field, int shownSince) {
    return field.filter(f -> !testing || state.version.atLeast(shownSince));
  }

  /**
   * @param asked what the kernel asks for where no rule sets the field
   */
  private Optional<Integer> onNode(
      Part part, Known<Optional<Integer>> field, Optional<Integer> asked) {
    return hasNode()
        ? one(part, field, f -> f.or(() -> asked), Optional.empty())
        : Optional.empty();
  }

  /** Whether there is a node that can have an owner; releases before 256 do not look. */
  private boolean hasNode() {
    return state.device.hasNumber() || !state.version.atLeast(256);
  }

  private <T, R> Optional<R> one(
      Part part, Known<T> field, Function<T, Optional<R>> shown, Optional<R> unknownAs) {
    Doubt doubt = field.doubt();
    if (doubt != null) {
      add(part, "", field.place(), doubt);
      return unknownAs;
    }
    return shown.apply(field.get());
  }

  private void add(
      Part part, String name, Place place, @org.jspecify.annotations.Nullable Doubt doubt) {
    if (doubt != null) {
      unknown.add(new Verdict.Unknown(part, name, place.file(), place.line(), doubt));
    }
  }
}
