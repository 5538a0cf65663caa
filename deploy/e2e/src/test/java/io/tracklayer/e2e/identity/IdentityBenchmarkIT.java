package io.tracklayer.e2e.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.Configs;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.e2e.testing.Unchanged;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.loop.LoopRecordCodec;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.ForestInMemory;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.MessageType;
import io.tracklayer.job.identity.protocol.Walk;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.state.CodecSerializer;
import io.tracklayer.local.generate.GenerateCommand;
import io.tracklayer.local.run.LocalOptions;
import io.tracklayer.local.run.LocalRun;
import io.tracklayer.testing.KafkaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Measures identity and prints what it found. What it asserts is that it measured the real thing.
 */
@Tag("benchmark")
class IdentityBenchmarkIT {

  private static final String SECRET = "an endpoint secret for this benchmark";
  private static final String IDENTITY_KEY = "an identity key of this benchmark, over 32 bytes";
  private static final CodecSerializer<LoopRecord> RECORDS =
      new CodecSerializer<>(new LoopRecordCodec());

  @TempDir Path directory;

  /** Local mode, default traffic, 500 events a second: who enters the loop, and for how long. */
  @Test
  void loopAndLatencyAtFiveHundredEventsASecond() throws Exception {
    int users = Integer.getInteger("benchmark.users", 1_500);
    int events = 20 * users;
    try (LocalRun run = startLocal()) {
      warmUp(run);
      Topics topics = run.config().kafka().topics();
      String kafka = run.addresses().kafka();
      try (Topic raw = new Topic(kafka, topics.raw());
          Topic loop = new Topic(kafka, topics.loop());
          Topic canonical = new Topic(kafka, topics.canonical());
          Topic identity = new Topic(kafka, topics.identity())) {
        for (Topic topic : List.of(raw, loop, canonical, identity)) {
          topic.readOn();
        }
        generate(run, users, events, 1, 500);
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(new Unchanged(canonical));
        report(raw, loop, canonical, identity);
      }
    }
  }

  private static void warmUp(LocalRun run) throws Exception {
    generate(run, 500, 10_000, 99, 1_000);
    try (Topic canonical =
        new Topic(run.addresses().kafka(), run.config().kafka().topics().canonical())) {
      Awaitility.await().atMost(Duration.ofMinutes(2)).until(new Unchanged(canonical));
    }
  }

  private static void report(Topic raw, Topic loop, Topic canonical, Topic identity) {
    Map<String, Long> received = new HashMap<>();
    List<String> inOrder = new ArrayList<>();
    raw.readOn(
        consumed -> {
          String id = json(consumed.value()).get("message_id").asText();
          if (received.putIfAbsent(id, consumed.timestamp()) == null) {
            inOrder.add(id);
          }
        });
    inOrder.sort((a, b) -> Long.compare(received.get(a), received.get(b)));
    Set<String> afterTheFirstTenth =
        new HashSet<>(inOrder.subList(inOrder.size() / 10, inOrder.size()));
    Map<MessageType, Integer> messages = new TreeMap<>();
    Set<String> looped = new HashSet<>();
    loop.readOn(
        consumed -> {
          Message message = message(consumed.value());
          messages.merge(message.type(), 1, Integer::sum);
          Walk walk = message.carried();
          if (walk != null) {
            looped.add(walk.event().messageId());
          }
        });
    Map<String, Integer> changes = new TreeMap<>();
    identity.readOn(
        consumed -> changes.merge(json(consumed.value()).get("change").asText(), 1, Integer::sum));
    List<Long> straightMs = new ArrayList<>();
    List<Long> loopedMs = new ArrayList<>();
    canonical.readOn(
        consumed -> {
          String id = json(consumed.value()).get("message_id").asText();
          long took = consumed.timestamp() - received.getOrDefault(id, consumed.timestamp());
          (looped.contains(id) ? loopedMs : straightMs).add(took);
        });
    long straight = afterTheFirstTenth.stream().filter(id -> !looped.contains(id)).count();
    assertThat(loopedMs).hasSizeGreaterThan(100);
    print("events (distinct messages)", inOrder.size());
    print(
        "after the first tenth, never in the loop",
        "%d of %d = %.2f %%"
            .formatted(
                straight, afterTheFirstTenth.size(), 100.0 * straight / afterTheFirstTenth.size()));
    print("identity changes", changes);
    print("loop messages by kind", messages);
    print("raw to canonical, straight, ms", percentiles(straightMs));
    print("raw to canonical, through the loop, ms", percentiles(loopedMs));
  }

