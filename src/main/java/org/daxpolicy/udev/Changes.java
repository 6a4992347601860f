package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.daxpolicy.udev.Verdict.Change;

/** Tells how facts differ from what they were. */
final class Changes {
  private final List<Change> changes = new ArrayList<>();

  private Changes() {}

  /** What is different after, in the order of the verdict's fields. */
  static List<Change> between(Facts before, Facts after) {
    Changes changes = new Changes();
    changes.properties(before.properties, after.properties);
    changes.names("tag", before.tags, after.tags);
    if (!before.tags.names().equals(before.currentTags.names())
        || !after.tags.names().equals(after.currentTags.names())) {
      changes.names("current tag", before.currentTags, after.currentTags);
    }
    changes.names("symlink", before.links, after.links);
    Function<Optional<Integer>, Optional<String>> number = n -> n.map(String::valueOf);
    changes.one("link priority", before.linkPriority, after.linkPriority, n -> Optional.of("" + n));
    changes.one("owner", before.owner, after.owner, number);
    changes.one("group", before.group, after.group, number);
    changes.one(
        "mode", before.mode, after.mode, m -> m.map(n -> String.format(Locale.ROOT, "%04o", n)));
    changes.one("name", before.name, after.name, n -> n);
    changes.one("result", before.result, after.result, r -> r);
    changes.one("watch", before.watched, after.watched, w -> Optional.of(w.toString()));
    changes.one("db_persist", before.persistent, after.persistent, p -> Optional.of(p.toString()));
    changes.series("command", before.run, after.run, Verdict.Command::command);
    changes.series(
        "security label", before.labels, after.labels, l -> l.module() + " " + l.label());
    changes.series("write", before.attributeWrites, after.attributeWrites, Changes::shown);
    changes.series("write", before.sysctlWrites, after.sysctlWrites, Changes::shown);
    return List.copyOf(changes.changes);
  }

  private static String shown(Verdict.Write write) {
    return write.path() + " = " + write.value();
  }

  private void properties(Properties before, Properties after) {
    Map<String, Known<Optional<String>>> changed = new LinkedHashMap<>();
    if (before.entries() != after.entries()) {
      NameMap.merge(
          before.entries(),
          after.entries(),
          (name, mine, theirs) -> {
            changed.put(name, after.get(name));
            return mine;
          });
    }
    changed.keySet().stream()
        .sorted()
        .forEach(name -> one("property " + name, before.get(name), after.get(name), v -> v));
    after.blurs().stream()
        .filter(blur -> !before.blurs().contains(blur))
        .forEach(
            blur ->
                changes.add(
                    new Change(
                        "property " + blur.names(), Optional.empty(), Optional.empty(), false)));
  }

  private void names(String what, NameSet before, NameSet after) {
    if (before == after) {
      return;
    }
    List<String> had = before.names();
    List<String> has = after.names();
    for (String name : had) {
      if (!has.contains(name)) {
        boolean gone = after.unsure(name::equals) == null;
        changes.add(new Change(what, Optional.of(name), Optional.empty(), gone));
      }
    }
    for (String name : has) {
      if (!had.contains(name)) {
        changes.add(new Change(what, Optional.empty(), Optional.of(name), true));
      }
    }
    if (after.doubt() != null && before.doubt() == null) {
      changes.add(new Change(what, Optional.empty(), Optional.empty(), false));
    }
  }

  private <T> void one(
      String what, Known<T> before, Known<T> after, Function<T, Optional<String>> shown) {
    if (before == after) {
      return;
    }
    boolean known = after.doubt() == null;
    Optional<String> was = before.doubt() == null ? shown.apply(before.get()) : Optional.empty();
    Optional<String> is = known ? shown.apply(after.get()) : Optional.empty();
    if (!was.equals(is) || known != (before.doubt() == null)) {
      changes.add(new Change(what, was, is, known));
    }
  }

  private <T> void series(
      String what, Series<T> before, Series<T> after, Function<T, String> shown) {
    if (before == after) {
      return;
    }
    if (after.isOneMoreThan(before)) {
      Series.Entry<T> added = after.newest();
      changes.add(
          new Change(what, Optional.empty(), added.value().map(shown), added.unsure() == null));
      return;
    }
    List<Series.Entry<T>> had = before.entries();
    List<Series.Entry<T>> has = after.entries();
    int same = 0;
    while (same < had.size() && same < has.size() && had.get(same).equals(has.get(same))) {
      same++;
    }
    for (Series.Entry<T> gone : had.subList(same, had.size())) {
      changes.add(new Change(what, gone.value().map(shown), Optional.empty(), true));
    }
    for (Series.Entry<T> added : has.subList(same, has.size())) {
      changes.add(
          new Change(what, Optional.empty(), added.value().map(shown), added.unsure() == null));
    }
  }
}
