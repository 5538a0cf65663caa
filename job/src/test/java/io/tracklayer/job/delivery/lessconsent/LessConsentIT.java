package io.tracklayer.job.delivery.lessconsent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.delivery.lessconsent.Pipeline.End;
import io.tracklayer.job.delivery.lessconsent.Pipeline.Flaws;
import io.tracklayer.job.delivery.lessconsent.Pipeline.Safeguard;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * For any events, in any order, with statements in every place, one denial more, one grant less, or
 * an unreadable statement never adds a delivery.
 *
 * <p>Left out is what changes who the person is: an advertising id is taken only from an event that
 * grants something, so that less consent may leave two profiles apart. Of such a story only what
 * must hold of every story is asked.
 */
class LessConsentIT {

  private static final int RUNS = 750;
  private static final int RUNS_OF_THE_SOAK = 100_000;
  private static final int RUNS_UNTIL_NOTICED = 10_000;
  private static final int RUNS_AT_A_TIME = 100;

  @Test
  void lessConsentNeverAddsADelivery() {
    assertHolds(RUNS);
  }

  @Test
  @Tag("soak")
  void lessConsentNeverAddsADeliveryInAHundredThousandRuns() {
    assertHolds(Integer.getInteger("consent.seeds", RUNS_OF_THE_SOAK));
  }

  @ParameterizedTest
  @EnumSource(Safeguard.class)
  void aSafeguardThatIsLeftOutIsNoticed(Safeguard safeguard) {
    assertNoticed(new Flaws(Set.of(safeguard), Set.of()));
  }

  @ParameterizedTest
  @Tag("soak")
  @EnumSource(Place.class)
  void aPlaceThatNobodyLooksAtIsNoticed(Place place) {
    assertNoticed(new Flaws(Set.of(), Set.of(place)));
  }

  private static void assertNoticed(Flaws flaws) {
    Optional<String> noticed = firstFailure(RUNS_UNTIL_NOTICED, flaws, new AtomicLong());

    assertThat(noticed).isPresent();
    System.out.println("with " + flaws + ": " + noticed.get().lines().findFirst().get());
  }

  private static void assertHolds(int runs) {
    AtomicLong deliveries = new AtomicLong();

    Optional<String> failure = firstFailure(runs, Flaws.NONE, deliveries);

    assertThat(failure).isEmpty();
    assertThat(deliveries)
        .as("deliveries, without which nothing is shown")
        .hasValueGreaterThan(runs);
  }

  /** Of this many runs; or of the one that {@code -Dconsent.seed} asks for. */
  private static Optional<String> firstFailure(int runs, Flaws flaws, AtomicLong deliveries) {
    Long asked = Long.getLong("consent.seed");
    long first = asked == null ? 0 : asked;
    long end = asked == null ? runs : asked + 1;
    Optional<String> failure = Optional.empty();
    // Few at a time, or half of the processors would look through runs behind the first failure.
    for (long seed = first; seed < end && failure.isEmpty(); seed += RUNS_AT_A_TIME) {
      failure =
          LongStream.range(seed, Math.min(seed + RUNS_AT_A_TIME, end))
              .parallel()
              .mapToObj(run -> failure(run, flaws, deliveries))
              .filter(Objects::nonNull)
              .findFirst();
    }
    return failure;
  }

  private static String failure(long seed, Flaws flaws, AtomicLong deliveries) {
    SplittableRandom random = new SplittableRandom(seed);
    List<StoryEvent> story = Stories.any(random);
    List<StoryEvent> less = Stories.withLessConsent(story, random).orElse(story);
    End before = Pipeline.run(story, seed, flaws);
    End after = Pipeline.run(less, seed, flaws);
    deliveries.addAndGet(before.delivered().size());
    Set<String> added = new HashSet<>(after.delivered());
    added.removeAll(before.delivered());
    if (!before.ofDevices().equals(after.ofDevices())) {
      added.clear();
    }
    if (added.isEmpty() && before.violations().isEmpty() && after.violations().isEmpty()) {
      return null;
    }
    return "seed "
        + seed
        + ": added "
        + added
        + ", "
        + before.violations()
        + after.violations()
        + records(" in ", story)
        + records(" with less consent ", less);
  }

  private static String records(String title, List<StoryEvent> story) {
    StringBuilder records = new StringBuilder("\n").append(title);
    story.forEach(event -> records.append("\n  ").append(event.record()));
    return records.toString();
  }
}
