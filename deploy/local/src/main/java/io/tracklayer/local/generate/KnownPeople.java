package io.tracklayer.local.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * People with a user id, an e-mail address, a phone number and devices of their own: a population
 * of a given size, the same for the same arguments. Memory use does not depend on it.
 *
 * @param people at least 1
 * @param devices that each of them has, shared with nobody; at least 1
 */
public record KnownPeople(long seed, int people, int devices) {

  private static final int OTHER_IDENTIFIERS = 3;
  private static final int EVENTS_OF_ARRIVAL = 2;

  /** So many people that they have about as many identifiers in all. */
  public static int peopleWith(int identifiers, int devices) {
    return (int) Math.max(1, Math.round((double) identifiers / identifiersOf(devices)));
  }

  /** How many identifiers a person has. */
  public static int identifiersOf(int devices) {
    return devices + OTHER_IDENTIFIERS;
  }

  /** How many events their arrivals are. */
  public int events() {
    return Math.multiplyExact(people, EVENTS_OF_ARRIVAL * devices);
  }

  /**
   * One person after the other signs up on each device, and looks at something there without being
   * signed in.
   *
   * @param start when the first event happens
   */
  public Iterable<ObjectNode> arrivals(Instant start) {
    return () -> {
      SplittableRandom random = new SplittableRandom(seed);
      return IntStream.range(0, events())
          .mapToObj(
              event -> {
                int device = event / EVENTS_OF_ARRIVAL;
                boolean isSignUp = event % EVENTS_OF_ARRIVAL == 0;
                Shopper shopper =
                    Shopper.onDevice(seed, device / devices, device % devices, !isSignUp);
                Visit visit = new Visit(shopper, random, at(start, event));
                return isSignUp ? visit.signedUp() : visit.browsing();
              })
          .iterator();
    };
  }

  /**
   * Each person and device is as likely as any other. Once all have arrived, these events bring
   * nothing new.
   *
   * @param start when the first event happens
   */
  public Iterable<ObjectNode> visits(int count, Instant start) {
    return () -> {
      SplittableRandom random = new SplittableRandom(~seed);
      return IntStream.range(0, count)
          .mapToObj(
              event -> {
                Shopper shopper =
                    Shopper.onDevice(seed, random.nextInt(people), random.nextInt(devices), false);
                return new Visit(shopper, random, at(start, event)).browsing();
              })
          .iterator();
    };
  }

  private static Instant at(Instant start, int event) {
    return start.plus(TrafficGenerator.INTERVAL.multipliedBy(event));
  }
}
