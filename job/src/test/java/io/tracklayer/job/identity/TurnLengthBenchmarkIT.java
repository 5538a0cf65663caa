package io.tracklayer.job.identity;

import static io.tracklayer.job.identity.ForestHarness.draft;
import static io.tracklayer.job.identity.ForestHarness.identifier;
import static io.tracklayer.job.identity.ForestHarness.joining;
import static io.tracklayer.job.identity.ForestHarness.node;
import static io.tracklayer.job.identity.ForestHarness.proposing;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.profile.LargestDrafts;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.intake.Configs;
import io.tracklayer.job.intake.Intake;
import io.tracklayer.job.intake.IntakeResult;
import io.tracklayer.job.intake.RawEvents;
import io.tracklayer.job.intake.draft.Draft;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long one event keeps a task of the identity half: intake, and the forest over RocksDB, where
 * all nodes live on one subtask, so that everything an event leads to is one turn. No checkpoint
 * and no other event gets a turn meanwhile. Events list up to 10,000 identifiers, of people who
 * know each other already. Only processor time is judged, so that a busy machine does not count.
 */
@Tag("benchmark")
class TurnLengthBenchmarkIT {

  private static final int MOST_IDENTIFIERS = 10_000;
  private static final int EVENTS = Integer.getInteger("benchmark.events", 2_000);

  /** So few that events meet those before them. */
  private static final int VALUES = 20_000;

  private static final double LONGEST_MS = 100;

  private static final List<String> TYPES =
      List.of("userId", "crm_id", "email", "phone", "anonymousId", "email_sha256");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final SplittableRandom random = new SplittableRandom(1);
  private final Intake intake = Configs.intake();
  private final Map<String, List<Long>> turns = new TreeMap<>();

  private interface Turn {
    void run() throws Exception;
  }

  @Test
  void anEventAloneAndAStormOfThem() throws Exception {
    try (ForestHarness forest = new ForestHarness(1)) {
      forest.open();
      for (int i = 0; i < EVENTS; i++) {
        take("warm-up", forest, people(i, 3));
      }
      for (int identifiers : List.of(10, 100, 1_000, MOST_IDENTIFIERS)) {
        take("alone, %5d identifiers".formatted(identifiers), forest, merge(identifiers));
        take("alone, %5d identifiers".formatted(identifiers), forest, order(identifiers));
      }
      for (int i = 0; i < EVENTS; i++) {
        int identifiers = 1 + random.nextInt(random.nextInt(20) == 0 ? MOST_IDENTIFIERS : 1_000);
        take("storm", forest, random.nextBoolean() ? merge(identifiers) : order(identifiers));
        forest.getOutput().clear();
      }
      assertThat(forest.changes()).as("they connect people").isNotEmpty();
    }
    report();
  }

  @Test
  void asManyMessagesAsCanBeParkedAreReleasedByOneAnswer() throws Exception {
    for (int round = 0; round < 5; round++) {
      try (ForestHarness forest = new ForestHarness(2)) {
        forest.open();
        Identifier user = identifier("user_id", "elsewhere-", false);
        Identifier email = identifier("email", "here@example.com", true);
        for (int i = 0; i <= Parking.MAX_AT_A_NODE; i++) {
          Draft event = draft("event-" + i, user, email).withBody(new byte[2_000]);
          forest.take(joining(event, node(user), node(email)));
        }
        Epoch epoch = forest.sent().get(0).epoch();
        String name = round < 3 ? "warm-up" : "parked messages released";
        measure(name, () -> forest.loop(epoch, 0, new Message.Accept(node(email), node(user), 1)));
        assertThat(forest.sent()).hasSizeGreaterThan(Parking.MAX_AT_A_NODE);
      }
    }
    report();
  }

