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

  private static final List<Map<String, String>> ALIASES =
      List.of(
          Map.of("user_id", "u-1", "previous_id", "a-2"),
          Map.of("user_id", "u-1", "previous_id", "u-2"),
          Map.of("user_id", "u-2", "previous_id", "a-1"));

  private static final List<Map<String, String>> MERGES =
      List.of(
          Map.of("userId", "u-1", "anonymousId", "a-3"),
          Map.of("userId", "u-2", "anonymousId", "a-2"),
          Map.of("userId", "u-2", "anonymousId", "a-1"));

  private static final List<String> DEVICES =
      List.of("6d92078a-8246-4ba4-ae5b-76104861e7dc", "0b2f9d11-4a53-4e0f-9d0b-3c9a5c7f1e20");

  private static final List<Place> PLACES = List.of(Place.values());

  private static final List<Place> OF_PURPOSES =
      PLACES.stream().filter(Place::isAboutAPurpose).toList();

  private static final List<Place> OF_DESTINATIONS =
      List.of(Place.DESTINATION, Place.OTHER_DESTINATION, Place.EVERY_DESTINATION);

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

  private static final List<String> CATEGORIES =
      StoryEvent.PURPOSES.keySet().stream().sorted().toList();

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

    /**
     * One order and one place, or the whole integrations object, so that what is said there of
     * several profiles meets.
     */
    static Cast small(SplittableRandom random) {
      return new Cast(
          List.of(any(PEOPLE, random), any(PEOPLE, random)),
          random.nextInt(5) == 0 ? OF_DESTINATIONS : List.of(any(OF_PURPOSES, random)),
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
    boolean hasDevice = cast.fewest() == 0 && random.nextInt(6) == 0;
    if (hasDevice) {
      words.put(Place.TRACKING_STATUS, Word.GRANT);
    }
    for (int i = 0; i < statements; i++) {
      Place place = any(cast.places(), random);
      words.keySet().removeIf(place::isFieldOf);
      words.put(place, word(random));
    }
    String type = type(random);
    Map<String, Word> categories = new TreeMap<>();
    for (String category : CATEGORIES) {
      categories.put(
          category,
          new Word[] {Word.ABSENT, Word.GRANT, Word.GRANT, Word.DENIAL}[random.nextInt(4)]);
    }
    return new StoryEvent(
        number,
        type,
        any(
            switch (type) {
              case "alias" -> ALIASES;
              case "merge" -> MERGES;
              default -> cast.people();
            },
            random),
        hasDevice ? any(DEVICES, random) : null,
        "o-" + random.nextInt(cast.orders()),
        receivedAt,
        receivedAt - random.nextInt(100_000),
        words,
        any(cast.management(), random),
        categories,
        random.nextInt(30));
  }

  private static String type(SplittableRandom random) {
    int drawn = random.nextInt(12);
    if (drawn == 0) {
      return random.nextBoolean() ? "alias" : "merge";
    }
    return drawn < 5 ? "identify" : "track";
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
      boolean isLess =
          !place.deniesLessThanNonsense() || event.words().get(place) != Word.UNREADABLE;
      return isLess && event.hasRoomFor(place)
          ? Optional.of(event.with(place, Word.DENIAL))
          : Optional.empty();
    }
    List<Place> said =
        event.words().keySet().stream().filter(p -> event.words().get(p) != Word.ABSENT).toList();
    if (said.isEmpty()) {
      return Optional.empty();
    }
    Place place = said.get(random.nextInt(said.size()));
    boolean canBeLeftOut = event.words().get(place) == Word.GRANT && place.mayBeLeftOut();
    return Optional.of(
        event.with(place, canBeLeftOut && random.nextBoolean() ? Word.ABSENT : Word.UNREADABLE));
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
