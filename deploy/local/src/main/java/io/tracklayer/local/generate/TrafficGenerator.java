package io.tracklayer.local.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * Realistic traffic as RudderStack sends it, the same for the same arguments. New people arrive at
 * a constant rate, browse on one or more devices, sign up, leave leads, order and return goods; one
 * event in fifty is sent twice.
 *
 * <p>Memory use does not depend on the number of events. Iterators are not thread-safe; the
 * generator itself is.
 */
public final class TrafficGenerator implements Iterable<ObjectNode> {

  /** When the first event happens by default. */
  public static final Instant DEFAULT_START = Instant.parse("2026-11-01T00:00:00Z");

  /** Time between two events. */
  public static final Duration INTERVAL = Duration.ofMillis(10);

  /** Share of all events that are sent twice. */
  private static final double DUPLICATES = 0.02;

  /** Share of the copies of orders that the shop's back end sends under another message id. */
  private static final double COPIES_BY_BACK_END = 0.25;

  /** How many people are active at a time, and how far back a copy reaches. */
  private static final int ABOUT = 200;

  private static final int RECENT = 50;

  /** How often somebody from any earlier time returns. */
  private static final double RETURNS = 0.10;

  private final long seed;
  private final int users;
  private final int events;
  private final Instant start;

  public TrafficGenerator(long seed, int users, int events) {
    this(seed, users, events, DEFAULT_START);
  }

  /**
   * @param users at least 1; no more people appear than there are events
   * @param start when the first event happens
   */
  public TrafficGenerator(long seed, int users, int events, Instant start) {
    if (users < 1 || events < 0) {
      throw new IllegalArgumentException("there must be at least one user, and 0 events or more");
    }
    this.seed = seed;
    this.users = Math.min(users, Math.max(1, events));
    this.events = events;
    this.start = start;
  }

  /** Envelopes in the order in which they are sent; the caller may change each of them. */
  @Override
  public Iterator<ObjectNode> iterator() {
    return new Traffic();
  }

  private final class Traffic implements Iterator<ObjectNode> {

    private final SplittableRandom random = new SplittableRandom(seed);
    private final ArrayDeque<ObjectNode> recent = new ArrayDeque<>();
    private int sent;
    private int born;

    @Override
    public boolean hasNext() {
      return sent < events;
    }

    @Override
    public ObjectNode next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Instant now = start.plus(INTERVAL.multipliedBy(sent));
      boolean someoneIsBorn = born <= (long) sent * users / events && born < users;
      sent++;
      if (someoneIsBorn) {
        return remembered(new Visit(Shopper.of(seed, born++), random, now).first());
      }
      if (!recent.isEmpty() && random.nextDouble() * (events - users) < DUPLICATES * events) {
        return copy();
      }
      return remembered(new Visit(Shopper.of(seed, somebody()), random, now).any());
    }

    private int somebody() {
      int from = random.nextDouble() < RETURNS ? 0 : Math.max(0, born - ABOUT);
      return from + random.nextInt(born - from);
    }

    private ObjectNode remembered(ObjectNode envelope) {
      recent.addLast(envelope.deepCopy());
      if (recent.size() > RECENT) {
        recent.removeFirst();
      }
      return envelope;
    }

    private ObjectNode copy() {
      int back = random.nextInt(recent.size());
      ObjectNode copy = recent.stream().skip(back).findFirst().orElseThrow().deepCopy();
      boolean isOrder = copy.path("event").asText().equals("Order Completed");
      if (isOrder && random.nextDouble() < COPIES_BY_BACK_END) {
        copy.put("messageId", copy.get("messageId").asText() + "-backend");
        copy.put("channel", "server");
      }
      return copy;
    }
  }
}
