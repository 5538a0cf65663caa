package io.tracklayer.job.canonical;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.util.List;

/**
 * Makes a canonical event smaller by what is least needed, and says so in the event: first what is
 * left of the source's properties, then the items too. Destinations take both only in part.
 */
public final class Shedding {

  /** In the order in which they are given up. */
  public static final List<String> FIELDS = List.of("properties", "items");

  private Shedding() {}

  /**
   * Empties fields.
   *
   * @param event is changed
   * @param fields how many of {@link #FIELDS}
   */
  public static void shed(ObjectNode event, int fields) {
    List<String> shed = FIELDS.subList(0, fields);
    if (shed.contains("properties")) {
      event.putObject("properties");
    }
    if (shed.contains("items")) {
      event.putArray("items");
    }
    event.set("shed", Json.mapper().valueToTree(shed));
  }
}
