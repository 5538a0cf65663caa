package io.tracklayer.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.DestinationScope;
import io.tracklayer.view.answers.FunnelAnswer;
import io.tracklayer.view.answers.MatchQualityAnswer;
import io.tracklayer.view.facts.EventKey;
import io.tracklayer.view.facts.Fact;
import io.tracklayer.view.facts.FactReader;
import io.tracklayer.view.facts.Step;
import io.tracklayer.view.store.ViewDatabase;
import io.tracklayer.view.store.ViewStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A view of topics in memory. */
final class Viewed implements AutoCloseable {

  static final List<DestinationScope> DESTINATIONS =
      ShopTraffic.DESTINATIONS.stream()
          .map(name -> new DestinationScope(name, Log.ACCOUNT, Log.ENVIRONMENT, null))
          .toList();

  private static final Set<String> FAILING =
      new AbstractSet<>() {
        @Override
        public Iterator<String> iterator() {
          throw new IllegalStateException("on purpose");
        }

        @Override
        public int size() {
          return 1;
        }
      };

  private final FactReader reader;
  private final Log log;
  private final List<DestinationScope> destinations;
  final ViewDatabase database;
  final ViewStore store;
  private final Map<TopicPartition, Long> positions;

  Viewed(Path directory, Log log) throws SQLException {
    this(directory, log, DESTINATIONS);
  }

  Viewed(Path directory, Log log, List<DestinationScope> destinations) throws SQLException {
    this.log = log;
    this.destinations = destinations;
    reader = new FactReader(log.topics);
    database = ViewDatabase.open(directory);
    store = new ViewStore(database, destinations);
    store.adoptNames();
    positions = new HashMap<>(store.positions());
  }

  /** Reads a few records in one transaction, and returns how many there were. */
  int read(int most, Random random) throws SQLException {
    List<ConsumerRecord<byte[], byte[]>> records = log.next(positions, most, random);
    store.write(records.stream().map(reader::read).toList(), positions);
    return records.size();
  }

  /** A failure in the middle of a transaction. */
  void failWhileReading(int most, Random random) throws SQLException {
    List<Fact> facts =
        new ArrayList<>(
            log.next(new HashMap<>(positions), most, random).stream().map(reader::read).toList());
    facts.add(
        new Fact.Received(
            new EventKey("a", "e", "m"),
            Long.MAX_VALUE,
            FAILING,
            false,
            new Step("", 0, 0, null, 0, 0)));
    store.write(facts, positions);
  }

  /** The database fails as it does when it cannot write, and is opened again. */
  void failAndReopen() throws SQLException {
    try {
      database.read(statements -> statements.update("SHUTDOWN IMMEDIATELY"));
    } catch (SQLException e) {
      // the connection ends with the database
    }
    store.reopen(null);
    positions.clear();
    positions.putAll(store.positions());
  }

  void readAll(Random random) throws SQLException {
    int read = 1;
    while (read > 0) {
      read = read(1 + random.nextInt(200), random);
    }
  }

  ObjectNode funnel(long now) throws SQLException {
    return database.read(statements -> new FunnelAnswer(destinations).of(statements, now));
  }

  /** That it counts what there is, and that the counts add up. */
  void assertCounts(ShopTraffic traffic) throws SQLException {
    assertThat(matched()).isEqualTo(traffic.matched);
    JsonNode funnel = funnel(ShopTraffic.START.toEpochMilli());
    assertThat(counts(funnel)).isEqualTo(traffic.arrived);
    assertThat(funnel.path("received").asLong())
        .isEqualTo(
            sum(
                funnel,
                "filtered",
                "rejected",
                "copies",
                "under_way",
                "identity_only",
                "canonical"));
    traffic.outcomes.forEach(
        (destination, expected) -> {
          Map<String, Long> counted = counts(funnel.path("destinations").path(destination));
          assertThat(counted).as(destination).isEqualTo(expected);
          assertThat(counted.values().stream().mapToLong(n -> n).sum())
              .isEqualTo(funnel.path("canonical").asLong());
        });
  }

  /** What {@link ShopTraffic#matched} keeps account of. */
  Map<String, Long> matched() throws SQLException {
    Map<String, Long> counted = new TreeMap<>();
    JsonNode answer = database.read(statements -> MatchQualityAnswer.of(statements, 0));
    for (Map.Entry<String, JsonNode> destination : answer.path("destinations").properties()) {
      JsonNode purchases = destination.getValue().path("purchase");
      counted.put(destination.getKey() + " delivered", purchases.path("delivered").asLong());
      for (Map.Entry<String, JsonNode> key : purchases.path("keys").properties()) {
        String name = destination.getKey() + " " + key.getKey();
        counted.put(name + " after", key.getValue().path("after").asLong());
        counted.put(name + " before", key.getValue().path("before").asLong());
      }
    }
    counted.values().removeIf(n -> n == 0);
    return counted;
  }

  private static long sum(JsonNode funnel, String... kinds) {
    long sum = 0;
    for (String kind : kinds) {
      sum += funnel.path(kind).asLong();
    }
    return sum;
  }

  private static Map<String, Long> counts(JsonNode counts) {
    Map<String, Long> above = new TreeMap<>();
    counts
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isIntegralNumber() && entry.getValue().asLong() != 0) {
                above.put(entry.getKey(), entry.getValue().asLong());
              }
            });
    return above;
  }

  @Override
  public void close() {
    database.close();
  }
}
