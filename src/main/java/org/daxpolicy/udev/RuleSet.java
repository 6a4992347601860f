package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rules files udev works off for each event, in their order. */
public final class RuleSet {
  private final List<RulesFile> files;

  private RuleSet(List<RulesFile> files) {
    this.files = List.copyOf(files);
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
    return files.stream().flatMap(f -> f.messages().stream()).toList();
  }

  /** The same rules with the host's users and groups looked up. */
  public RuleSet on(Host host) {
    List<RulesFile> read = files.stream().map(f -> f.on(host)).toList();
    boolean same = true;
    for (int i = 0; i < read.size(); i++) {
      same &= read.get(i) == files.get(i);
    }
    return same ? this : new RuleSet(read);
  }
}
