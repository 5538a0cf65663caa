package io.tracklayer.local.bench;

import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.job.intake.Intake;
import io.tracklayer.job.intake.IntakeResult;
import io.tracklayer.job.intake.draft.Sighting;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Identity as many customer data platforms keep it, to compare with: a table from identifier to
 * profile. Of each event, all identifiers are looked up; new ones are inserted, and if they lead to
 * several profiles, those are made one by an update. A hundred events are one transaction, which is
 * kinder than a commit for each event. Events are read and taken in as by the job. Nothing else is
 * done with them: no profile is kept, nothing is deduplicated or published, and nothing keeps
 * strangers apart.
 */
final class IdentityTable {

  private static final int EVENTS_OF_TRANSACTION = 100;
  private static final Duration POLL = Duration.ofMillis(200);

  /** Errors after which PostgreSQL says to try the transaction again. */
  private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

  private final PostgresServer server;
  private final StageInput input;
  private final AtomicLong lastProfile = new AtomicLong();

  IdentityTable(PostgresServer server, StageInput input) {
    this.server = server;
    this.input = input;
  }

  void create() throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table identifiers (identifier text primary key, profile bigint not null)");
      statement.execute("create index on identifiers (profile)");
    }
  }

  /** Takes all events of the raw topic, on several connections, and then waits for more. */
  void fill() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(input.parallelism());
    ExecutorCompletionService<Void> ends = new ExecutorCompletionService<>(threads);
    for (int thread = 0; thread < input.parallelism(); thread++) {
      int number = thread;
      ends.submit(() -> fill(number));
    }
    // None of them ends but by a failure.
    ends.take().get();
  }

  private Void fill(int thread) throws SQLException {
    TrackLayerConfig config = input.config();
    String identityKey = Secrets.ofThisProcess().require(config.identity().keyRef());
    Intake intake = new Intake(config, new NodeIds(identityKey));
    ProgressTold progress = new ProgressTold(input.step());
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(thread);
        Connection connection = server.connect();
        Lookups lookups = new Lookups(connection)) {
      connection.setAutoCommit(false);
      List<List<String>> transaction = new ArrayList<>();
      while (true) {
        for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(POLL)) {
          transaction.add(identifiers(intake.take(consumed.value())));
          if (transaction.size() == EVENTS_OF_TRANSACTION) {
            commit(lookups, connection, transaction);
            transaction.clear();
          }
          progress.add(thread);
        }
        commit(lookups, connection, transaction);
        transaction.clear();
      }
    }
  }

  private void commit(Lookups lookups, Connection connection, List<List<String>> events)
      throws SQLException {
    while (true) {
      try {
        for (List<String> identifiers : events) {
          lookups.resolve(identifiers);
        }
        connection.commit();
        return;
      } catch (SQLException e) {
        connection.rollback();
        if (!TRY_AGAIN.contains(e.getSQLState())) {
          throw e;
        }
      }
    }
  }

  private static List<String> identifiers(IntakeResult result) {
    if (result instanceof IntakeResult.Accepted accepted) {
      return accepted.draft().identifiers().stream()
          .map(Sighting::identifier)
          .map(identifier -> identifier.type() + ":" + identifier.value())
          .toList();
    }
    return List.of();
  }

  private KafkaConsumer<byte[], byte[]> consumer(int thread) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", input.config().kafka().bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> own =
        consumer.partitionsFor(input.config().kafka().topics().raw()).stream()
            .filter(info -> info.partition() % input.parallelism() == thread)
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(own);
    consumer.seekToBeginning(own);
    return consumer;
  }

  /** The statements of one connection. */
  private final class Lookups implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement find;
    private final PreparedStatement add;
    private final PreparedStatement merge;

    Lookups(Connection connection) throws SQLException {
      this.connection = connection;
      find =
          connection.prepareStatement(
              "select identifier, profile from identifiers where identifier = any(?)");
      add =
          connection.prepareStatement(
              "insert into identifiers (identifier, profile) values (?, ?) on conflict do nothing");
      merge =
          connection.prepareStatement("update identifiers set profile = ? where profile = any(?)");
    }

    void resolve(List<String> identifiers) throws SQLException {
      if (identifiers.isEmpty()) {
        return;
      }
      Map<String, Long> known = known(identifiers);
      TreeSet<Long> profiles = new TreeSet<>(known.values());
      long profile = profiles.isEmpty() ? lastProfile.incrementAndGet() : profiles.first();
      if (profiles.size() > 1) {
        profiles.remove(profile);
        merge(profile, profiles);
      }
      if (known.size() < identifiers.size()) {
        for (String identifier : identifiers) {
          if (!known.containsKey(identifier)) {
            add.setString(1, identifier);
            add.setLong(2, profile);
            add.addBatch();
          }
        }
        add.executeBatch();
      }
    }

    private Map<String, Long> known(List<String> identifiers) throws SQLException {
      Array array = connection.createArrayOf("text", identifiers.toArray());
      find.setArray(1, array);
      Map<String, Long> known = new HashMap<>();
      try (ResultSet rows = find.executeQuery()) {
        while (rows.next()) {
          known.put(rows.getString(1), rows.getLong(2));
        }
      }
      array.free();
      return known;
    }

    private void merge(long into, Set<Long> others) throws SQLException {
      Array array = connection.createArrayOf("bigint", others.toArray());
      merge.setLong(1, into);
      merge.setArray(2, array);
      merge.executeUpdate();
      array.free();
    }

    @Override
    public void close() throws SQLException {
      find.close();
      add.close();
      merge.close();
    }
  }
}
