package io.tracklayer.view.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.delivery.QualityRecord;
import io.tracklayer.contract.json.Json;
import io.tracklayer.view.store.Assessments;
import io.tracklayer.view.store.MatchCounts;
import io.tracklayer.view.store.Statements;
import io.tracklayer.view.store.ViewStore;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * By what each destination can recognise the people behind delivered events: for each event name,
 * how many events it was given each match key of, and how many of them brought it themselves. The
 * same, apart, of events that it would have been sent but for {@code mode: log}. Beside it, what
 * those vendors themselves say that were asked.
 */
public final class MatchQualityAnswer {

  private static final class Counted {

    private final Map<MatchKey, Long> after = new EnumMap<>(MatchKey.class);
    private final Map<MatchKey, Long> before = new EnumMap<>(MatchKey.class);
    private long all;

    void add(MatchKeys keys, long events) {
      all += events;
      for (MatchKey key : MatchKey.values()) {
        if (keys.carries(key)) {
          after.merge(key, events, Long::sum);
        }
        if (keys.isOwn(key)) {
          before.merge(key, events, Long::sum);
        }
      }
    }
  }

  private MatchQualityAnswer() {}

  public static ObjectNode of(Statements statements, long now) throws SQLException {
    List<MatchCounts.Group> groups = MatchCounts.of(statements);
    ObjectNode answer = Json.object();
    ViewStore.floor(statements).ifPresent(at -> answer.put("since", Times.text(at)));
    put(answer.putObject("destinations"), "delivered", groups, false);
    put(answer.putObject("only_logged"), "would_send", groups, true);
    long askedSince = now - QualityRecord.STANDS.toMillis();
    putVendors(answer.putObject("vendors"), Assessments.since(statements, askedSince));
    return answer;
  }

  private static void put(
      ObjectNode destinations, String all, List<MatchCounts.Group> groups, boolean onlyLogged) {
    Map<String, Map<String, Counted>> counted = new TreeMap<>();
    for (MatchCounts.Group group : groups) {
      if (group.isOnlyLogged() == onlyLogged) {
        counted
            .computeIfAbsent(group.destination(), name -> new TreeMap<>())
            .computeIfAbsent(group.name(), name -> new Counted())
            .add(group.keys(), group.events());
      }
    }
    counted.forEach((name, events) -> put(destinations.putObject(name), all, events));
  }

  private static void putVendors(ObjectNode vendors, List<Assessments.Assessment> assessments) {
    for (Assessments.Assessment assessment : assessments) {
      ObjectNode vendor = vendors.putObject(assessment.destination());
      vendor.put("asked_at", Times.text(assessment.at()));
      assessment.said().properties().forEach(part -> vendor.set(part.getKey(), part.getValue()));
    }
  }

  /** All names have the same keys: those that the destination was ever given. */
  private static void put(ObjectNode destination, String all, Map<String, Counted> events) {
    List<MatchKey> given =
        List.of(MatchKey.values()).stream()
            .filter(key -> events.values().stream().anyMatch(one -> one.after.containsKey(key)))
            .toList();
    events.forEach(
        (name, one) -> {
          ObjectNode shown = destination.putObject(name).put(all, one.all);
          ObjectNode keys = shown.putObject("keys");
          for (MatchKey key : given) {
            keys.putObject(key.text())
                .put("before", one.before.getOrDefault(key, 0L))
                .put("after", one.after.getOrDefault(key, 0L));
          }
        });
  }
}
