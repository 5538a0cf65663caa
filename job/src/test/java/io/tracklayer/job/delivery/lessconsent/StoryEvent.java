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
import java.util.TreeMap;

/**
 * One event of a story: whose it is, what it says of consent, and when it comes. What it says may
 * be changed, which gives a story with less consent beside each story.
 *
 * @param identifiers the fields that identify its person
 * @param words by place
 * @param categories of the consent platform's lists; a category that is absent is in neither list
 */
record StoryEvent(
    int number,
    String type,
    Map<String, String> identifiers,
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
    UNREADABLE
  }

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
        number, type, identifiers, orderId, receivedAt, occurredAt, words, other, categories, form);
  }

  /** As the raw topic holds it. */
  ObjectNode record() {
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
    identifiers.forEach(record::put);
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
    words.forEach((place, word) -> place.write(word, form, record));
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
