package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.Quota;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Events are named after the group they may share a request with: {@code a1} and {@code a2}. */
class OutboxTest {

  private static final int SLOTS = 3;
  private static final long MAX_WAIT = 200;

  /** So many a second that no request waits for its turn. */
  private static final int UNLIMITED = 1_000_000;

  private final TestClock clock = new TestClock();
  private final Queue<Due> timers = new PriorityQueue<>(Comparator.comparingLong(Due::at));
  private final List<String> sent = new ArrayList<>();
  private Outbox.Step roomTold = () -> {};

  private record Due(long at, Outbox.Step step) {}

  @Test
  void eventsThatDoNotFitTogetherGoInRequestsOfTheirOwn() throws Exception {
    Outbox outbox = outbox(null);
    add(outbox, "a1", "b1", "a2", "b2", "a3");
    assertThat(sent).isEmpty();

    pass(MAX_WAIT);

    assertThat(sent).containsExactly("200: a1 a2 a3", "200: b1 b2");
  }

  @Test
  void aFullBatchDoesNotWaitForTheOthers() throws Exception {
    Outbox outbox = outbox(null);
    add(outbox, "b1", "a1", "a2", "a3", "a4", "a5");

    assertThat(sent).containsExactly("0: a1 a2 a3 a4");
    pass(MAX_WAIT);
    assertThat(sent).containsExactly("0: a1 a2 a3 a4", "200: b1", "200: a5");
  }

  @Test
  void oneMoreOpenBatchThanThereAreSlotsLetsTheOldestGo() throws Exception {
    Outbox outbox = outbox(null);
    add(outbox, "a1", "b1", "c1");
    assertThat(sent).isEmpty();

    add(outbox, "d1");

    assertThat(sent).containsExactly("0: a1");
  }

  @Test
  void aRequestDoesNotGrowBeyondItsBytesButTakesAnyEventAlone() throws Exception {
    Outbox outbox = outbox(null);
    outbox.add(attempt("a1", Outbox.MAX_BATCH_BYTES / 2));
    outbox.add(attempt("a2", Outbox.MAX_BATCH_BYTES / 2));
    outbox.add(attempt("a3", 1));
    outbox.add(attempt("a4", 2 * Outbox.MAX_BATCH_BYTES));

    pass(MAX_WAIT);

    assertThat(sent).containsExactlyInAnyOrder("200: a1 a2", "200: a3", "200: a4");
  }

  @Test
  void whatIsSentAgainIsSplitWhereItFitsTogetherNoMoreAndGoesFirst() throws Exception {
    Outbox outbox = outbox(null);
    add(outbox, "z1");
    outbox.addAhead(List.of(attempt("a1"), attempt("a2"), attempt("b1")));

    outbox.closeAll();

    assertThat(sent).containsExactly("0: a1 a2", "0: b1", "0: z1");
  }

  @Test
  void requestsOfOneKindKeepTheirOwnRateAndHoldUpNoOthers() throws Exception {
    Outbox outbox = outbox(new Quota("slow", 1));
    outbox.addAhead(List.of(attempt("slow1"), attempt("fast1")));
    outbox.addAhead(List.of(attempt("slow2"), attempt("fast2")));
    outbox.dispatch();
    outbox.answered();
    outbox.answered();

    pass(2_000);

    assertThat(sent).containsExactly("0: slow2", "0: fast2", "0: fast1", "1000: slow1");
  }

  @Test
  void aBatchThatItsRateHoldsBackTakesOthersAlong() throws Exception {
    Outbox outbox = outbox(new Quota("slow", 1));
    add(outbox, "slow1");
    pass(MAX_WAIT);
    outbox.answered();
    add(outbox, "slow2");
    pass(MAX_WAIT + 100);
    add(outbox, "slow3");
    pass(2_000);

    assertThat(sent).containsExactly("200: slow1", "1200: slow2 slow3");
  }

  @Test
  void anEventThatMayGoSoonerIsNotHeldUpByTheTimerOfALaterOne() throws Exception {
    Outbox outbox = outbox(new Quota("slow", 1));
    outbox.addAhead(List.of(attempt("slow1")));
    outbox.dispatch();
    outbox.addAhead(List.of(attempt("slow2")));
    outbox.dispatch();
    outbox.answered();

    add(outbox, "fast1");
    pass(5_000);

    assertThat(sent).containsExactly("0: slow1", "200: fast1", "1000: slow2");
  }

