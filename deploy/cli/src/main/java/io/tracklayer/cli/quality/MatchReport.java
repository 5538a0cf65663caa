package io.tracklayer.cli.quality;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.destinations.VendorQuality;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts what vendors say beside what was counted. */
public final class MatchReport {

  private MatchReport() {}

  /**
   * @param counted the live view's answer
   * @param vendors what vendors say, by destination and canonical name
   */
  public static List<MatchShare> of(
      JsonNode counted, Map<String, Map<String, VendorQuality>> vendors) {
    List<MatchShare> shares = new ArrayList<>();
    add(shares, counted.path("destinations"), vendors);
    add(shares, counted.path("only_logged"), vendors);
    return shares;
  }

  private static void add(
      List<MatchShare> shares,
      JsonNode destinations,
      Map<String, Map<String, VendorQuality>> vendors) {
    for (Map.Entry<String, JsonNode> to : destinations.properties()) {
      Map<String, VendorQuality> said = vendors.getOrDefault(to.getKey(), Map.of());
      for (Map.Entry<String, JsonNode> event : to.getValue().properties()) {
        add(
            shares,
            to.getKey(),
            event.getKey(),
            event.getValue(),
            said.getOrDefault(event.getKey(), new VendorQuality(null, Map.of())));
      }
    }
  }

  private static void add(
      List<MatchShare> shares,
      String destination,
      String event,
      JsonNode counted,
      VendorQuality said) {
    long delivered = counted.path("delivered").asLong();
    long wouldSend = counted.path("would_send").asLong();
    for (MatchKey key : MatchKey.values()) {
      JsonNode counts = counted.path("keys").path(key.text());
      BigDecimal vendor = said.shares().get(key);
      if (!counts.isMissingNode() || vendor != null) {
        shares.add(
            new MatchShare(
                destination,
                event,
                key.text(),
                delivered,
                wouldSend,
                counts.path("before").asLong(),
                counts.path("after").asLong(),
                vendor));
      }
    }
    if (said.score() != null) {
      shares.add(
          new MatchShare(
              destination,
              event,
              MatchShare.SCORE,
              delivered,
              wouldSend,
              null,
              null,
              said.score()));
    }
  }
}
