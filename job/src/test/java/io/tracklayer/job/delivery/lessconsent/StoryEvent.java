package io.tracklayer.job.delivery.lessconsent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.delivery.lessconsent.Place.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One event of a story: whose it is, what it says of consent, and when it comes. What it says may
 * be changed, which gives a story with less consent beside each story.
 *
 * @param identifiers the fields that identify its person
 * @param advertisingId its device's, if it says that
 * @param words by place
 * @param categories of the consent platform's lists; a category that is absent is in neither list
 */
record StoryEvent(
    int number,
    String type,
    Map<String, String> identifiers,
    @Nullable String advertisingId,
    String orderId,
    long receivedAt,
    long occurredAt,
    Map<Place, Word> words,
    Management management,
    Map<String, Word> categories,
    int form) {

  /** What there is of {@code context.consentManagement}. */
  enum Management {
    ABSENT,
    /** No list of allowed ids. */
    DENIALS_ONLY,
    BOTH_LISTS,
    EMPTY,
    UNREADABLE;

    private boolean denies(Word category) {
      return switch (this) {
        case ABSENT, EMPTY -> false;
        case DENIALS_ONLY -> category == Word.DENIAL;
        case BOTH_LISTS -> category != Word.GRANT;
        case UNREADABLE -> true;
      };
    }
  }

  /** By the category that each asks for. */
  static final Map<String, String> PURPOSES = Map.of("C2", "email", "C4", "marketing");

  /** Always allowed where ids are: lists that nothing is left in take their answers back. */
  private static final String NECESSARY = "C1";

  StoryEvent with(Place place, Word word) {
    Map<Place, Word> others = new EnumMap<>(words);
    others.put(place, word);
    return with(management, categories, others);
  }

  StoryEvent with(String category, Word word) {
    Map<String, Word> others = new TreeMap<>(categories);
    others.put(category, word);
    return with(
        management == Management.ABSENT ? Management.DENIALS_ONLY : management, others, words);
  }

  StoryEvent withUnreadableManagement() {
    return with(Management.UNREADABLE, categories, words);
  }

  private StoryEvent with(Management other, Map<String, Word> categories, Map<Place, Word> words) {
    return new StoryEvent(
        number,
        type,
        identifiers,
        advertisingId,
        orderId,
        receivedAt,
        occurredAt,
        words,
        other,
        categories,
        form);
  }

  /** Whether it states that its identifiers are one person's, and is not itself delivered. */
  boolean isStatementOfIdentity() {
    return type.equals("alias") || type.equals("merge");
  }

  /** The purposes that it denies, in whatever place; so they are denied for this event for ever. */
  Set<String> denied() {
    Set<String> denied = new TreeSet<>();
    words.forEach((place, word) -> denied.addAll(place.deniedBy(word)));
    PURPOSES.forEach(
        (category, purpose) -> {
          if (management.denies(categories.getOrDefault(category, Word.ABSENT))) {
            denied.add(purpose);
          }
        });
    return denied;
  }

  boolean excludes(String destination) {
    return wish(destination).mayBeNo()
        || (words.getOrDefault(Place.EVERY_DESTINATION, Word.ABSENT).mayBeNo()
            && wish(destination) != Word.GRANT
            && words.entrySet().stream().anyMatch(StoryEvent::namesADestination));
  }

  private Word wish(String destination) {
    return words.entrySet().stream()
        .filter(said -> said.getKey().isAboutDestination(destination))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Word.ABSENT);
  }

  private static boolean namesADestination(Map.Entry<Place, Word> said) {
    return Place.SINGLE_DESTINATIONS.contains(said.getKey())
        && (said.getValue() == Word.GRANT || said.getValue().mayBeNo());
  }

  boolean restrictsUse() {
    return words.entrySet().stream()
        .anyMatch(said -> said.getValue().mayBeNo() && said.getKey().restrictsUseOf(type));
  }

  boolean hasRoomFor(Place place) {
    return words.entrySet().stream()
        .allMatch(
            said ->
                said.getKey() == place
                    || said.getValue() == Word.ABSENT
                    || !said.getKey().isFieldOf(place));
  }

  /** As the raw topic holds it. */
  ObjectNode record() {
    return recordWithout(Set.of());
  }

  /** The same without what it says in some places. */
  ObjectNode recordWithout(Set<Place> unheard) {
    ObjectNode record =
        Json.object()
            .put("schema", 1)
            .put("message_id", "m-" + number)
            .put("type", type)
            .put("account", "acct")
            .put("environment", "production")
            .put("source", "rudderstack")
            .put("received_at", Instant.ofEpochMilli(receivedAt).toString())
            .put("occurred_at", Instant.ofEpochMilli(occurredAt).toString());
    if (type.equals("merge")) {
      ArrayNode merged = record.putArray("merge_properties");
      identifiers.forEach(
          (name, value) -> merged.addObject().put("type", name).put("value", value));
    } else {
      identifiers.forEach(record::put);
    }
    if (advertisingId != null) {
      record.withObject("/context/device").put("advertisingId", advertisingId);
    }
    if (type.equals("track")) {
      record.put("event", "Order Completed");
      record
          .putObject("properties")
          .put("order_id", orderId)
          .put("value", 9)
          .put("currency", "EUR");
    }
    record.withObject("/context");
    record.withObject("/traits");
    words.forEach(
        (place, word) -> {
          if (!unheard.contains(place)) {
            place.write(word, form, record);
          }
        });
    if (management != Management.ABSENT) {
      record.withObject("/context").set("consentManagement", lists());
    }
    return record;
  }

  private JsonNode lists() {
    ObjectNode lists = Json.object().put("provider", "custom");
    switch (management) {
      case EMPTY -> lists.putNull("allowedConsentIds").putArray("deniedConsentIds");
      case UNREADABLE -> {
        lists.put("deniedConsentIds", 17);
        return form % 2 == 0 ? lists : TextNode.valueOf("nonsense");
      }
      case DENIALS_ONLY -> lists.set("deniedConsentIds", written(ids(Word.DENIAL)));
      default -> {
        List<String> allowed = ids(Word.GRANT);
        allowed.add(NECESSARY);
        lists.set("allowedConsentIds", written(allowed));
        lists.set("deniedConsentIds", written(ids(Word.DENIAL)));
      }
    }
    return lists;
  }

  private List<String> ids(Word word) {
    List<String> ids = new ArrayList<>();
    categories.forEach(
        (id, said) -> {
          if (said == word) {
            ids.add(id);
          }
        });
    return ids;
  }

  /** In one of the forms that sources use. */
  private JsonNode written(List<String> ids) {
    ArrayNode array = Json.mapper().valueToTree(ids);
    return switch (form % 5) {
      case 0 -> array;
      case 1 -> Json.object().setAll(named(ids));
      case 2 -> TextNode.valueOf(array.toString());
      case 3 -> TextNode.valueOf(String.join(",", ids));
      default -> Json.mapper().createArrayNode().add(array);
    };
  }

  private static Map<String, JsonNode> named(List<String> ids) {
    Map<String, JsonNode> named = new TreeMap<>();
    ids.forEach(id -> named.put(id, TextNode.valueOf("Category " + id)));
    return named;
  }
}
