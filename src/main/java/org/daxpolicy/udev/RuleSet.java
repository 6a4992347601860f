package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules files udev works off for each event, in their order. */
public final class RuleSet {
  private final List<RulesFile> files;
  private final List<Verdict.Message> messages;
  private volatile @Nullable OnHost last;

  private RuleSet(List<RulesFile> files) {
    this.files = List.copyOf(files);
    this.messages = files.stream().flatMap(f -> f.messages().stream()).toList();
  }

  /** The files in the order given. */
  public static RuleSet of(List<RulesFile> files) {
    return new RuleSet(files);
  }

  /** The files in udev's order: bytewise by name. */
  public static RuleSet sorted(List<RulesFile> files) {
    List<RulesFile> ordered = new ArrayList<>(files);
    ordered.sort(Comparator.comparing(f -> ByteText.of(f.name())));
    return new RuleSet(ordered);
  }

  public List<RulesFile> files() {
    return files;
  }

  /** What the reader says of all files. */
  public List<Verdict.Message> messages() {
    return messages;
  }

  /** The same rules with the host's users and groups looked up. */
  public RuleSet on(Host host) {
    OnHost known = last;
    if (known == null || known.host() != host) {
      known = new OnHost(host, looked(host));
      last = known;
    }
    return known.rules();
  }

  private RuleSet looked(Host host) {
    for (RulesFile file : files) {
      if (file.on(host) != file) {
        return new RuleSet(files.stream().map(f -> f.on(host)).toList());
      }
    }
    return this;
  }

  /** The rules as the last host that was asked for has them: events come one after another. */
  private record OnHost(Host host, RuleSet rules) {}
}