  /** They propose themselves, and hand over all that they know. */
  @Test
  void asManyFullProfilesAsCanBeParkedAreReleasedByOneAnswer() throws Exception {
    Profile full = Profile.EMPTY;
    for (int i = 0; i < 100; i++) {
      full = LargestDrafts.with(LargestDrafts.draft("x", i), full);
    }
    Identifier user = identifier("user_id", "elsewhere-", false);
    Identifier email = identifier("email", "here@example.com", true);
    for (int round = 0; round < 6; round++) {
      try (ForestHarness forest = new ForestHarness(2)) {
        forest.open();
        forest.take(joining(draft("first", user, email), node(user), node(email)));
        for (int i = 0; i < 2 * Parking.MAX_AT_A_NODE; i++) {
          Identifier phone = new Identifier("phone", "+49151" + (10_000_000 + i));
          forest.take(proposing(draft("event-" + i, email, phone), node(email), node(phone), full));
        }
        Epoch epoch = forest.sent().get(0).epoch();
        boolean isAccepted = round % 2 == 0;
        String name =
            (round < 2 ? "warm-up, " : "full profiles released, ")
                + (isAccepted ? "to another" : "to be judged");
        measure(
            name,
            () ->
                forest.loop(
                    epoch,
                    0,
                    isAccepted
                        ? new Message.Accept(node(email), node(user), 1)
                        : new Message.Reject(node(email), node(user), 1, null, 1_000)));
      }
    }
    report();
  }

  private void take(String name, ForestHarness forest, String fields) throws Exception {
    RawEvent raw = RawEvents.event(fields);
    List<Draft> drafts = new ArrayList<>();
    measure(
        name + ", intake", () -> drafts.add(((IntakeResult.Accepted) intake.take(raw)).draft()));
    measure(name + ", forest", () -> forest.take(drafts.get(0)));
  }

  private void measure(String name, Turn turn) throws Exception {
    long began = THREADS.getCurrentThreadCpuTime();
    turn.run();
    long took = THREADS.getCurrentThreadCpuTime() - began;
    turns.computeIfAbsent(name, unused -> new ArrayList<>()).add(took);
  }

  private void report() {
    turns.forEach(
        (name, took) -> {
          long[] sorted = took.stream().mapToLong(nanos -> nanos).sorted().toArray();
          System.out.printf(
              "%-36s %,6d turns, median %.2f ms, longest %s ms%n",
              name,
              sorted.length,
              sorted[sorted.length / 2] / 1e6,
              Arrays.stream(sorted)
                  .skip(Math.max(0, sorted.length - 3))
                  .mapToObj(nanos -> "%.2f".formatted(nanos / 1e6))
                  .toList());
          if (!name.startsWith("warm-up")) {
            assertThat(sorted[sorted.length - 1] / 1e6).as(name).isLessThan(LONGEST_MS);
          }
        });
  }

  /** Of one person, whom others will meet. */
  private String people(int number, int identifiers) {
    return message("merge") + ",'merge_properties':[" + properties(number, identifiers) + "]}";
  }

  private String merge(int identifiers) {
    return message("merge")
        + ",'merge_properties':["
        + properties(random.nextInt(VALUES), identifiers)
        + "]}";
  }

  private String properties(int from, int identifiers) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < identifiers; i++) {
      String type = TYPES.get(i % TYPES.size());
      all.append(i == 0 ? "" : ",")
          .append("{'type':'")
          .append(type)
          .append("','value':'")
          .append(value(type, from + random.nextInt(1 + identifiers)))
          .append("'}");
    }
    return all.toString();
  }

  private String order(int identifiers) {
    StringBuilder emails = new StringBuilder();
    StringBuilder contacts = new StringBuilder();
    for (int i = 0; i < identifiers / 2; i++) {
      emails.append(i == 0 ? "'" : ",'").append(value("email_sha256", random.nextInt(VALUES)));
      emails.append('\'');
      contacts
          .append(",{'type':'crm_id','id':'")
          .append(value("crm_id", random.nextInt(VALUES)))
          .append("'}");
    }
    int number = random.nextInt(VALUES);
    return message("track")
        + ",'user_id':'"
        + value("userId", number)
        + "','anonymous_id':'"
        + value("anonymousId", random.nextInt(VALUES))
        + "','traits':{'email':'"
        + value("email", random.nextInt(VALUES))
        + "','phone':'"
        + value("phone", random.nextInt(VALUES))
        + "'},'properties':{'em':["
        + emails
        + "]},'context':{'externalId':[{'type':'other','id':'1'}"
        + contacts
        + "]}}";
  }

  private String message(String type) {
    return "{'message_id':'m-" + random.nextLong() + "','type':'" + type + "'";
  }

  private static String value(String type, int number) {
    return switch (type) {
      case "email" -> "person" + number + "@example.com";
      case "phone" -> "+49151" + (10_000_000 + number);
      case "email_sha256" -> "%064x".formatted(number + 1L);
      default -> type + "-" + number;
    };
  }
}
