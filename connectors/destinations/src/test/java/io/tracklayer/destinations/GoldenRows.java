package io.tracklayer.destinations;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rows of the tables on a type's documentation page, by their first cells: the names of events,
 * and where each field comes from. A request shows a row when it has a field or a header that the
 * row's first cell names.
 */
final class GoldenRows {

  static final Path PAGES = RepositoryFiles.at("docs/destinations");

  private static final String EVENTS = "canonical";
  private static final Set<String> FIELDS = Set.of("field", "header");

  /** The first words of rows about fields under the source's own names: of events, of profiles. */
  private static final String FREE = "free";

  private static final String FURTHER = "further";

  private final List<String> events = new ArrayList<>();
  private final List<String> fields = new ArrayList<>();

  private GoldenRows() {}

  /** The page whose title is the type. */
  static GoldenRows of(String type) {
    try (Stream<Path> pages = Files.list(PAGES)) {
      for (Path page : pages.sorted().toList()) {
        List<String> lines = Files.readAllLines(page);
        if (lines.get(0).equals("# " + type)) {
          return of(lines);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("no page in " + PAGES + " has the title " + type);
  }

  private static GoldenRows of(List<String> page) {
    GoldenRows rows = new GoldenRows();
    List<String> table = null;
    for (String line : page) {
      String cell = firstCell(line);
      if (cell == null) {
        table = null;
      } else if (cell.equals(EVENTS)) {
        table = rows.events;
      } else if (FIELDS.contains(cell)) {
        table = rows.fields;
      } else if (table != null && !cell.startsWith("---")) {
        table.add(cell);
      }
    }
    return rows;
  }

  /** Null for a line outside tables. */
  private static String firstCell(String line) {
    return line.startsWith("|") ? line.split("\\|", -1)[1].strip() : null;
  }

  List<String> all() {
    List<String> all = new ArrayList<>(events);
    all.addAll(fields);
    return all;
  }

  /**
   * @param names the names of the request's headers and of its body's fields, at any depth
   */
  List<String> shownBy(CanonicalEvent event, Set<String> names) {
    List<String> shown = new ArrayList<>();
    events.stream().filter(row -> names(row).contains(event.name())).forEach(shown::add);
    for (String row : fields) {
      if (wanted(row, event).stream().anyMatch(names::contains)) {
        shown.add(row);
      }
    }
    return shown;
  }

  private Set<String> wanted(String row, CanonicalEvent event) {
    boolean ofProfile = event.name().equals(CanonicalNames.PROFILE_UPDATE);
    return switch (row.split(" ", 2)[0]) {
      case FREE -> ofProfile ? Set.of() : ofTheSource(event.properties());
      case FURTHER -> ofProfile ? ofTheSource(event.properties()) : Set.of();
      default -> names(row);
    };
  }

  private Set<String> ofTheSource(JsonNode properties) {
    Set<String> names = new HashSet<>();
    properties.fieldNames().forEachRemaining(names::add);
    fields.stream().map(GoldenRows::names).forEach(names::removeAll);
    return names;
  }

  /** {@code user: email, phone (lists)} names email and phone. */
  private static Set<String> names(String row) {
    String plain = row.replaceAll("\\{.*?}", "").replaceAll("\\(.*?\\)", "").split(" and ", 2)[0];
    int colon = plain.indexOf(": ");
    return new HashSet<>(Arrays.asList(plain.substring(colon + 1).split("[^\\w-]+", -1)));
  }
}
