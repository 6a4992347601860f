package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.machine.inventory.Area;
import org.daxpolicy.machine.inventory.MachineDifference;
import org.daxpolicy.machine.inventory.MachineDifference.Change;
import org.daxpolicy.machine.inventory.Value;
import org.daxpolicy.report.Palette.Role;
import org.daxpolicy.report.TextTable.Side;
import org.daxpolicy.udev.ByteText;

/** What differs between two snapshots. */
public final class MachineDifferenceReport {
  private MachineDifferenceReport() {}

  /** For people; nothing if nothing differs. */
  public static String text(MachineDifference difference, Palette palette) {
    StringBuilder text = new StringBuilder();
    for (Area area : Area.values()) {
      List<Change> changes = difference.changes().stream().filter(c -> c.area() == area).toList();
      if (!changes.isEmpty()) {
        text.append(text.length() == 0 ? "" : "\n")
            .append(palette.paint(Role.STRONG, title(area)))
            .append('\n')
            .append(table(changes).render("  ", palette));
      }
    }
    return text.toString();
  }

  private static String title(Area area) {
    return Character.toUpperCase(area.word().charAt(0)) + area.word().substring(1);
  }

  private static TextTable table(List<Change> changes) {
    TextTable table =
        new TextTable()
            .column("", Side.LEFT)
            .column("", Side.LEFT)
            .column("", Side.LEFT)
            .column("", Side.LEFT);
    for (Change change : changes) {
      boolean host = change.area() == Area.HOST;
      Optional<String> aspect = change.aspect().map(ByteText::readable);
      table
          .row()
          .cell(sign(change), role(change))
          .cell(host ? aspect.orElse("") : ByteText.readable(change.subject()))
          .cell(host ? "" : aspect.orElse(""))
          .cell(values(change));
    }
    return table;
  }

  private static String sign(Change change) {
    return change.before().isEmpty() ? "+" : change.after().isEmpty() ? "-" : "~";
  }

  private static Role role(Change change) {
    return change.before().isEmpty()
        ? Role.GOOD
        : change.after().isEmpty() ? Role.BAD : Role.WARNING;
  }

  private static String values(Change change) {
    if (change.before().orElse(null) instanceof Value.Lines before
        && change.after().orElse(null) instanceof Value.Lines after) {
      return Quantity.count(without(after, before).size(), "line")
          + " added, "
          + without(before, after).size()
          + " removed";
    }
    boolean parameter = change.aspect().filter(a -> a.startsWith("parameter ")).isPresent();
    if (parameter) {
      return "";
    }
    String before = change.before().map(MachineDifferenceReport::shown).orElse("");
    String after = change.after().map(MachineDifferenceReport::shown).orElse("");
    if (change.before().isEmpty() || change.after().isEmpty()) {
      return before + after;
    }
    return before + " → " + after;
  }

  /** Lines of one text that the other does not have, each as often as it is missing. */
  private static List<String> without(Value.Lines text, Value.Lines other) {
    List<String> lines = new ArrayList<>(text.text().lines().toList());
    other.text().lines().forEach(lines::remove);
    return lines;
  }

  private static String shown(Value value) {
    if (value instanceof Value.Bytes bytes) {
      return Quantity.bytes(bytes.bytes());
    }
    if (value instanceof Value.Memory memory) {
      return Quantity.bytes(memory.bytes());
    }
    if (value instanceof Value.Address address) {
      return Quantity.address(address.address());
    }
    if (value instanceof Value.Bandwidth bandwidth) {
      return Quantity.bandwidth(bandwidth.mebibytes());
    }
    if (value instanceof Value.Lines lines) {
      return Quantity.count(lines.text().lines().count(), "line");
    }
    return ByteText.readable(((Value.Text) value).text());
  }

  /** For programs. */
  public static List<Object> tree(MachineDifference difference) {
    List<Object> rows = new ArrayList<>();
    for (Change change : difference.changes()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("area", change.area().word());
      row.put("subject", ByteText.readable(change.subject()));
      row.put("aspect", change.aspect().map(ByteText::readable));
      row.put("before", change.before().map(MachineDifferenceReport::plain));
      row.put("after", change.after().map(MachineDifferenceReport::plain));
      rows.add(row);
    }
    return rows;
  }

  private static Object plain(Value value) {
    if (value instanceof Value.Bytes bytes) {
      return bytes.bytes();
    }
    if (value instanceof Value.Memory memory) {
      return memory.bytes();
    }
    if (value instanceof Value.Bandwidth bandwidth) {
      return bandwidth.mebibytes();
    }
    if (value instanceof Value.Lines lines) {
      return ByteText.readable(lines.text());
    }
    return shown(value);
  }
}
