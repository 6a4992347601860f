package org.daxpolicy.udev;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sysfs tree in memory. Parent directories come into being with the first thing below them. Names
 * and small contents come again and again in a sysfs, so equal ones are kept once.
 */
public final class MemorySysfs implements Sysfs {
  private static final Entry.Directory DIRECTORY = new Entry.Directory();
  private static final int LONGEST_SHARED = 64;
  private static final int MOST_SHARED = 1 << 16;

  /** What stands at a name: a file or link, or a directory if there are children. */
  private record Node(Entry entry, @Nullable TreeMap<String, Node> children) {
    static Node directory() {
      return new Node(DIRECTORY, new TreeMap<>());
    }

    Node copy() {
      if (children == null) {
        return this;
      }
      Node copy = directory();
      children.forEach((name, node) -> copy.put(name, node.copy()));
      return copy;
    }

    @Nullable Node get(String name) {
      return children == null ? null : children.get(name);
    }

    void put(String name, Node node) {
      if (children != null) {
        children.put(name, node);
      }
    }
  }

  private final Map<Entry, Node> sharedLeaves = new HashMap<>();
  private final Map<String, String> sharedNames = new HashMap<>();
  private Node root = Node.directory();

  /** Puts a directory at {@code path}, keeping what is below it. */
  public MemorySysfs directory(String path) {
    makeDirectory(path);
    return this;
  }

  private Node makeDirectory(String path) {
    Node here = root;
    int start = 1;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String name = path.substring(start, end);
      Node next = here.get(name);
      if (next == null || next.children() == null) {
        next = Node.directory();
        here.put(name, next);
      }
      here = next;
      start = end + 1;
    }
    return here;
  }

  /** Puts a readable file at {@code path}. */
  public MemorySysfs file(String path, String content, int mode) {
    return put(path, new Entry.File(Optional.of(content), mode), content.length());
  }

  /** Puts a file that cannot be read at {@code path}. */
  public MemorySysfs unreadable(String path, int mode) {
    return put(path, new Entry.File(Optional.empty(), mode), 0);
  }

  /** Puts a symbolic link at {@code path}. */
  public MemorySysfs link(String path, String target) {
    return put(path, new Entry.Link(target), target.length());
  }

  /** Removes what stands at {@code path} and everything below. */
  public MemorySysfs remove(String path) {
    int slash = path.lastIndexOf('/');
    Node parent = slash < 0 ? null : find(path.substring(0, slash));
    if (slash < 0) {
      root = Node.directory();
    } else if (parent != null && parent.children() != null) {
      parent.children().remove(path.substring(slash + 1));
    }
    return this;
  }

  /** A tree of its own with the same entries. */
  public MemorySysfs copy() {
    MemorySysfs copy = new MemorySysfs();
    copy.root = root.copy();
    return copy;
  }

  private MemorySysfs put(String path, Entry entry, int length) {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    makeDirectory(path.substring(0, slash)).put(share(name), leaf(entry, length));
    return this;
  }

  private Node leaf(Entry entry, int length) {
    Node leaf = new Node(entry, null);
    if (length > LONGEST_SHARED || sharedLeaves.size() >= MOST_SHARED) {
      return sharedLeaves.getOrDefault(entry, leaf);
    }
    Node known = sharedLeaves.putIfAbsent(entry, leaf);
    return known == null ? leaf : known;
  }

  private String share(String name) {
    if (sharedNames.size() >= MOST_SHARED) {
      return sharedNames.getOrDefault(name, name);
    }
    String known = sharedNames.putIfAbsent(name, name);
    return known == null ? name : known;
  }

  private @Nullable Node find(String path) {
    if (!path.isEmpty() && path.charAt(0) != '/') {
      return null;
    }
    Node here = root;
    int start = 1;
    while (here != null && start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      here = here.get(path.substring(start, end));
      start = end + 1;
    }
    return here;
  }

  @Override
  public Optional<Entry> entry(String path) {
    Node node = find(path);
    return node == null ? Optional.empty() : Optional.of(node.entry());
  }

  @Override
  public List<String> list(String path) {
    Node node = find(path);
    return node == null || node.children() == null
        ? List.of()
        : List.copyOf(node.children().keySet());
  }
}
