package io.tracklayer.job.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.job.delivery.claim.Effect;
import io.tracklayer.job.faults.FaultLog;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.testing.Events;
import java.time.Clock;
import java.time.Instant;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourierTest {

  private static final int LARGE = 1_000;

  /** Notes which of its events somebody asks for. */
  private static final class Watched extends AbstractList<Effect.Join> {

    private final List<Effect.Join> batch =
        IntStream.range(0, LARGE).mapToObj(i -> join("e" + i)).toList();
    private final Set<Integer> asked = new HashSet<>();

    @Override
    public Effect.Join get(int index) {
      asked.add(index);
      return batch.get(index);
    }

    @Override
    public int size() {
      return batch.size();
    }
  }

  private static Effect.Join join(String eventId) {
    return join(eventId, Copy.NOTHING);
  }

  private static Effect.Join join(String eventId, byte[] json) {
    return new Effect.Join(
        "claim-" + eventId,
        "m-" + eventId,
        new Mapping.Mapped(eventId, eventId.getBytes(UTF_8), "", 1),
        Integer.MAX_VALUE,
        Map.of(),
        null,
        json);
  }

  @Test
  void joiningALargeBatchGoesThroughNoMoreOfItThanTheApiLooksAt() {
    FakeApi lookingAtTheFirst = new FakeApi();
    Clock clock = Clock.systemUTC();
    Courier courier =
        new Courier(
            lookingAtTheFirst,
            lookingAtTheFirst,
            new Answers(),
            () -> {},
            FaultLog.ofDestination("api", System::nanoTime),
            clock);
    Watched batch = new Watched();

    boolean fits = courier.fits(batch, join("one more"));

    assertThat(fits).isTrue();
    assertThat(batch.asked).containsExactly(0);
  }

  /** A destination that refuses everything in these words. */
  private record Saying(String said) implements Destination {
    @Override
    public Mapping map(CanonicalEvent event, MappingContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public HttpCall request(List<Mapping.Mapped> events, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Verdict classify(Answer answer, List<Mapping.Mapped> events) {
      return new Verdict.PerEvent(
          List.of(
              new Verdict.RejectedAll(Cause.of(Reason.INVALID_REQUEST), said),
              new Verdict.Delivered()));
    }

    @Override
    public boolean mayReachPrivateAddresses() {
      return false;
    }
  }

  @Test
  void whatAnAnswerQuotesOfAnyPersonOfItsRequestIsHidden() {
    ObjectNode ofJane = Json.mapper().valueToTree(Events.purchase("e2").build());
    ofJane.putObject("user").put("first_name", "Jane");
    List<Effect.Join> request =
        List.of(
            join("e1", Json.write(Events.purchase("e1").build())), join("e2", Json.write(ofJane)));

    assertThat(saidOf("no name like jane", request)).isEqualTo("no name like [personal]");
  }

  @Test
  void wordsAreNotShownIfItCannotBeToldWhomTheyQuote() {
    assertThat(saidOf("no name like jane", List.of(join("e1", Copy.NOTHING))))
        .isEqualTo("(not shown)");
  }

  private static String saidOf(String said, List<Effect.Join> request) {
    Clock clock = Clock.systemUTC();
    Courier courier =
        new Courier(
            new Saying(said),
            new FakeApi(),
            new Answers(),
            () -> {},
            FaultLog.ofDestination("api", System::nanoTime),
            clock);
    Courier.Classified classified =
        courier.classify(new Answers.Answered(request, FakeApi.status(400)));
    Verdict.PerEvent verdict = (Verdict.PerEvent) classified.verdict();
    return classified.words().apply(verdict.verdicts().get(0).said());
  }
}
