package org.daxpolicy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.MemoryState;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Version;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.kernel.Firmware;
import org.daxpolicy.dax.kernel.Firmware.Source;
import org.daxpolicy.dax.kernel.Kernel;
import org.daxpolicy.dax.kernel.KernelLog.Uevent;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.SnapshotReader;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.Told;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Boots every machine of {@code kernels} from what its firmware says, and holds drivers, sizes,
 * memory blocks, zones, exit codes and events against what was seen there.
 */
class RealKernelsTest {
  private static final Path CORPUS = Path.of("src/test/corpus/simulate/kernels");

  /** What a region of persistent memory announces besides namespaces: an empty one to be filled. */
  private static final String NVDIMM_SEED = "nd:t7";

  @TestFactory
  Stream<DynamicTest> doesWhatRealKernelsDid() throws IOException {
    try (Stream<Path> folders = Files.list(CORPUS)) {
      return folders.filter(f -> Files.exists(f.resolve("observed.txt"))).sorted().toList().stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
    }
  }

  /** What one simulated course came to, stage by stage. */
  private record Course(World world, List<Stage> stages) {}

  private record Stage(
      int exit,
      List<Uevent> events,
      List<DaxDeviceState> devices,
      Map<Integer, Map<String, Integer>> nodes) {}

  private static void check(Path folder) throws IOException {
    ObservedRun seen = ObservedRun.read(folder.resolve("observed.txt"));
    Scenario scenario = scenario(seen, folder);
    List<Source> sources = scenario.layout().firmware().sources();
    Scenario atBoot = without(scenario, later(seen));
    List<Course> courses =
        new Explorer()
            .explore(
                fate -> course(new World(atBoot, fate), seen, sources, late(folder, scenario)));
    List<String> differences = new ArrayList<>();
    boolean found = false;
    for (Course course : courses) {
      Optional<String> difference = difference(course, seen);
      difference.ifPresent(differences::add);
      found |= difference.isEmpty();
    }
    assertTrue(found, () -> String.join("\n", new LinkedHashSet<>(differences)));
    Set<Object> endings = new LinkedHashSet<>();
    courses.forEach(c -> endings.add(c.world().kernel.devices()));
    assertEquals(
        seen.head().getOrDefault("ways", "1"), Integer.toString(endings.size()), "ways it may end");
  }

  private static Scenario scenario(ObservedRun seen, Path folder) throws IOException {
    String name = seen.head().get("machine") + ".json";
    Machine machine =
        SnapshotReader.read(CORPUS.resolve("machines").resolve(name), name).value().orElseThrow();
    Given given =
        new Given(
            version(seen, "kernel"),
            version(seen, "systemd"),
            version(seen, "daxctl"),
            Optional.empty(),
            Optional.ofNullable(seen.head().get("cmdline")),
            Optional.empty(),
            Optional.empty());
    List<String> early =
        Stream.of(seen.head().getOrDefault("early", "").split(" "))
            .filter(w -> !w.isEmpty())
            .toList();
    return Simulator.scenario(
        machine, tree(folder.resolve("tree")), given, Told.NOTHING, List.of(), early);
  }

