package io.tracklayer.cli.quality;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.delivery.MatchKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts what vendors say beside what was counted, as the live view's answer has both. */
public final class MatchReport {

  private MatchReport() {}

  public static List<MatchShare> of(JsonNode answer) {
    List<MatchShare> shares = new ArrayList<>();
    JsonNode vendors = answer.path("vendors");
    JsonNode delivered = answer.path("destinations");
    JsonNode onlyLogged = answer.path("only_logged");
    for (String destination : names(delivered, vendors)) {
      JsonNode said = vendors.path(destination).path("events");
      for (String event : names(delivered.path(destination), said)) {
        JsonNode counted = delivered.path(destination).path(event);
        boolean isElsewhere = onlyLogged.path(destination).has(event);
        if (!counted.isMissingNode() || !isElsewhere) {
          add(shares, destination, event, counted, said.path(event));
        }
      }
    }
    for (Map.Entry<String, JsonNode> destination : onlyLogged.properties()) {
      JsonNode said = vendors.path(destination.getKey()).path("events");
      for (Map.Entry<String, JsonNode> event : destination.getValue().properties()) {
        add(
            shares,
            destination.getKey(),
            event.getKey(),
            event.getValue(),
            said.path(event.getKey()));
      }
    }
    return shares;
  }

  /** When each vendor was asked, or why it could not be: a line for each. */
  public static List<String> asked(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> vendor : answer.path("vendors").properties()) {
      JsonNode said = vendor.getValue();
      String at = said.path("asked_at").asText();
      lines.add(
          vendor.getKey()
              + (said.hasNonNull("problem")
                  ? " could not be asked at " + at + ": " + problem(said)
                  : " was asked at " + at));
    }
    return lines;
  }

  private static String problem(JsonNode said) {
    String problem = said.get("problem").asText();
    return said.hasNonNull("said_at")
        ? problem + "; its answer of " + said.get("said_at").asText() + " is shown"
        : problem;
  }

  private static Set<String> names(JsonNode... objects) {
    Set<String> names = new TreeSet<>();
    for (JsonNode object : objects) {
      object.fieldNames().forEachRemaining(names::add);
    }
    return names;
  }

  private static void add(
      List<MatchShare> shares, String destination, String event, JsonNode counted, JsonNode said) {
    long delivered = counted.path("delivered").asLong();
    long wouldSend = counted.path("would_send").asLong();
    for (MatchKey key : MatchKey.values()) {
      JsonNode counts = counted.path("keys").path(key.text());
      BigDecimal vendor = number(said.path("keys").path(key.text()));
      if (!counts.isMissingNode() || vendor != null) {
        boolean isCounted = !counted.isMissingNode();
        shares.add(
            new MatchShare(
                destination,
                event,
                key.text(),
                delivered,
                wouldSend,
                isCounted ? counts.path("before").asLong() : null,
                isCounted ? counts.path("after").asLong() : null,
                vendor));
      }
    }
    BigDecimal score = number(said.path("score"));
    if (score != null) {
      shares.add(
          new MatchShare(
              destination, event, MatchShare.SCORE, delivered, wouldSend, null, null, score));
    }
  }

  private static @Nullable BigDecimal number(JsonNode number) {
    return number.isNumber() ? number.decimalValue() : null;
  }
}
