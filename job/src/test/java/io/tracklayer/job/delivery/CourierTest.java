package io.tracklayer.job.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.destinations.Mapping;
import java.time.Clock;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourierTest {

  private static final int LARGE = 1_000;

  /** Counts how often somebody asks for one of its events. */
  private static final class Watched extends AbstractList<Effect.Join> {

    private final List<Effect.Join> batch =
        IntStream.range(0, LARGE).mapToObj(i -> join("e" + i)).toList();
    private int asked;

    @Override
    public Effect.Join get(int index) {
      asked++;
      return batch.get(index);
    }

    @Override
    public int size() {
      return batch.size();
    }
  }

  private static Effect.Join join(String eventId) {
    return new Effect.Join(
        "claim-" + eventId,
        "m-" + eventId,
        new Mapping.Mapped(eventId, eventId.getBytes(UTF_8), "", 1),
        Integer.MAX_VALUE,
        Map.of(),
        null);
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
            new HandlerFaults("api", clock),
            clock);
    Watched batch = new Watched();

    boolean fits = courier.fits(batch, join("one more"));

    assertThat(fits).isTrue();
    assertThat(batch.asked).isEqualTo(1);
  }
}
