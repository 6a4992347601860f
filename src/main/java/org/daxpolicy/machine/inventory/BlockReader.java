package org.daxpolicy.machine.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads memory blocks. */
final class BlockReader {
  private static final String DIRECTORY = "/devices/system/memory";
  private static final Pattern NAME = Pattern.compile("memory(\\d{1,9})");
  private static final Pattern NODE = Pattern.compile("node(\\d{1,6})");

  private BlockReader() {}

  /** All blocks the snapshot holds, by number. */
  static List<MemoryBlock> read(Attributes attributes) {
    List<MemoryBlock> blocks = new ArrayList<>();
    Matcher m = NAME.matcher("");
    for (String name : attributes.names(DIRECTORY)) {
      String path = DIRECTORY + "/" + name;
      if (m.reset(name).matches() && attributes.isThere(path + "/state")) {
        String state = attributes.text(path + "/state").orElse("unknown");
        blocks.add(
            new MemoryBlock(
                Long.parseLong(m.group(1)),
                state,
                state.equals("online") ? zone(attributes, path) : Optional.empty(),
                node(attributes, path)));
      }
    }
    blocks.sort(Comparator.comparing(MemoryBlock::number));
    return blocks;
  }

  /** {@code valid_zones} of an online block is its zone, or {@code none} if it spans several. */
  private static Optional<String> zone(Attributes attributes, String path) {
    return attributes
        .text(path + "/valid_zones")
        .map(zones -> zones.equals("none") ? "mixed" : zones.split(" ", 2)[0]);
  }

  private static Optional<Integer> node(Attributes attributes, String path) {
    Matcher m = NODE.matcher("");
    return attributes.names(path).stream()
        .filter(name -> m.reset(name).matches())
        .map(name -> Integer.valueOf(name.substring("node".length())))
        .findFirst();
  }

  /** Those that fit, counted. */
  static Blocks count(List<MemoryBlock> blocks, Predicate<MemoryBlock> wanted) {
    SortedMap<String, Long> online = new TreeMap<>();
    long offline = 0;
    for (MemoryBlock block : blocks) {
      if (!wanted.test(block)) {
        continue;
      }
      if (block.isOnline()) {
        online.merge(block.zone().orElse("unknown"), 1L, Long::sum);
      } else {
        offline++;
      }
    }
    return new Blocks(online, offline);
  }
}
