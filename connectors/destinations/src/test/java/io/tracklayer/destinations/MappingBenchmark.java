package io.tracklayer.destinations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.http.HttpCall;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures the mapping of canonical events to the bytes of requests on one thread, configured as
 * for the golden requests: purchases a second for each destination type and, for comparison, for
 * two simple tasks with the same purchases that need none of our code. {@link MappingBenchmarkIT}
 * runs it.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(
    value = 2,
    jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class MappingBenchmark {

  static final int EVENTS = 100;

  /** One type with a hundred purchases. */
  @State(Scope.Thread)
  public static class OneType {

    /** Every type on the class path, from outside. */
    @Param({})
    public String type;

    private List<CanonicalEvent> purchases;
    private Destination destination;
    private int maxBatch;

    /**
     * @throws AssertionError when a request lacks a purchase, which would make it look fast
     */
    @Setup
    public void open() {
      GoldenSetup setup = GoldenSetup.of(type);
      purchases = Purchases.like(setup.event("purchase"), EVENTS);
      destination = setup.open("secret");
      maxBatch = Math.min(EVENTS, new Destinations().specs().get(type).maxBatch());
      check(together());
      check(purchases.stream().map(this::alone).toList());
    }

    private static void check(List<HttpCall> requests) {
      StringBuilder bodies = new StringBuilder();
      requests.forEach(request -> bodies.append(new String(request.body(), UTF_8)));
      for (int number = 0; number < EVENTS; number++) {
        if (bodies.indexOf(Purchases.orderId(number)) < 0) {
          throw new AssertionError("no request has the purchase " + number);
        }
      }
    }

    /** As few requests as the type's limits allow, if no event is put aside. */
    private List<HttpCall> together() {
      List<HttpCall> requests = new ArrayList<>();
      List<Mapping.Mapped> batch = new ArrayList<>(maxBatch);
      for (CanonicalEvent purchase : purchases) {
        Mapping.Mapped next = Fixtures.mapped(destination, purchase);
        boolean joins =
            batch.isEmpty() || (batch.size() < maxBatch && destination.joins(batch, next));
        if (!joins) {
          requests.add(destination.request(batch, Fixtures.NOW));
          batch = new ArrayList<>(maxBatch);
        }
        batch.add(next);
      }
      requests.add(destination.request(batch, Fixtures.NOW));
      return requests;
    }

    private HttpCall alone(CanonicalEvent purchase) {
      return destination.request(List.of(Fixtures.mapped(destination, purchase)), Fixtures.NOW);
    }
  }

  /** The common purchases, without any of our code to measure. */
  @State(Scope.Thread)
  public static class NoType {

    private final List<CanonicalEvent> purchases =
        Purchases.like(Fixtures.event("purchase"), EVENTS);
    private MessageDigest sha256;

    @Setup
    public void open() throws NoSuchAlgorithmException {
      sha256 = MessageDigest.getInstance("SHA-256");
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public List<HttpCall> together(OneType of) {
    return of.together();
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void alone(OneType of, Blackhole hole) {
    for (CanonicalEvent purchase : of.purchases) {
      hole.consume(of.alone(purchase));
    }
  }

  /** Every value known about the person, unchanged: the least that hashing them can cost. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void hashingThePersonAlone(NoType no, Blackhole hole) {
    for (CanonicalEvent purchase : no.purchases) {
      for (String value : values(purchase.user())) {
        hole.consume(no.sha256.digest(value.getBytes(UTF_8)));
      }
    }
  }

  private static List<String> values(Person person) {
    List<String> values = new ArrayList<>(person.emails());
    values.addAll(person.phones());
    person.externalIds().values().forEach(values::addAll);
    Stream.of(
            person.userId(),
            person.anonymousId(),
            person.firstName(),
            person.lastName(),
            person.gender(),
            person.birthDate(),
            person.city(),
            person.state(),
            person.postalCode(),
            person.country())
        .filter(Objects::nonNull)
        .forEach(values::add);
    return values;
  }

  /** Only Jackson. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void serialisingTheEventAlone(NoType no, Blackhole hole) {
    for (CanonicalEvent purchase : no.purchases) {
      hole.consume(Json.write(purchase));
    }
  }
}
