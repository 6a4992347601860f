package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.dax.kernel.Errno;
import org.daxpolicy.dax.kernel.Kernel;
import org.daxpolicy.udev.Sysfs.Entry;

/**
 * The files of sysfs that say which node a page goes to: {@code
 * kernel/mm/mempolicy/weighted_interleave} and {@code kernel/mm/numa/demotion_enabled}.
 */
final class PlacementFiles {
  private static final String POLICY = "/kernel/mm/mempolicy";
  private static final String WEIGHTS = POLICY + "/weighted_interleave";
  private static final String NUMA = "/kernel/mm/numa";
  private static final String DEMOTION = NUMA + "/demotion_enabled";
  private static final Pattern NODE = Pattern.compile("node(\\d{1,4})");
  private static final int NODES = 1024;
  private static final int WRITABLE = 0644;

  private final Kernel kernel;

  PlacementFiles(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Whether a path is such a file or a directory of them. */
  static boolean covers(String path) {
    return path.startsWith("/kernel/mm/")
        && (path.startsWith(POLICY) || path.equals(NUMA) || path.startsWith(NUMA + "/"));
  }

  /** What stands at a path that is {@linkplain #covers covered}. */
  Optional<Entry> entry(String path) {
    if (path.equals(POLICY) || path.equals(WEIGHTS) || path.equals(NUMA)) {
      return list(path).isEmpty() ? Optional.empty() : Optional.of(new Entry.Directory());
    }
    return content(path).map(text -> new Entry.File(Optional.of(text + "\n"), WRITABLE));
  }

  private Optional<String> content(String path) {
    if (path.equals(DEMOTION)) {
      return kernel.demotion().map(String::valueOf);
    }
    if (path.equals(WEIGHTS + "/auto")) {
      return kernel.weightsFromBandwidth().map(String::valueOf);
    }
    return node(path).flatMap(kernel::weight).map(String::valueOf);
  }

  private static Optional<Integer> node(String path) {
    Matcher m = NODE.matcher(Hands.name(path));
    return path.startsWith(WEIGHTS + "/node") && m.matches()
        ? Optional.of(Integer.valueOf(m.group(1)))
        : Optional.empty();
  }

  /** The names in a directory that is {@linkplain #covers covered}. */
  List<String> list(String path) {
    List<String> names = new ArrayList<>();
    if (path.equals(NUMA)) {
      kernel.demotion().ifPresent(d -> names.add("demotion_enabled"));
    } else if (path.equals(POLICY)) {
      if (!list(WEIGHTS).isEmpty()) {
        names.add("weighted_interleave");
      }
    } else if (path.equals(WEIGHTS)) {
      kernel.weightsFromBandwidth().ifPresent(a -> names.add("auto"));
      for (int node = 0; node < NODES; node++) {
        if (kernel.weight(node).isPresent()) {
          names.add("node" + node);
        }
      }
    }
    return names;
  }

  /** Why there is no such file; empty if there is. */
  Optional<String> missing(String path) {
    if (!covers(path) || content(path).isPresent()) {
      return Optional.empty();
    }
    if (path.equals(DEMOTION)) {
      return Optional.of("this kernel demotes no pages");
    }
    if (list(WEIGHTS).isEmpty()) {
      return Optional.of("this kernel knows no weights of interleaving, which came with 6.9");
    }
    return Optional.of(
        node(path)
            .map(n -> "node " + n + " has no memory, and so no weight")
            .orElse("this kernel makes no weights from bandwidth, as kernels from 6.16 on do"));
  }

  /** Writes a file; empty if the path is not {@linkplain #covers covered}. */
  Optional<Errno> write(String path, String value) {
    if (!covers(path)) {
      return Optional.empty();
    }
    if (content(path).isEmpty()) {
      // sysfs lets nobody make files
      boolean directory = entry(path.substring(0, path.lastIndexOf('/'))).isPresent();
      return Optional.of(directory ? Errno.EACCES : Errno.ENOENT);
    }
    if (path.equals(DEMOTION)) {
      return Optional.of(kernel.setDemotion(value));
    }
    return Optional.of(
        node(path)
            .map(n -> kernel.setWeight(n, value))
            .orElseGet(() -> kernel.setWeightsFromBandwidth(value)));
  }
}
