package io.tracklayer.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a shop's events look like in the topics, with everything that makes counting difficult:
 * repeats, copies, refusals of receiver and job, retries, redrives, and a job that writes records
 * again after a restart. Keeps its own account of what a view has to count.
 */
final class ShopTraffic {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final List<String> DESTINATIONS = List.of("crm", "meta");

  private static final List<String> KEYS = List.of("email", "phone", "click_id", "user_agent");
  private static final long MINUTE = 60_000;

  final Log log = new Log();
  final Map<String, Long> arrived = new TreeMap<>();
  final Map<String, Map<String, Long>> outcomes = new TreeMap<>();

  /** How many events were delivered, and how many with which match key, by destination. */
  final Map<String, Long> matched = new TreeMap<>();

  /** When each event was received, and what was counted for it: for what drops old events. */
  private final Map<String, Long> again = new HashMap<>();

  private final Random random;
  private long now = START.toEpochMilli();

  ShopTraffic(long seed, int events) {
    random = new Random(seed);
    DESTINATIONS.forEach(destination -> outcomes.put(destination, new TreeMap<>()));
    List<Runnable> replays = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      now += random.nextInt((int) MINUTE);
      one("m-" + i, replays);
      if (random.nextInt(40) == 0) {
        replays.forEach(Runnable::run); // the job restarted from an older checkpoint
        replays.clear();
      }
    }
  }

  private void one(String message, List<Runnable> replays) {
    long at = now;
    switch (random.nextInt(13)) {
      case 0 -> refusedByTheReceiver(message, at, "not_in_allowlist", "filtered");
      case 1 -> refusedByTheReceiver(message, at, "no_canonical_name", "rejected");
      case 2 -> {
        stored(message, "alias", at);
        count("identity_only");
      }
      case 3 -> {
        stored(message, "track", at);
        Runnable refusal = () -> log.rejected(message, "no_canonical_name", at, now + 40);
        refusal.run();
        replays.add(refusal);
        count("rejected");
      }
      case 4 -> {
        stored(message, "track", at);
        count("under_way");
      }
      case 5 -> {
        log.unreadable(message, at);
        Runnable refusal = () -> log.unreadableRejected(message, now + 40);
        refusal.run();
        replays.add(refusal);
        count("received");
        count("rejected");
      }
      default -> sold(message, at, replays);
    }
  }

  private void refusedByTheReceiver(String message, long at, String reason, String kind) {
    log.rejected(message, reason, at, at);
    count("received");
    count(kind);
  }

  private void stored(String message, String type, long at) {
    log.raw(message, type, at);
    count("received");
    for (int repeats = random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0; repeats > 0; repeats--) {
      log.raw(message, type, at + random.nextInt(3) * MINUTE);
      count("received");
      count("copies");
    }
  }

  private void sold(String message, long at, List<Runnable> replays) {
    stored(message, "track", at);
    boolean isCopy = again.size() > 3 && random.nextInt(6) == 0;
    String copyOf = isCopy ? again.keySet().iterator().next() : null;
    String order = "o-" + (isCopy ? copyOf : message);
    Runnable publication = () -> log.canonical(message, order, copyOf, at);
    publication.run();
    replays.add(publication);
    again.put(message, at);
    count("canonical");
    if (isCopy) {
      count("order_copies");
    }
    DESTINATIONS.forEach(destination -> decided(message, order, copyOf, destination, at));
  }

  private void decided(String message, String order, String copyOf, String to, long at) {
    long later = at + 1000;
    for (int retries = random.nextInt(3); retries > 0; retries--) {
      later += 2000;
      log.outcome(message, to, "retrying", "server_error", later, at);
    }
    later += 500;
    switch (random.nextInt(8)) {
      case 0 -> stands(to, "waiting");
      case 1 -> {
        log.outcome(message, to, "consent_denied", "no_consent", later, at);
        stands(to, "consent_denied");
      }
      case 2 -> {
        log.outcome(message, to, "rejected", "invalid_request", later, at);
        redriven(message, order, copyOf, to, later, at);
      }
      case 3 -> {
        delivered(message, to, later, at);
        // A sender that had been replaced, and did not know it yet.
        log.outcome(message, to, "rejected", "invalid_request", later + 10, at);
        stands(to, "delivered");
      }
      default -> {
        delivered(message, to, later, at);
        stands(to, "delivered");
      }
    }
  }

  /** Some were delivered before anybody noted by what a person can be recognised. */
  private void delivered(String message, String to, long later, long at) {
    if (random.nextInt(10) == 0) {
      log.outcome(message, to, "delivered", "", later, at);
      return;
    }
    List<String> match = KEYS.stream().filter(key -> random.nextBoolean()).toList();
    List<String> before = match.stream().filter(key -> random.nextBoolean()).toList();
    log.delivered(message, to, later, at, match, before);
    if (random.nextInt(10) == 0) {
      log.delivered(message, to, later, at, match, before); // told again after a crash
    }
    matched.merge(to + " delivered", 1L, Long::sum);
    match.forEach(key -> matched.merge(to + " " + key + " after", 1L, Long::sum));
    before.forEach(key -> matched.merge(to + " " + key + " before", 1L, Long::sum));
  }

  private void redriven(
      String message, String order, String copyOf, String to, long rejectedAt, long at) {
    if (random.nextBoolean()) {
      stands(to, "rejected");
      return;
    }
    for (int commands = 1 + random.nextInt(2); commands > 0; commands--) {
      log.canonical(
          message,
          order,
          copyOf,
          at,
          "tracklayer-redrive",
          to,
          "tracklayer-redrive-lifts",
          Instant.ofEpochMilli(rejectedAt).toString());
    }
    if (random.nextBoolean()) {
      delivered(message, to, rejectedAt + 5000, at);
      stands(to, "delivered");
    } else {
      stands(to, "waiting");
    }
  }

  private void count(String kind) {
    arrived.merge(kind, 1L, Long::sum);
  }

  private void stands(String destination, String state) {
    outcomes.get(destination).merge(state, 1L, Long::sum);
  }
}
