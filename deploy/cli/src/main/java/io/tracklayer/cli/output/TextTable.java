package io.tracklayer.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A table whose columns are as wide as their widest cell. Not thread-safe. */
public final class TextTable {

  private static final String GAP = "  ";
  private static final String ABSENT = "-";
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}]");

  private final List<String[]> rows = new ArrayList<>();

  public TextTable(String... header) {
    rows.add(header);
  }

  /**
   * Adds a row.
   *
   * @param cells as many as the header has; null for an empty cell
   */
  public void row(@Nullable Object... cells) {
    rows.add(
        Arrays.stream(cells)
            .map(cell -> cell == null ? ABSENT : inOneLine(cell.toString()))
            .toArray(String[]::new));
  }

  /** What an event holds must not move the terminal's cursor. */
  private static String inOneLine(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }

  /** Without colours. */
  public List<String> lines() {
    return lines(new Colours(false));
  }

  /** The header, then the rows. */
  public List<String> lines(Colours colours) {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    List<String> lines = new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
    lines.set(0, colours.strong(lines.get(0)));
    return lines;
  }

  private static String line(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row[i]).append(" ".repeat(widths[i] - row[i].length())).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
