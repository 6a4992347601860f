package org.daxpolicy.simulate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.udev.Verdict;

/**
 * A device node through its events: owner, group and mode stay as the last event that said
 * something left them; links and tags are those of the last event; labels are set on {@code add}.
 */
final class NodeHistory {
  private Optional<Integer> owner = Optional.empty();
  private Optional<Integer> group = Optional.empty();
  private Optional<Integer> mode = Optional.empty();
  private List<String> symlinks = List.of();
  private List<String> tags = List.of();
  private final Map<String, String> seclabels = new LinkedHashMap<>();

  void after(Verdict verdict) {
    owner = verdict.owner().or(() -> owner);
    group = verdict.group().or(() -> group);
    if (verdict.mode().isPresent()) {
      mode = verdict.mode();
    } else if (verdict.group().filter(g -> g > 0).isPresent()) {
      // udev lets a group that it sets use the node
      mode = Optional.of(0660);
    }
    symlinks = verdict.symlinks();
    tags = verdict.currentTags();
    if ("add".equals(verdict.properties().get("ACTION"))) {
      verdict.seclabels().forEach(l -> seclabels.put(l.module(), l.label()));
    }
  }

  DeviceResult.Node node() {
    return new DeviceResult.Node(owner, group, mode, symlinks, tags, seclabels);
  }
}
