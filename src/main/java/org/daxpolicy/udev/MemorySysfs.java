package org.daxpolicy.udev;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A sysfs tree in memory. Parent directories come into being with the first thing below them. */
public final class MemorySysfs implements Sysfs {
  private final Map<String, Entry> entries = new TreeMap<>();
  private final Map<String, TreeSet<String>> children = new TreeMap<>();

  /** Puts a directory at {@code path}, keeping what is below it. */
  public MemorySysfs directory(String path) {
    if (!path.isEmpty() && !(entries.get(path) instanceof Entry.Directory)) {
      entries.put(path, new Entry.Directory());
      int slash = path.lastIndexOf('/');
      String parent = path.substring(0, slash);
      directory(parent);
      children.computeIfAbsent(parent, p -> new TreeSet<>()).add(path.substring(slash + 1));
    }
    return this;
  }

  /** Puts a readable file at {@code path}. */
  public MemorySysfs file(String path, String content, int mode) {
    return put(path, new Entry.File(Optional.of(content), mode));
  }

  /** Puts a file that cannot be read at {@code path}. */
  public MemorySysfs unreadable(String path, int mode) {
    return put(path, new Entry.File(Optional.empty(), mode));
  }

  /** Puts a symbolic link at {@code path}. */
  public MemorySysfs link(String path, String target) {
    return put(path, new Entry.Link(target));
  }

  /** Removes what stands at {@code path} and everything below. */
  public MemorySysfs remove(String path) {
    for (String name : list(path)) {
      remove(path + "/" + name);
    }
    entries.remove(path);
    children.remove(path);
    int slash = path.lastIndexOf('/');
    TreeSet<String> siblings = slash < 0 ? null : children.get(path.substring(0, slash));
    if (siblings != null) {
      siblings.remove(path.substring(slash + 1));
    }
    return this;
  }

  /** A tree of its own with the same entries. */
  public MemorySysfs copy() {
    MemorySysfs copy = new MemorySysfs();
    copy.entries.putAll(entries);
    children.forEach((k, v) -> copy.children.put(k, new TreeSet<>(v)));
    return copy;
  }

  private MemorySysfs put(String path, Entry entry) {
    int slash = path.lastIndexOf('/');
    directory(path.substring(0, slash));
    entries.put(path, entry);
    children
        .computeIfAbsent(path.substring(0, slash), p -> new TreeSet<>())
        .add(path.substring(slash + 1));
    return this;
  }

  @Override
  public Optional<Entry> entry(String path) {
    return path.isEmpty()
        ? Optional.of(new Entry.Directory())
        : Optional.ofNullable(entries.get(path));
  }

  @Override
  public List<String> list(String path) {
    TreeSet<String> names = children.get(path);
    return names == null ? List.of() : List.copyOf(names);
  }
}
