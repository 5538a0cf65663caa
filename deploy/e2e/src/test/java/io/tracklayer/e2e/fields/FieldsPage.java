package io.tracklayer.e2e.fields;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code docs/where-fields-go.md}. */
final class FieldsPage {

  private static final String START =
      """
      # Where fields go

      Every field of RudderStack's envelope, and what each destination gets of it. `WhereFieldsGoIT` generates this page: it
      puts a unique value into every field, sends all ten kinds of events through the job's own code, and looks for the
      values in the requests. It fails if this page is out of date; to regenerate the page, run it with
      `-Dtracklayer.docs.write=true` (see [CONTRIBUTING](../CONTRIBUTING.md)).

      Each destination is configured as for its golden requests, and every purpose is granted. A cell says in which field of
      the request a value arrives, and how: *clear*, as it was sent, perhaps inside a longer text; *in another form*,
      normalised, for example to lower case; *hashed*, as SHA-256 of its normal form; `–`, not at all. Paths leave out names
      that only wrap (`data`, `attributes`, `events`). Amounts are followed as single values, not into sums.
      """;

  private static final String PERSONAL =
      """

      ## Personal data where it does not belong

      Each text property and each text of a product was sent three more times, containing an e-mail address, an
      international phone number or an IP address. Ids, coupons, names of people and names of products are not free text, and
      are sent as the source gives them. These still arrive at destinations that otherwise keep such data back:

      """;

  private static final String PARAMETERS = "Parameters of addresses";

  private FieldsPage() {}

  /**
   * @param careful the types that keep anything back
   */
  static String of(
      Set<String> types,
      Set<String> careful,
      Map<RawField, Map<String, Set<String>>> fields,
      Map<RawField, Map<String, Set<String>>> personal) {
    StringBuilder page = new StringBuilder(START);
    Map<String, List<String>> sections = new LinkedHashMap<>();
    fields.forEach(
        (field, seen) ->
            sections
                .computeIfAbsent(section(field), name -> new ArrayList<>())
                .add(row(field, types, seen)));
    sections.forEach(
        (name, rows) -> {
          page.append("\n## ").append(name).append("\n\n").append(head(types));
          rows.forEach(page::append);
        });
    page.append(PERSONAL).append(head(careful));
    personal.forEach(
        (field, seen) -> {
          if (careful.stream().anyMatch(seen::containsKey)) {
            page.append(row(field, careful, seen));
          }
        });
    return page.toString();
  }

  private static String section(RawField field) {
    String path = field.path();
    if (path.indexOf('?') >= 0) {
      return PARAMETERS;
    }
    for (String section :
        List.of("context.traits", "context", "traits", "properties.products[]", "properties")) {
      if (path.startsWith(section + ".")) {
        return section;
      }
    }
    return "Top level";
  }

  private static String head(Set<String> types) {
    return "| raw field | "
        + String.join(" | ", types)
        + " |\n|---|"
        + "---|".repeat(types.size())
        + "\n";
  }

  private static String row(RawField field, Set<String> types, Map<String, Set<String>> seen) {
    StringBuilder row = new StringBuilder("| ").append(field.name());
    for (String type : types) {
      row.append(" | ").append(seen.containsKey(type) ? String.join(", ", seen.get(type)) : "–");
    }
    return row.append(" |\n").toString();
  }
}
