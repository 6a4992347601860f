package org.daxpolicy.udev;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file system of texts. Directories come into being with what is put below them. */
public final class TextTree implements FileTree {
  private final SortedMap<String, String> files = new TreeMap<>();
  private final SortedMap<String, Node> others = new TreeMap<>();

  /** Puts a file at a path; the text is a byte string. */
  public TextTree file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Puts a symbolic link at a path. */
  public TextTree link(String path, String target) {
    others.put(path, new Node.Link(target));
    return this;
  }

  /** Puts a directory at a path. */
  public TextTree directory(String path) {
    others.put(path, new Node.Directory());
    return this;
  }

  /** The files by their paths. */
  public SortedMap<String, String> files() {
    return new TreeMap<>(files);
  }

  @Override
  public Optional<Node> node(String path) {
    String text = files.get(path);
    if (text != null) {
      return Optional.of(new Node.File(text.length()));
    }
    Node other = others.get(path);
    if (other == null && !names(path).isEmpty()) {
      return Optional.of(new Node.Directory());
    }
    return Optional.ofNullable(other);
  }

  @Override
  public List<String> names(String path) {
    String prefix = path.equals("/") ? path : path + "/";
    SortedMap<String, Boolean> names = new TreeMap<>();
    List<String> below = new ArrayList<>(files.subMap(prefix, prefix + '\uffff').keySet());
    below.addAll(others.subMap(prefix, prefix + '\uffff').keySet());
    for (String one : below) {
      int slash = one.indexOf('/', prefix.length());
      names.put(one.substring(prefix.length(), slash < 0 ? one.length() : slash), true);
    }
    return List.copyOf(names.keySet());
  }

  @Override
  public String read(String path) throws FileNotFoundException {
    String text = files.get(path);
    if (text == null) {
      throw new FileNotFoundException(path);
    }
    return text;
  }
}