  /** What one link and one merge cost, counted one event after the other. */
  @Test
  void messagesForEachLinkAndEachMerge() throws Exception {
    TrackLayerConfig config = localConfig();
    Traffic traffic = new Traffic(config, IDENTITY_KEY);
    ForestInMemory forest = new ForestInMemory(Limits.of(config.identity()));
    Map<String, List<Integer>> messages = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    traffic.forEachGenerated(
        2_500,
        50_000,
        1,
        event -> {
          if (seen.add(event.messageId())) {
            int changesBefore = forest.changes().size();
            int messagesBefore = forest.messages();
            forest.resolve(traffic.draft(event));
            List<IdentityChange> changes =
                forest.changes().subList(changesBefore, forest.changes().size());
            messages
                .computeIfAbsent(kinds(changes), kinds -> new ArrayList<>())
                .add(forest.messages() - messagesBefore);
          }
        });
    messages.forEach(
        (changes, counts) ->
            print(
                "events with " + changes,
                "%d, %.2f messages each, with the hints"
                    .formatted(
                        counts.size(), counts.stream().mapToInt(n -> n).average().orElseThrow())));
  }

  /** As {@code {LINK=1, MERGE=2}}. */
  private static String kinds(List<IdentityChange> changes) {
    Map<IdentityChange.ChangeType, Integer> counts = new TreeMap<>();
    changes.forEach(change -> counts.merge(change.change(), 1, Integer::sum));
    return counts.toString();
  }

  /** The same traffic with and without one device id that everybody sends. */
  @Test
  void aJunkDeviceIdOfTenThousandUsers() throws Exception {
    int users = Integer.getInteger("benchmark.users", 10_000);
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    try (KafkaProcess kafka = KafkaProcess.start(directory.resolve("kafka"))) {
      eventsASecond(kafka, "warm-up", users, false);
      for (int round = 0; round < 3; round++) {
        without.add(eventsASecond(kafka, "without-" + round, users, false));
        with.add(eventsASecond(kafka, "with-" + round, users, true));
      }
    }
    print("events/s without the junk device", with(without));
    print("events/s with it", with(with));
    print("ratio of the medians", "%.2f".formatted(median(with) / median(without)));
  }

  private static String with(List<Double> rates) {
    return rates.stream().map(rate -> "%.0f".formatted(rate)).toList().toString();
  }

  private IdentityRun identityRun(KafkaProcess kafka, String name) throws Exception {
    return new IdentityRun(
        kafka, directory.resolve(name), "{user_id: 1, email: 5, phone: 5}", Duration.ofSeconds(10));
  }

  private double eventsASecond(KafkaProcess kafka, String name, int users, boolean junk)
      throws Exception {
    try (IdentityRun run = identityRun(kafka, name)) {
      List<RawEvent> events = new ArrayList<>();
      for (int i = 0; i < 10 * users; i++) {
        int user = i % users;
        ObjectNode event = Json.object();
        event.put("messageId", "m-" + i).put("type", "track").put("event", "Product Viewed");
        event.put("userId", "u-" + user);
        event.put("anonymousId", junk ? "the-same-for-everybody" : "device-" + user);
        events.add(run.traffic().received(event));
      }
      run.send(events);
      long begin = System.nanoTime();
      run.start(2, null);
      run.awaitCount(events.size());
      double seconds = (System.nanoTime() - begin) / 1e9;
      assertThat(run.profiles()).isEqualTo(users);
      return events.size() / seconds;
    }
  }

