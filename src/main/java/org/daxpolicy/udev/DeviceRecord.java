package org.daxpolicy.udev;

import java.util.List;
import java.util.Map;

/**
 * What udev's database remembers of one device from its last event.
 *
 * @param properties the stored properties ({@code E:})
 * @param tags sticky tags ({@code G:})
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

  public DeviceRecord {
    properties = Map.copyOf(properties);
    tags = List.copyOf(tags);
    currentTags = List.copyOf(currentTags);
    links = List.copyOf(links);
  }
}
