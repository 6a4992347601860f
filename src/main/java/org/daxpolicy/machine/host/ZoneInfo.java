package org.daxpolicy.machine.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A zone of a node as {@code /proc/zoneinfo} shows it ({@code mm/vmstat.c}); all numbers are pages,
 * 0 where a kernel does not print them.
 *
 * @param node the node's number
 * @param zone {@code DMA}, {@code DMA32}, {@code Normal}, {@code Movable}, {@code Device}
 * @param startPfn the first page frame
 * @param spanned page frames from first to last, holes included
 * @param present page frames that exist
 * @param managed pages the buddy allocator has
 * @param free free pages
 * @param min the watermark below which only emergency allocations succeed
 * @param low the watermark at which kswapd wakes
 * @param high the watermark at which kswapd sleeps again
 */
public record ZoneInfo(
    int node,
    String zone,
    long startPfn,
    long spanned,
    long present,
    long managed,
    long free,
    long min,
    long low,
    long high) {
  private static final Pattern HEAD = Pattern.compile("Node (\\d{1,6}), zone +(\\w{1,32})");
  private static final Pattern VALUE =
      Pattern.compile(
          " +(?:pages )?(free|min|low|high|spanned|present|managed|start_pfn:) +(\\d{1,18})");

  static List<ZoneInfo> parse(String text) {
    List<ZoneInfo> zones = new ArrayList<>();
    Map<String, Long> values = new HashMap<>();
    Matcher head = HEAD.matcher("");
    int node = -1;
    String zone = "";
    for (String line : text.split("\n", -1)) {
      if (head.reset(line).matches()) {
        add(node, zone, values, zones);
        node = Integer.parseInt(head.group(1));
        zone = head.group(2);
        values.clear();
      } else {
        Matcher m = VALUE.matcher(line);
        if (m.matches()) {
          values.putIfAbsent(m.group(1), Long.valueOf(m.group(2)));
        }
      }
    }
    add(node, zone, values, zones);
    return List.copyOf(zones);
  }

  private static void add(int node, String zone, Map<String, Long> values, List<ZoneInfo> zones) {
    if (node >= 0) {
      zones.add(
          new ZoneInfo(
              node,
              zone,
              values.getOrDefault("start_pfn:", 0L),
              values.getOrDefault("spanned", 0L),
              values.getOrDefault("present", 0L),
              values.getOrDefault("managed", 0L),
              values.getOrDefault("free", 0L),
              values.getOrDefault("min", 0L),
              values.getOrDefault("low", 0L),
              values.getOrDefault("high", 0L)));
    }
  }
}
