package io.tracklayer.job.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.job.intake.source.FieldName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the event id: the source's own, so that a browser pixel can share it, else the message id.
 * It is the same in every attempt, restart and replay.
 *
 * <p>Traits are what is known of the person, and RudderStack's SDKs send them with every later
 * event, too. So an event id in the traits counts only for orders, refunds and leads: of these, no
 * two get the same id.
 */
final class EventIds {

  static final FieldName FIELD = new FieldName("event_id");

  private static final String TRAITS = "traits";

  private final List<Place> places;

  /**
   * @param paths where a source may write it, such as {@code properties.event_id}; the first that
   *     holds an id counts
   */
  EventIds(List<String> paths) {
    places = paths.stream().map(Place::of).toList();
  }

  String of(RawEvent raw, boolean hasBusinessKey) {
    for (Place place : places) {
      String id = place.isOfTraits() && !hasBusinessKey ? null : place.idIn(raw);
      if (id != null) {
        return id;
      }
    }
    return raw.messageId();
  }

  /**
   * @param objects the names of the objects that lead from the event to the field
   */
  private record Place(List<String> objects, FieldName field) {

    static Place of(String path) {
      List<String> names = List.of(path.split("\\."));
      int last = names.size() - 1;
      return new Place(names.subList(0, last), new FieldName(names.get(last)));
    }

    boolean isOfTraits() {
      return objects.contains(TRAITS);
    }

    @Nullable String idIn(RawEvent raw) {
      ObjectNode object =
          switch (objects.get(0)) {
            case "properties" -> raw.properties();
            case "context" -> raw.context();
            case TRAITS -> raw.traits();
            default -> null;
          };
      for (String name : objects.subList(1, objects.size())) {
        object = object == null || !(object.get(name) instanceof ObjectNode inner) ? null : inner;
      }
      return object == null ? null : field.idIn(object);
    }
  }
}
