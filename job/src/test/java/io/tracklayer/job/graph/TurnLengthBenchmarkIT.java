package io.tracklayer.job.graph;

import static io.tracklayer.job.identity.ForestHarness.draft;
import static io.tracklayer.job.identity.ForestHarness.identifier;
import static io.tracklayer.job.identity.ForestHarness.joining;
import static io.tracklayer.job.identity.ForestHarness.node;
import static io.tracklayer.job.identity.ForestHarness.proposing;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.canonical.CanonicalWriter;
import io.tracklayer.job.identity.ForestHarness;
import io.tracklayer.job.identity.RecogniseHarness;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.profile.LargestDrafts;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.Configs;
import io.tracklayer.job.intake.Intake;
import io.tracklayer.job.intake.IntakeResult;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import io.tracklayer.job.intake.testing.RawEvents;
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
 * How long one event keeps a task of the identity half: intake, which parses the record, the step
 * that recognises its person and the forest, both over RocksDB, and the canonical event. All nodes
 * live on one subtask, so that everything an event leads to is one turn. No checkpoint and no other
 * event gets a turn meanwhile. Events list up to 10,000 identifiers, of people who know each other
 * already, or are as large as the receiver lets them be in other ways. Only processor time is
 * judged, so that a busy machine does not count.
 */
@Tag("benchmark")
class TurnLengthBenchmarkIT {

  private static final int MOST_IDENTIFIERS = 10_000;
  private static final int EVENTS = Integer.getInteger("benchmark.events", 2_000);

  /** So few that events meet those before them. */
  private static final int VALUES = 20_000;

  private static final int LARGE_EVENTS = 60;

  /** An event may have 256 KiB. */
  private static final int LARGEST_PART = 250_000;

  private static final double LONGEST_MS = 100;

  private static final List<String> TYPES =
      List.of("userId", "crm_id", "email", "phone", "anonymousId", "email_sha256");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final SplittableRandom random = new SplittableRandom(1);
  private final Intake intake = Configs.intake();
  private final CanonicalWriter writer = new CanonicalWriter(new ConsentConfig(false, Map.of()));
  private final Map<String, List<Long>> turns = new TreeMap<>();

  /** What an event may have much of. */
  private enum Large {
    PROPERTIES("'properties':{'order_id':'o-1',%s}", "'property_%d_%d':'%s'", 8),
    LONG_TEXTS("'properties':{'order_id':'o-1',%s}", "'text_%d_%d':'%s'", 60_000),
    ITEMS(
        "'properties':{'order_id':'o-1','products':[%s]}",
        "{'product_id':%d,'price':%d,'name':'%s'}", 8),
    TRAITS("'traits':{%s}", "'trait_%d_%d':'%s'", 8),
    CATEGORIES("'context':{'consentManagement':{'deniedConsentIds':[%s]}}", "'C%d:%d:%s'", 2),
    CATEGORIES_IN_A_MAP(
        "'context':{'consentManagement':{'allowedConsentIds':{%s}}}", "'C%d':'Cookies %d %s'", 2),
    INTEGRATIONS("'integrations':{%s}", "'Destination %d %d %s':false", 2),
    CONTACTS(
        "'properties':{'order_id':'o-1','contacts':[%s]}", "{'email':'e%d-%d%s@example.com'}", 2),
    LISTS("'properties':{'order_id':'o-1','nested':[%s]}", "[[[[[[%d,[%d,'%s']]]]]]]", 2);

    private final String around;
    private final String part;
    private final int width;

    Large(String around, String part, int width) {
      this.around = around;
      this.part = part;
      this.width = width;
    }
  }

  private interface Turn {
    void run() throws Exception;
  }

  @Test
  void anEventAloneAndAStormOfThem() throws Exception {
    try (Steps steps = new Steps()) {
      for (int i = 0; i < EVENTS; i++) {
        steps.take("warm-up", people(i, 3));
      }
      for (int identifiers : List.of(10, 100, 1_000, MOST_IDENTIFIERS)) {
        steps.take("alone, %5d identifiers".formatted(identifiers), merge(identifiers));
        steps.take("alone, %5d identifiers".formatted(identifiers), order(identifiers));
      }
      for (int i = 0; i < EVENTS; i++) {
        int identifiers = 1 + random.nextInt(random.nextInt(20) == 0 ? MOST_IDENTIFIERS : 1_000);
        steps.take("storm", random.nextBoolean() ? merge(identifiers) : order(identifiers));
      }
      assertThat(steps.forest.changes()).as("they connect people").isNotEmpty();
    }
    report();
  }