  /** As many devices in all, of many people with few or of few people with many. */
  @Test
  void profilesOfThreeAHundredAndFiveThousandDevices() throws Exception {
    int devices = Integer.getInteger("benchmark.devices", 30_000);
    Map<Integer, List<Double>> rates = new TreeMap<>();
    try (KafkaProcess kafka = KafkaProcess.start(directory.resolve("kafka"))) {
      eventsASecondOfKnownDevices(kafka, "warm-up", devices, 3);
      for (int round = 0; round < 3; round++) {
        for (int ofAProfile : List.of(3, 100, 5_000)) {
          String name = "devices-" + ofAProfile + "-" + round;
          rates
              .computeIfAbsent(ofAProfile, none -> new ArrayList<>())
              .add(eventsASecondOfKnownDevices(kafka, name, devices, ofAProfile));
        }
      }
    }
    rates.forEach((ofAProfile, all) -> print("events/s, devices " + ofAProfile, with(all)));
    for (int ofAProfile : List.of(100, 5_000)) {
      print(
          "ratio of the medians, %d to 3".formatted(ofAProfile),
          "%.2f".formatted(median(rates.get(ofAProfile)) / median(rates.get(3))));
    }
  }

  private double eventsASecondOfKnownDevices(
      KafkaProcess kafka, String name, int devices, int ofAProfile) throws Exception {
    try (IdentityRun run = identityRun(kafka, name)) {
      int users = devices / ofAProfile;
      run.send(eventsOfDevices(run.traffic(), "links", devices, users, 0));
      run.start(2, null);
      run.awaitCount(devices);
      int events = 2 * devices;
      List<RawEvent> measured = eventsOfDevices(run.traffic(), "measured", events, users, devices);
      long begin = System.nanoTime();
      run.send(measured);
      run.awaitCount(devices + events);
      double seconds = (System.nanoTime() - begin) / 1e9;
      assertThat(run.profiles()).isEqualTo(users);
      return events / seconds;
    }
  }

