package io.tracklayer.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.view.store.Retention;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactCountsTest {

  private static final int EVENTS = 400;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theCountsAreThoseOfTheTopicsInWhicheverOrderTheTopicsAreRead(long seed) throws SQLException {
    ShopTraffic traffic = new ShopTraffic(seed, EVENTS);

    try (Viewed view = new Viewed(directory, traffic.log)) {
      view.readAll(new Random(seed));

      view.assertCounts(traffic);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void aRestartNeitherLosesNorRepeatsARecord(long seed) throws SQLException {
    ShopTraffic traffic = new ShopTraffic(seed, EVENTS);
    Random random = new Random(seed);

    int read = 1;
    int all = 0;
    while (read > 0) {
      try (Viewed view = new Viewed(directory, traffic.log)) {
        for (int i = 0; i < 5; i++) {
          read = view.read(1 + random.nextInt(100), random);
          all += read;
        }
      }
    }

    assertThat(all).as("records read, each once").isEqualTo(traffic.log.size());
    try (Viewed view = new Viewed(directory, traffic.log)) {
      view.assertCounts(traffic);
    }
  }

  @Test
  void aFailureOfTheDatabaseNeitherLosesNorRepeatsARecord() throws SQLException {
    ShopTraffic traffic = new ShopTraffic(51, EVENTS);
    Random random = new Random(51);
    try (Viewed view = new Viewed(directory, traffic.log)) {
      for (int i = 0; i < 4; i++) {
        view.read(200, random);
        view.failAndReopen();
      }
      view.readAll(random);

      view.assertCounts(traffic);
    }
  }

  @Test
  void aTransactionThatFailsLeavesNoTrace() throws SQLException {
    ShopTraffic traffic = new ShopTraffic(21, EVENTS);
    try (Viewed view = new Viewed(directory, traffic.log)) {
      view.read(300, new Random(21));
      String before = view.funnel(0).toString();

      boolean failed = false;
      try {
        view.failWhileReading(200, new Random(22));
      } catch (IllegalStateException e) {
        failed = true;
      }

      assertThat(failed).isTrue();
      assertThat(view.funnel(0).toString()).isEqualTo(before);
    }
    try (Viewed view = new Viewed(directory, traffic.log)) {
      view.readAll(new Random(23));
      view.assertCounts(traffic);
    }
  }

  @Test
  void whatIsDroppedIsNoLongerCountedAndTheRestStillAddsUp() throws SQLException {
    ShopTraffic traffic = new ShopTraffic(31, EVENTS);
    try (Viewed view = new Viewed(directory, traffic.log)) {
      view.readAll(new Random(31));
      Duration age = Duration.ofHours(2);
      Instant now = ShopTraffic.START.plus(Duration.ofHours(4)); // the middle is two hours back

      new Retention(view.store, age, Long.MAX_VALUE).apply(now.toEpochMilli());

      JsonNode funnel = view.funnel(now.toEpochMilli());
      long canonical = funnel.path("canonical").asLong();
      assertThat(canonical).isPositive().isLessThan(traffic.arrived.get("canonical"));
      assertThat(Instant.parse(funnel.path("since").asText()))
          .isBetween(now.minus(age).minusSeconds(180), now.minus(age));
      for (JsonNode destination : funnel.path("destinations")) {
        long outcomes = 0;
        for (JsonNode count : destination) {
          outcomes += count.asLong();
        }
        assertThat(outcomes).isEqualTo(canonical);
      }
      assertThat(view.matched().get("meta delivered"))
          .isPositive()
          .isLessThan(traffic.matched.get("meta delivered"));
      assertThat(view.matched()).isEqualTo(matchedOfWhatIsLeft(view));
      Optional<Long> orphans =
          view.database.read(
              statements ->
                  statements.one(
                      row -> row.getLong(1),
                      "SELECT COUNT(*) FROM step WHERE event NOT IN (SELECT id FROM event)"));
      assertThat(orphans).hasValue(0L);
    }
  }

  /** Counted anew, outcome by outcome. */
  private static Map<String, Long> matchedOfWhatIsLeft(Viewed view) throws SQLException {
    Map<String, Long> counted = new TreeMap<>();
    view.database.read(
        statements -> {
          statements.each(
              row -> {
                String to = row.getString(1);
                counted.merge(to + " delivered", 1L, Long::sum);
                int carried = (int) row.getLong(2);
                int own = (int) (row.getLong(2) >>> Integer.SIZE);
                MatchKeys keys = new MatchKeys(carried, own);
                keys.carriedTexts()
                    .forEach(key -> counted.merge(to + " " + key + " after", 1L, Long::sum));
                keys.ownTexts()
                    .forEach(key -> counted.merge(to + " " + key + " before", 1L, Long::sum));
              },
              "SELECT destination, matched FROM outcome WHERE matched IS NOT NULL");
          return "";
        });
    return counted;
  }

  @Test
  void overItsSizeItDropsTheOldestTenth() throws SQLException {
    ShopTraffic traffic = new ShopTraffic(41, EVENTS);
    try (Viewed view = new Viewed(directory, traffic.log)) {
      view.readAll(new Random(41));

      new Retention(view.store, Duration.ofDays(7), 1).apply(ShopTraffic.START.toEpochMilli());

      assertThat(view.funnel(0).path("canonical").asDouble())
          .isBetween(
              traffic.arrived.get("canonical") * 0.8, traffic.arrived.get("canonical") * 0.95);
    }
  }
}