  @Test
  void whatIsAddedWhenThereIsRoomGoesInTheSameTurn() throws Exception {
    Outbox outbox = outbox(null);
    Deque<String> parked = new ArrayDeque<>(List.of("b1", "b2", "b3", "b4", "c1"));
    roomTold =
        () -> {
          while (!parked.isEmpty() && outbox.hasRoom()) {
            add(outbox, parked.remove());
          }
        };

    add(outbox, "a1", "a2", "a3", "a4");

    assertThat(sent).containsExactly("0: a1 a2 a3 a4", "0: b1 b2 b3 b4");
    pass(MAX_WAIT);
    assertThat(sent).containsExactly("0: a1 a2 a3 a4", "0: b1 b2 b3 b4", "200: c1");
  }

  @Test
  void thereIsNoRoomOnceTwoBatchesWaitForEachSlot() throws Exception {
    Outbox outbox = outbox(null);
    for (int i = 1; i <= SLOTS + 2 * SLOTS; i++) {
      assertThat(outbox.hasRoom()).as("before batch %d", i).isTrue();
      add(outbox, "a1", "a2", "a3", "a4");
    }
    assertThat(sent).hasSize(SLOTS);
    assertThat(outbox.hasRoom()).isFalse();

    outbox.answered();
    outbox.dispatch();

    assertThat(outbox.hasRoom()).isTrue();
  }

  private Outbox outbox(Quota slow) {
    DeliveryConfig limits =
        new DeliveryConfig(
            DeliveryConfig.Mode.SEND,
            DeliveryConfig.Start.END,
            4,
            Duration.ofMillis(MAX_WAIT),
            SLOTS,
            1_000,
            UNLIMITED,
            Duration.ofDays(7));
    return new Outbox(
        limits,
        1,
        new GroupsOnly(slow),
        new Breaker(),
        clock,
        (delay, step) -> timers.add(new Due(clock.now + delay, step)),
        new Outbox.Exit() {
          @Override
          public boolean send(List<Attempt> batch) {
            List<String> ids = batch.stream().map(a -> a.mapped().eventId()).toList();
            sent.add(clock.now + ": " + String.join(" ", ids));
            return true;
          }

          @Override
          public void putBack(List<Attempt> batch) {
            throw new AssertionError("the breaker is never open here");
          }

          @Override
          public void hasRoom() throws Exception {
            roomTold.run();
          }
        });
  }

  private static void add(Outbox outbox, String... ids) throws Exception {
    for (String id : ids) {
      outbox.add(attempt(id));
    }
  }

  private static Attempt attempt(String id) {
    return attempt(id, 1);
  }

  private static Attempt attempt(String id, int bytes) {
    String group = id.substring(0, id.length() - 1);
    return new Attempt(
        new Attempt.Place("profile", id),
        null,
        new Mapping.Mapped(id, new byte[bytes], group, 1),
        Map.of());
  }

  private void pass(long ms) throws Exception {
    long end = clock.now + ms;
    while (!timers.isEmpty() && timers.peek().at() <= end) {
      Due due = timers.remove();
      clock.now = Math.max(clock.now, due.at());
      due.step().run();
    }
    clock.now = end;
  }

  /** Epoch milliseconds that only a test moves. */
  private static final class TestClock extends Clock {
    private long now;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }
  }

  /** Only events of one group fit together; those of the group {@code slow} have a quota. */
  private record GroupsOnly(Quota slow) implements Destination {

    @Override
    public boolean joins(List<Mapping.Mapped> others, Mapping.Mapped next) {
      return others.get(0).group().equals(next.group());
    }

    @Override
    public Quota quota(List<Mapping.Mapped> events) {
      return events.get(0).group().equals("slow") ? slow : null;
    }

    @Override
    public Mapping map(CanonicalEvent event, MappingContext context) {
      throw new AssertionError("an outbox maps nothing");
    }

    @Override
    public HttpCall request(List<Mapping.Mapped> events, Instant now) {
      throw new AssertionError("an outbox builds no requests");
    }

    @Override
    public Verdict classify(Answer answer, List<Mapping.Mapped> events) {
      throw new AssertionError("an outbox reads no answers");
    }

    @Override
    public boolean mayReachPrivateAddresses() {
      return false;
    }
  }
}