  /** Each of a device and its owner; with known devices, of any of them. */
  private static List<RawEvent> eventsOfDevices(
      Traffic traffic, String prefix, int count, int users, int known) {
    SplittableRandom random = new SplittableRandom(1);
    List<RawEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int device = known == 0 ? i : random.nextInt(known);
      ObjectNode event = Json.object();
      event.put("messageId", prefix + "-" + i).put("type", "track").put("event", "Product Viewed");
      event.put("userId", "u-" + device % users).put("anonymousId", "device-" + device);
      events.add(traffic.received(event));
    }
    return events;
  }

  /** Local mode without destinations, until it knows a million identifiers. */
  @Test
  void bytesOfStateOfAMillionIdentifiers() throws Exception {
    int users = Integer.getInteger("benchmark.users", 330_000);
    int events = 6 * users;
    try (LocalRun run = startLocal()) {
      long begin = System.nanoTime();
      Duration processor = processorTime();
      PeopleOracle oracle = fillRawTopic(run, users, events);
      try (Topic canonical =
          new Topic(run.addresses().kafka(), run.config().kafka().topics().canonical())) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(20))
            .pollInterval(Duration.ofSeconds(1))
            .until(new Unchanged(canonical));
        print("events", events);
        print("events that came out", canonical.size());
        print("seconds", (System.nanoTime() - begin) / 1_000_000_000);
        print(
            "µs of processor time for each event, Kafka and the sender included",
            processorTime().minus(processor).toNanos() / 1_000 / events);
      }
      int identifiers = oracle.identifiers().size();
      int persons = new HashSet<>(oracle.profileIds().values()).size();
      print("identifiers", identifiers);
      print("persons, by the textbook", persons);
      Map<String, Long> state = stateByOperator(URI.create(run.addresses().flink()));
      state.forEach((operator, bytes) -> print("bytes of state: " + operator, bytes));
      long forest =
          state.entrySet().stream()
              .filter(entry -> entry.getKey().startsWith("Forest"))
              .mapToLong(Map.Entry::getValue)
              .sum();
      assertThat(forest).isPositive();
      print("forest, bytes for each identifier", forest / identifiers);
      print("forest, bytes for each person", forest / persons);
    }
  }

  /** Of this process. */
  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private static PeopleOracle fillRawTopic(LocalRun run, int users, int events) throws Exception {
    Traffic traffic = new Traffic(run.config(), IDENTITY_KEY);
    PeopleOracle oracle = new PeopleOracle();
    try (Topic raw = new Topic(run.addresses().kafka(), run.config().kafka().topics().raw())) {
      traffic.forEachGenerated(
          users,
          events,
          1,
          event -> {
            Draft draft = traffic.draft(event);
            oracle.see(draft);
            raw.write(draft.anchor().hex().getBytes(UTF_8), event);
          });
      raw.flush();
    }
    return oracle;
  }

  /** As the newest complete checkpoint holds it. */
  private static Map<String, Long> stateByOperator(URI flink) throws Exception {
    String job = get(flink, "/jobs").at("/jobs/0/id").asText();
    long before = get(flink, "/jobs/" + job + "/checkpoints").at("/counts/completed").asLong();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                get(flink, "/jobs/" + job + "/checkpoints").at("/counts/completed").asLong()
                    > before + 1);
    long checkpoint =
        get(flink, "/jobs/" + job + "/checkpoints").at("/latest/completed/id").asLong();
    JsonNode details = get(flink, "/jobs/" + job + "/checkpoints/details/" + checkpoint);
    Map<String, Long> bytes = new TreeMap<>();
    for (JsonNode vertex : get(flink, "/jobs/" + job).get("vertices")) {
      long size = details.at("/tasks/" + vertex.get("id").asText() + "/state_size").asLong();
      bytes.merge(vertex.get("name").asText(), size, Long::sum);
    }
    return bytes;
  }

  private static JsonNode get(URI flink, String path) throws Exception {
    return Json.parse(
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(flink.resolve(path)).build(), BodyHandlers.ofByteArray())
            .body());
  }

  private LocalRun startLocal() throws Exception {
    return LocalRun.start(
        LocalOptions.onFreePorts(directory.resolve("data")),
        localConfig(),
        Clock.systemUTC(),
        line -> {});
  }

  private TrackLayerConfig localConfig() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), IDENTITY_KEY);
    Path secret = Files.writeString(directory.resolve("secret"), SECRET);
    String yaml =
        """
        view: {enabled: false}
        endpoints:
          - url: http://localhost:8080/rudderstack/events
            account: acct
            environment: development
            secret_ref: "file:%s"
            filters: {include: []}
        identity: {key_ref: "file:%s"}
        destinations: []
        """
            .formatted(secret, key);
    return Configs.read(yaml);
  }

  private static void generate(LocalRun run, int users, int events, int seed, int rate) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--users",
                Integer.toString(users),
                "--events",
                Integer.toString(events),
                "--seed",
                Integer.toString(seed),
                "--post",
                run.addresses().receiver() + "/rudderstack/events",
                "--account",
                "acct",
                "--environment",
                "development",
                "--secret-ref",
                run.config().endpoints().get(0).secretRefs().get(0).reference()));
    if (rate > 0) {
      arguments.addAll(List.of("--rate", Integer.toString(rate)));
    }
    assertThat(new CommandLine(new GenerateCommand()).execute(arguments.toArray(String[]::new)))
        .isZero();
  }

  private static Message message(byte[] value) {
    try {
      return RECORDS.deserialize(new DataInputDeserializer(value)).message();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(byte[] value) {
    try {
      return Json.parse(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String percentiles(List<Long> values) {
    long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
    return Arrays.stream(new double[] {0.5, 0.9, 0.99, 1})
        .mapToObj(p -> "p%.0f %d".formatted(p * 100, sorted[(int) (p * (sorted.length - 1))]))
        .toList()
        .toString();
  }

  private static void print(String what, Object value) {
    System.out.println("  " + what + ": " + value);
  }
}
