package org.daxpolicy.compile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Partition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target.Protect;

/**
 * The work that divides a region. It makes devices and never destroys one, so that memory in use is
 * nowhere taken away: where a region has its last part already nothing is done, and where a step
 * fails the next try goes on from there. What becomes of each part is said by rules of its own.
 *
 * @param partition the parts
 * @param busy what happens when the memory cannot be taken back
 */
record Division(Partition partition, Busy busy) {
  private static final String DEVICES = "/sys/bus/dax/devices/";
  private static final String DRIVER = "/sys/bus/dax/drivers/device_dax/";
  private static final int LONGEST_VALUE = 4_000;

  /** The work of a rule; none for one that divides nothing. */
  static Optional<Division> of(Policy.Rule rule) {
    return rule.outcome() instanceof Partition partition
        ? Optional.of(new Division(partition, rule.busy()))
        : Optional.empty();
  }

  private List<Partition.Part> parts() {
    return partition.parts();
  }

  private Partition.Part first() {
    return parts().get(0);
  }

  /** The sizes of all parts, as the property that tells of them has them. */
  String shapes() {
    return parts().stream().map(Partition.Part::shape).collect(Collectors.joining(" "));
  }

  /**
   * The last part of the unit's name: {@code partition-16GiB-rest}, {@code partition-4GiB.1GiB}.
   */
  String unitSuffix() {
    String what =
        parts().stream()
            .map(p -> "-" + p.shown().replace('/', '.'))
            .collect(Collectors.joining("", "partition", ""));
    return busy instanceof Busy.Retry retry ? what + Work.suffix(retry) : what;
  }

  // ---- when it is done

  /** The files of the first device that tell whether it is the first part already. */
  List<Sign> signs() {
    List<Sign> signs = new ArrayList<>();
    first().size().ifPresent(s -> signs.add(new Sign("size", Long.toString(s))));
    first().align().ifPresent(a -> signs.add(new Sign("align", Long.toString(a))));
    return signs;
  }

  /** A file of the device and what it holds. */
  record Sign(String file, String value) {}

  /** The pattern for the sizes of regions that are large enough; none where all are. */
  Optional<String> largeEnough() {
    if (partition.least() == 0) {
      return Optional.empty();
    }
    Attribute size = Catalogue.find("dax_region.size").orElseThrow();
    NumberSet enough = NumberSet.atLeast(BigInteger.valueOf(partition.least()));
    List<String> values = Patterns.numbers(size, enough).orElseThrow().values(LONGEST_VALUE);
    if (values.size() != 1) {
      throw new IllegalStateException("a lower bound takes one pattern");
    }
    return Optional.of(values.get(0));
  }

  /** The path of the last part's device where it is not the first: a region that has it is done. */
  Optional<String> last(String region) {
    return partition.divides()
        ? Optional.of(DEVICES + device(region, parts().size() - 1))
        : Optional.empty();
  }

  /** A command that succeeds where there is something to do; for one part only. */
  Optional<String> undone(String region) {
    if (partition.divides()) {
      return Optional.empty();
    }
    String path = DEVICES + device(region, 0) + "/";
    String read =
        signs().stream()
            .map(s -> "read -r " + s.file() + " <" + path + s.file())
            .collect(Collectors.joining(" && "));
    String seen = signs().stream().map(s -> "$$" + s.file()).collect(Collectors.joining("/"));
    String wanted = signs().stream().map(Sign::value).collect(Collectors.joining("/"));
    return Optional.of(shell(read + " && test " + seen + " != " + wanted));
  }

  /**
   * A command that fails where somebody else has made a device that is to be a part: the region is
   * then left as it is. None where there is no part between the first and the last.
   */
  Optional<String> others(String region) {
    List<String> tests = new ArrayList<>();
    for (int i = 1; i < parts().size() - 1; i++) {
      String path = DEVICES + device(region, i);
      long size = parts().get(i).size().orElseThrow();
      tests.add(
          "{ test ! -e "
              + path
              + " || { read -r size <"
              + path
              + "/size && test $$size = "
              + size
              + "; }; }");
    }
    return tests.isEmpty()
        ? Optional.empty()
        : Optional.of(
            shell(
                String.join(" && ", tests)
                    + " || { echo dax region "
                    + region
                    + " is divided otherwise >&2; exit 1; }"));
  }

  // ---- what is done

  /**
   * The command lines, one after the other, as they stand in a unit.
   *
   * @param region how the region's number is named there
   */
  List<String> commands(Protect protect, String region) {
    List<String> commands = new ArrayList<>();
    Work devdax = new Work(new Outcome.DevDax(Optional.empty()), busy);
    commands.add(Commands.line(devdax, protect, device(region, 0)));
    commands.add(shell(reshape(region)));
    for (int i = 1; i < parts().size(); i++) {
      String create = "/usr/bin/daxctl " + create(parts().get(i), region);
      commands.add(
          i == parts().size() - 1
              ? create
              : shell("test -e " + DEVICES + device(region, i) + " || exec " + create));
    }
    return commands.stream().map(Division::alone).toList();
  }

  /**
   * The line, run when no other such line runs. Between two drivers a device has none, and any
   * device without one that may be system memory is kmem's as soon as it is given some other
   * device's name (drivers/dax/bus.c, {@code do_id_store()}).
   */
  static String alone(String line) {
    return "/usr/bin/flock /run/daxpolicy.lock " + line;
  }

  /**
   * The first device gets its size and alignment. The kernel wants it unbound for that, and binds
   * an unbound device to kmem as soon as anyone gives kmem a name; daxctl, which takes three
   * commands for it, would leave it so for a second. Nor can daxctl set the alignment alone: it
   * fails with 234 after having set it. The alignment comes last, for the size it has to divide.
   */
  private String reshape(String region) {
    String name = device(region, 0);
    String write =
        signs().stream()
            .map(s -> "echo " + s.value() + " >" + DEVICES + name + "/" + s.file())
            .collect(Collectors.joining(" && "));
    return "echo "
        + name
        + " >"
        + DRIVER
        + "unbind && { "
        + write
        + "; failed=$$?; echo "
        + name
        + " >"
        + DRIVER
        + "bind; exit $$failed; }";
  }

  /** Without a size daxctl takes all that is left. */
  private static String create(Partition.Part part, String region) {
    return "create-device -r "
        + region
        + part.size().map(s -> " -s " + s).orElse("")
        + part.align().map(a -> " -a " + a).orElse("");
  }

  private static String device(String region, int instance) {
    return "dax" + region + "." + instance;
  }

  private static String shell(String command) {
    return "/bin/sh -c '" + command + "'";
  }
}
