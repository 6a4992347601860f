package org.daxpolicy.simulate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.daxpolicy.udev.Sysfs;

/** A tree in which some paths are gone and some are different; cheap, the tree itself is shared. */
final class SysfsView implements Sysfs {
  private final Sysfs base;
  private final Map<String, Entry> replaced = new TreeMap<>();
  private final Set<String> gone = new TreeSet<>();

  SysfsView(Sysfs base) {
    this.base = base;
  }

  /** Takes away what stands at {@code path} and everything below. */
  SysfsView without(String path) {
    gone.add(path);
    return this;
  }

  /** Puts an entry at {@code path}. */
  SysfsView with(String path, Entry entry) {
    replaced.put(path, entry);
    return this;
  }

  @Override
  public Optional<Entry> entry(String path) {
    Entry other = replaced.get(path);
    return other != null ? Optional.of(other) : isGone(path) ? Optional.empty() : base.entry(path);
  }

  @Override
  public List<String> list(String path) {
    TreeSet<String> names = new TreeSet<>();
    if (!isGone(path)) {
      base.list(path).stream().filter(n -> !isGone(path + "/" + n)).forEach(names::add);
    }
    for (String extra : replaced.keySet()) {
      int slash = extra.lastIndexOf('/');
      if (extra.substring(0, slash).equals(path)) {
        names.add(extra.substring(slash + 1));
      }
    }
    return List.copyOf(names);
  }

  private boolean isGone(String path) {
    for (String p = path; !p.isEmpty(); p = p.substring(0, p.lastIndexOf('/'))) {
      if (gone.contains(p)) {
        return true;
      }
    }
    return false;
  }
}
