package org.daxpolicy.udev;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What udev's database remembers of one device from its last event.
 *
 * @param properties the stored properties ({@code E:})
 * @param tags sticky tags ({@code G:}), among them those of the last event
 * @param currentTags tags of the last event ({@code Q:})
 * @param links links without {@code /dev/} ({@code S:})
 * @param linkPriority {@code L:}
 */
public record DeviceRecord(
    Map<String, String> properties,
    List<String> tags,
    List<String> currentTags,
    List<String> links,
    int linkPriority) {
  public static final DeviceRecord NONE =
      new DeviceRecord(Map.of(), List.of(), List.of(), List.of(), 0);

  /** The properties it makes of a device: those it holds, and its tags and links. */
  Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>(properties);
    list(shown, "TAGS", NameSet.of(tags), ":");
    list(shown, "CURRENT_TAGS", NameSet.of(currentTags), ":");
    list(shown, "DEVLINKS", NameSet.of(links), " ");
    return shown;
  }

  private static void list(Map<String, String> shown, String key, NameSet names, String separator) {
    if (!names.isEmpty()) {
      shown.put(key, Facts.list(names, separator));
    }
  }

  public DeviceRecord {
    properties = Map.copyOf(properties);
    tags = Stream.concat(tags.stream(), currentTags.stream()).distinct().toList();
    currentTags = List.copyOf(currentTags);
    links = List.copyOf(links);
  }
}