  /** Rules that were installed after the boot. */
  private static Optional<RuleSet> late(Path folder, Scenario scenario) {
    Path file = folder.resolve("late.rules");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<RulesFile> files = new ArrayList<>(scenario.rules().files());
      files.add(
          RulesFile.parse(
              "95-late.rules",
              ByteText.of(Files.readString(file)),
              scenario.at().udev(),
              scenario.at().host()));
      return Optional.of(RuleSet.sorted(files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Scenario without(Scenario all, Set<Integer> regions) {
    Layout layout = all.layout();
    Firmware firmware = layout.firmware();
    List<Source> left = firmware.sources().stream().filter(s -> !regions.contains(s.id())).toList();
    return new Scenario(
        all.machine(),
        new Layout(
            new Firmware(left, firmware.ordinary(), firmware.processors(), firmware.performance()),
            layout.parents(),
            layout.origins(),
            layout.unplaced()),
        all.at(),
        all.rules(),
        all.installed(),
        all.units(),
        all.conf(),
        all.script(),
        all.early());
  }

  /** Regions that commands make, so that they are not there at boot. */
  private static Set<Integer> later(ObservedRun seen) {
    return Arrays.stream(seen.head().getOrDefault("later", "").split(" "))
        .filter(w -> !w.isEmpty())
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  private static Optional<Version> version(ObservedRun seen, String key) {
    return Optional.ofNullable(seen.head().get(key)).flatMap(Version::parse);
  }

  private static Installed tree(Path root) throws IOException {
    SortedMap<String, HostTree.Entry> entries = new TreeMap<>();
    if (Files.exists(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          entries.put(
              "/" + root.relativize(file),
              new HostTree.Entry.File(Optional.of(Files.readString(file))));
        }
      }
    }
    return new Installed(new HostTree(entries));
  }

  // ---- the simulated course

  private static Course course(
      World world, ObservedRun seen, List<Source> sources, Optional<RuleSet> late) {
    List<Stage> stages = new ArrayList<>();
    Deque<Source> later =
        sources.stream()
            .filter(s -> later(seen).contains(s.id()))
            .collect(Collectors.toCollection(ArrayDeque::new));
    // some recorders kept a choice of events only
    Set<String> watched =
        Arrays.stream(seen.head().getOrDefault("watched", "").split(" "))
            .filter(w -> !w.isEmpty())
            .collect(Collectors.toSet());
    int logged = 0;
    for (ObservedRun.Stage stage : seen.stages()) {
      int exit = stage.command().isEmpty() ? boot(world, later) : type(world, stage, later);
      List<Uevent> events =
          world.kernel.log().entries().subList(logged, world.kernel.log().size()).stream()
              .filter(Uevent.class::isInstance)
              .map(Uevent.class::cast)
              // nobody listens before udev is there
              .filter(e -> !e.actor().equals("initramfs"))
              .filter(e -> watched.isEmpty() || watched.contains(e.subject().subsystem()))
              .toList();
      logged = world.kernel.log().size();
      late.ifPresent(world::install);
      stages.add(new Stage(exit, events, world.kernel.devices(), nodes(world)));
    }
    return new Course(world, stages);
  }

  private static int boot(World world, Collection<Source> later) {
    world.boot();
    if (later.stream().allMatch(s -> s.origin() == Origin.PMEM) && !later.isEmpty()) {
      world.kernel.by("udev").loadAlias(NVDIMM_SEED);
    }
    return 0;
  }

  /** What cxl and ndctl do is no part of the simulator; what the kernel makes of it is. */
  private static int type(World world, ObservedRun.Stage stage, Deque<Source> later) {
    String command = stage.command();
    Kernel kernel = world.kernel.by("shell");
    boolean others = command.startsWith("cxl ") || command.startsWith("ndctl ");
    if (others && stage.exit().filter(e -> e != 0).isPresent()) {
      return stage.exit().get();
    }
    if (command.startsWith("cxl create-region -m -t pmem")) {
      kernel.loadAlias(NVDIMM_SEED);
    } else if (command.startsWith("cxl create-region")) {
      // there may be no room left
      Optional.ofNullable(later.poll()).ifPresent(kernel::assemble);
    } else if (command.startsWith("ndctl create-namespace")) {
      kernel.addNamespace(later.remove());
    } else if (command.startsWith("ndctl disable-namespace")) {
      kernel.unbindRegion("dax0.0");
    } else if (command.startsWith("ndctl enable-namespace")) {
      kernel.bindRegion("dax0.0");
    } else {
      return world.type(command);
    }
    world.heed();
    world.settle();
    return 0;
  }

  private static Map<Integer, Map<String, Integer>> nodes(World world) {
    Map<Integer, Map<String, Integer>> nodes = new TreeMap<>();
    for (long block : world.kernel.blocks()) {
      String word =
          world
              .kernel
              .zone(block)
              .map(z -> z == Zone.MOVABLE ? "Movable" : "Normal")
              .orElse("offline");
      nodes
          .computeIfAbsent(world.kernel.node(block).orElseThrow(), n -> new TreeMap<>())
          .merge(word, 1, Integer::sum);
    }
    return nodes;
  }

  // ---- the comparison

  private static Optional<String> difference(Course course, ObservedRun seen) {
    for (int i = 0; i < seen.stages().size(); i++) {
      ObservedRun.Stage wanted = seen.stages().get(i);
      Stage stage = course.stages().get(i);
      Optional<String> difference =
          wanted
              .exit()
              .filter(e -> e != stage.exit())
              .map(e -> "exit " + stage.exit() + ", seen " + e)
              .or(() -> facts(course.world(), stage, wanted.facts()))
              .or(
                  () ->
                      new EventOrder(wanted.events())
                          .difference(
                              stage.events(),
                              course.world().scenario.installed().tree().entries().isEmpty(),
                              e -> group(course.world(), e)));
      if (difference.isPresent()) {
        String where = wanted.command().isEmpty() ? "boot" : wanted.command();
        return difference.map(d -> where + ": " + d);
      }
    }
    return Optional.empty();
  }

  /** Events of a device and its memory belong together. */
  private static String group(World world, Uevent event) {
    switch (event.subject()) {
      case DAX -> {
        return event.name();
      }
      case MEMORY -> {
        long block = Long.parseLong(event.name().substring("memory".length()));
        long size = world.kernel.settings().blockSize();
        for (Source source : world.scenario.layout().firmware().sources()) {
          if (block * size >= source.start() && block * size < source.start() + source.size()) {
            return "dax" + source.id() + ".0";
          }
        }
        return "";
      }
      default -> {
        return event.subject() + event.name();
      }
    }
  }

  private static Optional<String> facts(World world, Stage stage, List<String> facts) {
    List<String> devices = new ArrayList<>();
    for (String fact : facts) {
      String[] words = fact.split(" ");
      boolean holds =
          switch (words[0]) {
            case "device" -> {
              devices.add(words[1]);
              yield device(stage, words);
            }
            case "blocks" ->
                of(stage, words[1])
                    .map(s -> s.memory().online() + "/" + s.memory().total())
                    .equals(Optional.of(words[2]));
            case "memory" -> memory(stage, words);
            case "node" -> node(world, stage, words);
            default -> throw new IllegalArgumentException(fact);
          };
      if (!holds) {
        return Optional.of("seen `" + fact + "`, simulated " + stage.devices() + stage.nodes());
      }
    }
    if (facts.stream().noneMatch(f -> f.startsWith("node 0 "))) {
      // only some devices were looked at
      return Optional.empty();
    }
    List<String> simulated = stage.devices().stream().map(DaxDeviceState::name).toList();
    return simulated.equals(devices)
        ? Optional.empty()
        : Optional.of("seen " + devices + ", simulated " + simulated);
  }

  private static Optional<DaxDeviceState> of(Stage stage, String name) {
    return stage.devices().stream().filter(d -> d.name().equals(name)).findFirst();
  }

  private static boolean device(Stage stage, String[] words) {
    return of(stage, words[1])
        .map(
            s ->
                s.driver().map(Driver::sysfsName).orElse("none").equals(words[2])
                    && Long.toString(s.range().size()).equals(words[3])
                    && s.range().node().map(n -> Integer.toString(n)).orElse("-1").equals(words[4]))
        .orElse(false);
  }

  /** All blocks of a range are alike, and in the zone that was seen. */
  private static boolean memory(Stage stage, String[] words) {
    String[] ends = words[2].split("-");
    Optional<Zone> zone =
        switch (words[3]) {
          case "offline" -> Optional.empty();
          case "Movable" -> Optional.of(Zone.MOVABLE);
          default -> Optional.of(Zone.KERNEL);
        };
    MemoryState memory = of(stage, words[1]).map(DaxDeviceState::memory).orElse(MemoryState.NONE);
    return memory.runs().stream()
        .anyMatch(
            r ->
                r.first() <= Long.parseLong(ends[0])
                    && r.last() >= Long.parseLong(ends[1])
                    && r.zone().equals(zone));
  }

  /** Blocks of a node by zone; those the node has from the start come on top. */
  private static boolean node(World world, Stage stage, String[] words) {
    Map<String, Integer> wanted = new TreeMap<>();
    for (int i = 2; i < words.length; i++) {
      String[] count = words[i].split("=");
      wanted.put(count[0], Integer.valueOf(count[1]));
    }
    int node = Integer.parseInt(words[1]);
    long size = world.kernel.settings().blockSize();
    Map<String, Integer> simulated = new TreeMap<>(stage.nodes().getOrDefault(node, Map.of()));
    long ordinary =
        world.scenario.layout().firmware().ordinary().stream()
            .filter(o -> o.node() == node)
            .mapToLong(o -> (o.end() - o.start()) / size)
            .sum();
    int low = wanted.getOrDefault("DMA32", 0) + wanted.getOrDefault("none", 0);
    wanted.remove("DMA32");
    wanted.remove("none");
    simulated.merge("Normal", (int) ordinary - low, Integer::sum);
    simulated.values().removeIf(n -> n == 0);
    return wanted.equals(simulated);
  }
}