  @Test
  void anEventThatIsLargeInAnyOtherWay() throws Exception {
    try (Steps steps = new Steps()) {
      for (Large kind : Large.values()) {
        for (int i = 0; i < LARGE_EVENTS; i++) {
          String name = (i < LARGE_EVENTS / 2 ? "warm-up, " : "large, ") + kind;
          steps.take(name, large(kind));
        }
      }
    }
    report();
  }

  /** Each as large as a profile can be, of which one has no user id. */
  @Test
  void twoFullProfilesBecomeOne() throws Exception {
    try (ForestHarness forest = new ForestHarness(1)) {
      forest.open();
      for (int round = 0; round < 60; round++) {
        Identifier user = new Identifier("user_id", "user-" + round);
        Identifier email = new Identifier("email", "guest-" + round + "@example.com");
        for (int i = 0; i < 10; i++) {
          forest.take(full(user, round, i));
          forest.take(full(email, round, i));
        }
        long unions = forest.changes().size();
        Draft both = draft("both-" + round, user, email);
        measure(round < 20 ? "warm-up" : "full profiles united", () -> forest.take(both));
        assertThat(forest.changes().size()).as("they are one").isGreaterThan((int) unions);
        forest.getOutput().clear();
      }
    }
    report();
  }

  private static Draft full(Identifier person, int round, int event) {
    List<Identifier> identifiers = new ArrayList<>(List.of(person));
    for (int i = 0; i < 14; i++) {
      String value = person.type() + round + "-" + event + "-" + i + "x".repeat(280);
      identifiers.add(new Identifier("anonymous_id", value));
    }
    Draft draft =
        draft("full-" + person.value() + "-" + event, identifiers.toArray(Identifier[]::new));
    return Drafts.with(LargestDrafts.draft("x", event).contribution(), draft);
  }

  @Test
  void asManyMessagesAsCanBeParkedAreReleasedByOneAnswer() throws Exception {
    for (int round = 0; round < 5; round++) {
      try (ForestHarness forest = new ForestHarness(2)) {
        forest.open();
        Identifier user = identifier("user_id", "elsewhere-", false);
        Identifier email = identifier("email", "here@example.com", true);
        for (int i = 0; i <= ForestHarness.MOST_PARKED_AT_A_NODE; i++) {
          Draft event = draft("event-" + i, user, email).withBody(new byte[2_000]);
          forest.take(joining(event, node(user), node(email)));
        }
        Epoch epoch = forest.sent().get(0).epoch();
        String name = round < 3 ? "warm-up" : "parked messages released";
        measure(name, () -> forest.loop(epoch, 0, new Message.Accept(node(email), node(user), 1)));
        assertThat(forest.sent()).hasSizeGreaterThan(ForestHarness.MOST_PARKED_AT_A_NODE);
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
        for (int i = 0; i < 2 * ForestHarness.MOST_PARKED_AT_A_NODE; i++) {
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

  /** The steps that an event takes one after another, each on a task of its own. */
  private final class Steps implements AutoCloseable {

    private final RecogniseHarness recognise = new RecogniseHarness();
    private final ForestHarness forest = new ForestHarness(1);

    private Steps() throws Exception {
      recognise.open();
      forest.open();
    }

    private void take(String name, String fields) throws Exception {
      byte[] record = Json.write(RawEvents.event(fields));
      List<Draft> drafts = new ArrayList<>();
      measure(
          name + ", intake",
          () -> drafts.add(((IntakeResult.Accepted) intake.take(record)).draft()));
      measure(name + ", recognise", () -> recognise.take(drafts.get(0)));
      for (Message.Join join : recognise.sent()) {
        measure(name + ", forest", () -> forest.take(join));
      }
      recognise.getOutput().clear();
      for (Resolved resolved : forest.extractOutputValues()) {
        measure(name + ", canonical", () -> CanonicalRecord.of(resolved, writer));
      }
      forest.getOutput().clear();
      for (LoopRecord sent : forest.takeSent()) {
        Message.Hint hint = (Message.Hint) sent.message();
        measure(name + ", hint", () -> recognise.learn(hint));
      }
    }

    @Override
    public void close() throws Exception {
      recognise.close();
      forest.close();
    }
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

  private String large(Large kind) {
    StringBuilder many = new StringBuilder();
    for (int i = 0; many.length() < LARGEST_PART; i++) {
      many.append(i == 0 ? "" : ",").append(kind.part.formatted(i, i, "x".repeat(kind.width)));
    }
    int number = random.nextInt(VALUES);
    return message(kind == Large.TRAITS ? "identify" : "track")
        + ",'user_id':'"
        + value("userId", number)
        + "',"
        + kind.around.formatted(many)
        + "}";
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
