package io.tracklayer.job.identity.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whoever would have been denied with the state is denied without it, by the denials that were
 * recorded. Events come nearly in order; some are so old that the raw topic no longer has them.
 */
class RecallingTest {

  private static final int RUNS = 2_000;
  private static final String PURPOSE = "marketing";

  private static final Limits WITHOUT_LIMITS = new Limits(Map.of());
  private static final Limits ONE_USER_EACH = new Limits(Map.of("user_id", 1));

  private static final List<Identifier> IDENTIFIERS =
      List.of(
          new Identifier("user_id", "u-1"),
          new Identifier("user_id", "u-2"),
          new Identifier("email", "a@example.com"),
          new Identifier("anonymous_id", "d-1"),
          new Identifier("anonymous_id", "d-2"),
          new Identifier("anonymous_id", "d-3"));

  @Test
  void whoIsDeniedWithTheStateIsDeniedWithoutItWhateverTheRawTopicStillHas() {
    assertThat(firstForgotten(WITHOUT_LIMITS, true, UnaryOperator.identity())).isEmpty();
  }

  @Test
  void alsoWhereIdentifiersAreSeveralPeoples() {
    assertThat(firstForgotten(ONE_USER_EACH, false, UnaryOperator.identity())).isEmpty();
  }

  @Test
  void nobodyIsDeniedForWhatWasTakenBack() {
    for (int seed = 0; seed < RUNS; seed++) {
      Story story = Story.of(seed);
      ForestInMemory before = run(new ForestInMemory(WITHOUT_LIMITS), story.events);
      ForestInMemory after = new ForestInMemory(WITHOUT_LIMITS, before.denials());
      assertThat(denied(after)).as("seed %d", seed).isEqualTo(denied(before));
    }
  }

  @Test
  void everyIdentifierOfAPersonMustBeTold() {
    NodeId one = Drafts.NODES.of("acct", "production", IDENTIFIERS.get(3));
    assertThat(
            firstForgotten(
                WITHOUT_LIMITS,
                true,
                told -> told.stream().filter(denials -> !denials.at().equals(one)).toList()))
        .isPresent();
  }

  @Test
  void theLastThatWasToldOfANodeMustCount() {
    assertThat(
            firstForgotten(
                WITHOUT_LIMITS,
                true,
                told -> {
                  List<NodeDenials> backwards = new ArrayList<>(told);
                  Collections.reverse(backwards);
                  return backwards;
                }))
        .isPresent();
  }

  @Test
  void whatIsDeniedOfAnIdentifierAloneMustBeToldOfTheIdentifier() {
    assertThat(
            firstForgotten(
                ONE_USER_EACH,
                false,
                told -> told.stream().filter(one -> !one.at().isApart()).toList()))
        .isPresent();
  }

  /**
   * @param replays whether the later events are still in the raw topic
   * @param topic what becomes of what was told
   */
  private static Optional<String> firstForgotten(
      Limits limits, boolean replays, UnaryOperator<List<NodeDenials>> topic) {
    return IntStream.range(0, RUNS)
        .mapToObj(
            seed -> {
              Story story = Story.of(seed);
              ForestInMemory before = run(new ForestInMemory(limits), story.events);
              ForestInMemory after =
                  new ForestInMemory(limits, topic.apply(List.copyOf(before.denials())));
              if (replays) {
                run(after, story.events.subList(story.kept, story.events.size()));
              }
              Set<Identifier> forgotten = new HashSet<>(denied(before));
              forgotten.removeAll(denied(after));
              return forgotten.isEmpty() ? null : "seed " + seed + ": " + forgotten.size();
            })
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static ForestInMemory run(ForestInMemory forest, List<Draft> events) {
    events.forEach(forest::resolve);
    return forest;
  }

  /** Whose event, which says nothing, would be denied. */
  private static Set<Identifier> denied(ForestInMemory forest) {
    Set<Identifier> denied = new HashSet<>();
    for (Identifier identifier : IDENTIFIERS) {
      Resolved asked =
          forest.resolve(
              Drafts.draft(
                  "asks-" + identifier.value(), 1_000_000, List.of(identifier), saying(null)));
      if (asked.profile().denied().containsKey(PURPOSE)) {
        denied.add(identifier);
      }
    }
    return denied;
  }

  private static Contribution saying(ConsentState state) {
    return new Contribution(
        Map.of(),
        Map.of(),
        Map.of(),
        state == null
            ? Map.of()
            : Map.of(PURPOSE, new Contribution.StatedConsent(state, "traits.x", null)),
        null);
  }

  /**
   * @param kept the first event that the raw topic still has
   */
  private record Story(List<Draft> events, int kept) {

    static Story of(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Draft> events = new ArrayList<>();
      int count = 2 + random.nextInt(9);
      for (int number = 0; number < count; number++) {
        long at = 10_000 + 1_000L * number - (random.nextInt(4) == 0 ? 1_500 : 0);
        Set<Integer> chosen = new TreeSet<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
          chosen.add(random.nextInt(IDENTIFIERS.size()));
        }
        ConsentState[] states = {
          null, ConsentState.GRANTED, ConsentState.DENIED, ConsentState.UNKNOWN
        };
        events.add(
            Drafts.draft(
                "m-" + number,
                at,
                chosen.stream().map(IDENTIFIERS::get).toList(),
                saying(states[random.nextInt(states.length)])));
      }
      return new Story(events, random.nextInt(count));
    }
  }
}
