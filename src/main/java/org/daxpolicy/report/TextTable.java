package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.daxpolicy.report.Palette.Role;

/**
 * Rows of cells, aligned when all of them are known. Columns in which no row says anything are left
 * out; the last column is not padded.
 */
final class TextTable {
  /** A cell's text and how it looks. */
  private record Cell(String text, Role role) {}

  /** How cells of a column are placed. */
  enum Side {
    LEFT,
    RIGHT
  }

  private final List<String> titles = new ArrayList<>();
  private final List<Side> sides = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();
  private List<Cell> row = new ArrayList<>();

  TextTable column(String title, Side side) {
    titles.add(title);
    sides.add(side);
    return this;
  }

  /** Begins a row. */
  TextTable row() {
    row = new ArrayList<>();
    rows.add(row);
    return this;
  }

  TextTable cell(String text) {
    return cell(text, Role.PLAIN);
  }

  /** Adds a cell; what a terminal would act on is made visible. */
  TextTable cell(String text, Role role) {
    row.add(new Cell(Printable.line(text), role));
    return this;
  }

  /** The lines, indented; with the titles if there are any. */
  String render(String indent, Palette palette) {
    List<List<Cell>> all = new ArrayList<>();
    if (titles.stream().anyMatch(t -> !t.isEmpty())) {
      all.add(titles.stream().map(t -> new Cell(t, Role.FAINT)).toList());
    }
    all.addAll(rows);
    List<Integer> shown = new ArrayList<>();
    for (int column = 0; column < titles.size(); column++) {
      int at = column;
      if (rows.stream().anyMatch(r -> r.size() > at && !r.get(at).text().isEmpty())) {
        shown.add(column);
      }
    }
    Map<Integer, Integer> widths = new LinkedHashMap<>();
    shown.forEach(column -> widths.put(column, width(all, column)));
    StringBuilder text = new StringBuilder();
    for (List<Cell> cells : all) {
      line(cells, widths, indent, palette, text);
    }
    return text.toString();
  }

  private void line(
      List<Cell> cells,
      Map<Integer, Integer> widths,
      String indent,
      Palette palette,
      StringBuilder text) {
    StringBuilder line = new StringBuilder(indent);
    int end = line.length();
    int painted = 0;
    for (Map.Entry<Integer, Integer> shown : widths.entrySet()) {
      int column = shown.getKey();
      Cell cell = column < cells.size() ? cells.get(column) : new Cell("", Role.PLAIN);
      String pad = " ".repeat(shown.getValue() - length(cell.text()));
      boolean right = sides.get(column) == Side.RIGHT;
      line.append(painted == 0 ? "" : "  ").append(right ? pad : "");
      line.append(palette.paint(cell.role(), cell.text()));
      end = cell.text().isEmpty() ? end : line.length();
      line.append(right ? "" : pad);
      painted++;
    }
    text.append(line, 0, end).append('\n');
  }

  private static int width(List<List<Cell>> all, int column) {
    return all.stream()
        .filter(cells -> column < cells.size())
        .mapToInt(cells -> length(cells.get(column).text()))
        .max()
        .orElse(0);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
