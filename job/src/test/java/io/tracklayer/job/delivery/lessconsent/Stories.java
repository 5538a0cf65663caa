package io.tracklayer.job.delivery.lessconsent;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.delivery.lessconsent.Place.Word;
import io.tracklayer.job.delivery.lessconsent.StoryEvent.Management;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Makes random events, and the same events with less consent in one place of one of them. */
final class Stories {

  static final long BEGIN = 1_780_000_000_000L;

  /**
   * An order's copies come from any of these, so from several profiles, some of which become one.
   */
  private static final List<Map<String, String>> PEOPLE =
      List.of(
          Map.of("anonymous_id", "a-1"),
          Map.of("anonymous_id", "a-1", "user_id", "u-1"),
          Map.of("user_id", "u-1"),
          Map.of("anonymous_id", "a-2", "user_id", "u-1"),
          Map.of("anonymous_id", "a-2"),
          Map.of("anonymous_id", "a-3", "user_id", "u-2"),
          Map.of("anonymous_id", "a-3"));

  private static final List<Place> PLACES = List.of(Place.values());

  private static final List<Management> MANAGEMENT =
      List.of(
          Management.ABSENT,
          Management.ABSENT,
          Management.ABSENT,
          Management.BOTH_LISTS,
          Management.BOTH_LISTS,
          Management.DENIALS_ONLY,
          Management.EMPTY,
          Management.UNREADABLE);

  private static final List<String> CATEGORIES = List.of("C2", "C4");

  private Stories() {}

  static JsonNode json(String text) {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<StoryEvent> any(SplittableRandom random) {
    List<StoryEvent> story = new ArrayList<>();
    Cast cast = random.nextBoolean() ? Cast.large(random) : Cast.small(random);
    for (int number = 0; number < cast.events(); number++) {
      story.add(event(number, cast, random));
    }
    return story;
  }

  /** What the events of a story have in common. */
  private record Cast(
      List<Map<String, String>> people,
      List<Place> places,
      List<Management> management,
      int orders,
      int events,
      int fewest) {

    static Cast large(SplittableRandom random) {
      return new Cast(PEOPLE, PLACES, MANAGEMENT, 1 + random.nextInt(3), 2 + random.nextInt(6), 0);
    }

    /** One order and one place, so that what is said there of several profiles meets. */
    static Cast small(SplittableRandom random) {
      return new Cast(
          List.of(any(PEOPLE, random), any(PEOPLE, random)),
          List.of(any(PLACES, random)),
          List.of(Management.ABSENT),
          1,
          3 + random.nextInt(4),
          1);
    }
  }

  private static StoryEvent event(int number, Cast cast, SplittableRandom random) {
    // Mostly in their order, as partitions of the raw topic come.
    long receivedAt = BEGIN + 1_000L * number - (random.nextInt(6) == 0 ? 1_500 : 0);
    Map<Place, Word> words = new EnumMap<>(Place.class);
    int statements = cast.fewest() + random.nextInt(4 - cast.fewest());
    for (int i = 0; i < statements; i++) {
      words.put(any(cast.places(), random), word(random));
    }
    Map<String, Word> categories = new TreeMap<>();
    for (String category : CATEGORIES) {
      categories.put(
          category,
          new Word[] {Word.ABSENT, Word.GRANT, Word.GRANT, Word.DENIAL}[random.nextInt(4)]);
    }
    return new StoryEvent(
        number,
        random.nextInt(5) < 2 ? "identify" : "track",
        any(cast.people(), random),
        "o-" + random.nextInt(cast.orders()),
        receivedAt,
        receivedAt - random.nextInt(100_000),
        words,
        any(cast.management(), random),
        categories,
        random.nextInt(30));
  }

  private static <T> T any(List<T> all, SplittableRandom random) {
    return all.get(random.nextInt(all.size()));
  }

  private static Word word(SplittableRandom random) {
    Word[] words = {
      Word.GRANT, Word.GRANT, Word.GRANT, Word.DENIAL, Word.EMPTY, Word.EMPTY, Word.UNREADABLE
    };
    return words[random.nextInt(words.length)];
  }

  /**
   * The same with a denial more, a grant less, or a statement that cannot be read; if there can be
   * one.
   */
  static Optional<List<StoryEvent>> withLessConsent(
      List<StoryEvent> story, SplittableRandom random) {
    for (int attempt = 0; attempt < 3; attempt++) {
      int changed = random.nextInt(story.size());
      Optional<StoryEvent> less = less(story.get(changed), random);
      if (less.isPresent()) {
        List<StoryEvent> other = new ArrayList<>(story);
        other.set(changed, less.get());
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  private static Optional<StoryEvent> less(StoryEvent event, SplittableRandom random) {
    boolean isInLists = event.management() != Management.ABSENT || random.nextInt(10) == 0;
    return isInLists && random.nextInt(3) < 2
        ? lessInLists(event, random)
        : lessInPlaces(event, random);
  }

  private static Optional<StoryEvent> lessInPlaces(StoryEvent event, SplittableRandom random) {
    if (random.nextInt(4) == 0) {
      Place place = PLACES.get(random.nextInt(PLACES.size()));
      return Optional.of(event.with(place, Word.DENIAL));
    }
    List<Place> said =
        event.words().keySet().stream().filter(p -> event.words().get(p) != Word.ABSENT).toList();
    if (said.isEmpty()) {
      return Optional.empty();
    }
    Place place = said.get(random.nextInt(said.size()));
    boolean isGrant = event.words().get(place) == Word.GRANT;
    return Optional.of(
        event.with(place, isGrant && random.nextBoolean() ? Word.ABSENT : Word.UNREADABLE));
  }

  private static Optional<StoryEvent> lessInLists(StoryEvent event, SplittableRandom random) {
    String category = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
    boolean hasLists =
        event.management() == Management.BOTH_LISTS
            || event.management() == Management.DENIALS_ONLY;
    if (event.management() != Management.ABSENT && random.nextInt(3) == 0) {
      return Optional.of(event.withUnreadableManagement());
    }
    if (!hasLists && event.management() != Management.ABSENT) {
      return Optional.empty();
    }
    if (event.management() == Management.ABSENT) {
      StoryEvent silent = event;
      for (String other : CATEGORIES) {
        silent = silent.with(other, Word.ABSENT);
      }
      return Optional.of(silent.with(category, Word.DENIAL));
    }
    boolean isGranted =
        event.management() == Management.BOTH_LISTS
            && event.categories().get(category) == Word.GRANT;
    return Optional.of(
        event.with(category, isGranted && random.nextBoolean() ? Word.ABSENT : Word.DENIAL));
  }
}
