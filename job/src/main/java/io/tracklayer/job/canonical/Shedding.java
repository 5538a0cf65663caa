package io.tracklayer.job.canonical;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.util.List;

/**
 * Makes a canonical event smaller by removing what is least needed, and names in the event what was
 * removed: first the remaining properties of the source, then the items too. Destinations use only
 * part of either.
 */
public final class Shedding {

  /** In the order in which they are removed. */
  public static final List<String> FIELDS = List.of("properties", "items");

  private Shedding() {}

  /**
   * Empties fields.
   *
   * @param event the event, which is changed
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
