package io.tracklayer.destinations.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages show can be configured, and the limits that they state are those that hold. */
class PagesTest {

  private static final String DESTINATIONS = "docs/destinations";

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\R(.*?)^```$");
  private static final Pattern EVENTS = Pattern.compile("at most ([0-9,]+)");
  private static final Pattern AGE = Pattern.compile("at most ([0-9]+) (days|hours)");

  /** Stands for what a block leaves out. */
  private static final Map<String, String> SECTIONS =
      Map.of(
          "kafka",
          "{bootstrap_servers: 'localhost:9092'}",
          "endpoints",
          "[{url: 'https://inbound.example.com/events', account: acct_live_123,"
              + " environment: production, secret_ref: ENDPOINT_SECRET}]",
          "identity",
          "{key_ref: IDENTITY_KEY}");

  /** Likewise, of its last destination. */
  private static final Map<String, String> OF_DESTINATION =
      Map.of(
          "type", "meta_capi",
          "account", "acct_live_123",
          "environment", "production",
          "consent", "[]",
          "settings", "{dataset_id: '1', access_token_ref: TOKEN}");

  private final Map<String, DestinationSpec> types = new Destinations().specs();
  private final ConfigReader reader = new ConfigReader(types);

  static Stream<String> pagesWithConfiguration() throws IOException {
    return Stream.concat(
        Stream.of("README.md", "docs/consent.md", "docs/delivery.md"), pagesOfDestinations());
  }

  static Stream<String> pagesOfDestinations() throws IOException {
    try (Stream<Path> pages = Files.list(RepositoryFiles.at(DESTINATIONS))) {
      return pages.map(page -> DESTINATIONS + "/" + page.getFileName()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pagesWithConfiguration")
  void everyConfigurationOfAPageIsValid(String page) throws IOException {
    List<String> blocks = blocks(page);

    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      ConfigResult result = reader.read(page, whole(block));
      assertThat(result instanceof ConfigResult.Invalid wrong ? wrong.problems() : List.of())
          .as(block)
          .isEmpty();
      assertThat(result.warnings()).as(block).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("pagesOfDestinations")
  void thePageOfADestinationStatesItsLimits(String page) throws IOException {
    String text = Files.readString(RepositoryFiles.at(page));
    DestinationSpec spec = types.get(text.substring(2, text.indexOf('\n')).strip());

    assertThat(
            Integer.parseInt(limit(text, "events in a request", EVENTS).group(1).replace(",", "")))
        .isEqualTo(spec.maxBatch());
    MatchResult age = limit(text, "age", AGE);
    long number = Long.parseLong(age.group(1));
    assertThat(age.group(2).equals("days") ? Duration.ofDays(number) : Duration.ofHours(number))
        .isEqualTo(spec.maxAge());
  }

  private static MatchResult limit(String page, String row, Pattern limit) {
    String start = "\n| " + row + " | ";
    assertThat(page).containsOnlyOnce(start);
    String cell = page.substring(page.indexOf(start) + start.length()).lines().findFirst().get();
    return limit
        .matcher(cell)
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no limit of " + row + " in: " + cell));
  }

  private static List<String> blocks(String page) throws IOException {
    return BLOCK
        .matcher(Files.readString(RepositoryFiles.at(page)))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** The block as it stands, with what a file needs besides. */
  private static String whole(String block) {
    JsonNode shown = ConfigurationSchema.yaml(block);
    StringBuilder whole = new StringBuilder(block);
    JsonNode destinations = shown.path("destinations");
    if (!destinations.isEmpty()) {
      JsonNode last = destinations.get(destinations.size() - 1);
      addMissing(whole, last, OF_DESTINATION, "    ");
    }
    addMissing(whole, shown, SECTIONS, "");
    if (!shown.has("consent")) {
      whole.append("consent:\n  purposes:\n");
      purposes(destinations)
          .forEach(name -> whole.append("    ").append(name).append(": {consent_ids: [C1]}\n"));
    }
    return whole.toString();
  }

  private static void addMissing(
      StringBuilder whole, JsonNode shown, Map<String, String> values, String indent) {
    values.forEach(
        (key, value) -> {
          if (!shown.has(key)) {
            whole.append(indent).append(key).append(": ").append(value).append('\n');
          }
        });
  }

  private static Set<String> purposes(JsonNode destinations) {
    List<JsonNode> lists = new ArrayList<>();
    for (JsonNode destination : destinations) {
      lists.add(destination.path("consent"));
      destination.path("signals").forEach(lists::add);
    }
    Set<String> names = new TreeSet<>(Set.of("any"));
    lists.forEach(list -> list.forEach(name -> names.add(name.asText())));
    return names;
  }
}
