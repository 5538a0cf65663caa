package io.tracklayer.e2e.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long an order takes from the receiver to a webhook's endpoint, and prints it: from
 * the moment at which its request was due, so that a receiver that holds up the sender is seen.
 */
@Tag("benchmark")
class LatencyBenchmarkIT {

  private static final String ACCOUNT = "acct";
  private static final int EVENTS_OF_A_PERSON = 20;
  private static final int WARM_UP_RATE = 500;

  /** Above it, a request brings ten: a client of one thread makes no more requests. */
  private static final int MOST_REQUESTS_A_SECOND = 2_000;

  /** So that a receiver that is still cold is not overrun. */
  private static final int MOST_UNDER_WAY = 256;

  /** For a rate that the machine does not keep up with. */
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  /** A batch leaves after 100 ms at the latest, and is never held back for its number. */
  private static final String PROMPT = "max_wait: 100ms, requests_per_second: 100000";

  /** As for users, and not as for tests, whose processes end before the better compiler is done. */
  private static final List<String> FULL_SPEED =
      List.of("-XX:-UseSerialGC", "-XX:+UseG1GC", "-XX:TieredStopAtLevel=4", "-Xmx2g");

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger refused = new AtomicInteger();
  private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);

  @Test
  void fromTheReceiverToADestination() throws Exception {
    int seconds = Integer.getInteger("benchmark.seconds", 60);
    try (Arrivals arrivals = new Arrivals()) {
      Target crm = Target.webhook("crm", ACCOUNT, arrivals.port(), PROMPT);
      try (LocalInstallation local =
          new LocalInstallation(directory.resolve("local"), List.of(crm), FULL_SPEED)) {
        local.start();
        measure(local, arrivals, "warm-up", WARM_UP_RATE, 4 * seconds);
        for (int rate : rates()) {
          long[] sorted = measure(local, arrivals, "rate-" + rate, rate, seconds);
          System.out.printf(
              "%d orders/s: p50 %.0f ms, p99 %.0f ms, p99.9 %.0f ms, most %.0f ms of %d%n",
              rate,
              millis(sorted, 0.5),
              millis(sorted, 0.99),
              millis(sorted, 0.999),
              millis(sorted, 1),
              sorted.length);
        }
      }
    }
    assertThat(refused).as("requests that were not taken").hasValue(0);
  }

  private static int[] rates() {
    return Stream.of(System.getProperty("benchmark.rates", "100,500,1000").split(","))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  /** The latencies of all events in nanoseconds, the shortest first. */
  private long[] measure(
      LocalInstallation local, Arrivals arrivals, String name, int rate, int seconds) {
    int events = rate * seconds;
    int ofARequest = rate > MOST_REQUESTS_A_SECOND ? 10 : 1;
    arrivals.expect(name + "-", events);
    long[] due = new long[events];
    long begin = System.nanoTime();
    for (int first = 0; first < events; first += ofARequest) {
      long moment = begin + first * 1_000_000_000L / rate;
      ArrayNode batch = Json.mapper().createArrayNode();
      for (int i = first; i < first + ofARequest; i++) {
        due[i] = moment;
        batch.add(order(name, i));
      }
      while (System.nanoTime() < moment) {
        LockSupport.parkNanos(moment - System.nanoTime());
      }
      post(local.receiver(), Json.write(batch));
    }
    Awaitility.await()
        .atMost(DEADLINE)
        .untilAsserted(
            () ->
                assertThat(arrivals.count())
                    .as("arrived, while %s requests were refused", refused)
                    .isEqualTo(events));
    long[] latencies = new long[events];
    for (int i = 0; i < events; i++) {
      latencies[i] = arrivals.at(i) - due[i];
    }
    Arrays.sort(latencies);
    return latencies;
  }

  private void post(String receiver, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(receiver + "/rudderstack/events"))
            .header("X-TrackLayer-Account", ACCOUNT)
            .header("X-TrackLayer-Environment", "production")
            .header("X-TrackLayer-Secret", DeliveryConfig.ENDPOINT_SECRET)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    underWay.acquireUninterruptibly();
    http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .whenComplete(
            (answer, failure) -> {
              underWay.release();
              if (failure != null || answer.statusCode() != 200) {
                refused.incrementAndGet();
              }
            });
  }

  /** The first of a person joins a browser, a user and an address. */
  private static ObjectNode order(String name, int number) {
    String id = name + "-" + number;
    String person = name + "-" + number / EVENTS_OF_A_PERSON;
    ObjectNode order = Json.object();
    order.put("messageId", id).put("type", "track").put("event", "Order Completed");
    order.put("userId", "user-" + person).put("anonymousId", "browser-" + person);
    order.put("originalTimestamp", Instant.now().toString());
    order
        .withObject("/context/traits")
        .put("email", person + "@example.com")
        .put("marketing_opt_in", true);
    order.putObject("properties").put("order_id", id).put("value", 10).put("currency", "EUR");
    return order;
  }

  private static double millis(long[] sorted, double share) {
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(index, 0)] / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  /** An endpoint that notes when each event arrived. */
  private static final class Arrivals implements AutoCloseable {

    private static final String EVENT_ID = "\"event_id\":\"";

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AtomicInteger count = new AtomicInteger();
    private final HttpServer server;
    private volatile String prefix = "";
    private volatile AtomicLongArray moments = new AtomicLongArray(0);

    private Arrivals() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::take);
      server.setExecutor(threads);
      server.start();
    }

    private int port() {
      return server.getAddress().getPort();
    }

    private void expect(String idsBegin, int events) {
      moments = new AtomicLongArray(events);
      prefix = EVENT_ID + idsBegin;
      count.set(0);
    }

    private int count() {
      return count.get();
    }

    private long at(int number) {
      return moments.get(number);
    }

    private void take(HttpExchange exchange) throws IOException {
      try (exchange) {
        String body = new String(exchange.getRequestBody().readAllBytes(), US_ASCII);
        long now = System.nanoTime();
        for (int at = body.indexOf(prefix); at >= 0; at = body.indexOf(prefix, at + 1)) {
          int start = at + prefix.length();
          int number = Integer.parseInt(body.substring(start, body.indexOf('"', start)));
          if (moments.compareAndSet(number, 0, now)) {
            count.incrementAndGet();
          }
        }
        exchange.sendResponseHeaders(200, -1);
      }
    }

    @Override
    public void close() {
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
