package io.tracklayer.e2e.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A webhook endpoint that costs next to nothing: it counts the events of a request by the name of a
 * field that each has once, and reads no JSON.
 */
final class CheapEndpoint implements AutoCloseable {

  private static final byte[] ONCE_AN_EVENT = "\"event_id\":".getBytes(US_ASCII);
  private static final int THREADS = 2;
  private static final int NO_BODY = -1;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final HttpServer server;
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile boolean down;

  CheapEndpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Whether it answers 503 and takes nothing. */
  void down(boolean isDown) {
    down = isDown;
  }

  /** How many events it took. */
  long events() {
    return events.get();
  }

  /** How many requests it refused. */
  long refused() {
    return refused.get();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (down) {
        refused.incrementAndGet();
        exchange.sendResponseHeaders(503, NO_BODY);
      } else {
        events.addAndGet(count(body));
        exchange.sendResponseHeaders(200, NO_BODY);
      }
    }
  }

  private static int count(byte[] body) {
    int found = 0;
    for (int i = 0; i + ONCE_AN_EVENT.length <= body.length; i++) {
      if (body[i] == '"' && startsAt(body, i)) {
        found++;
      }
    }
    return found;
  }

  private static boolean startsAt(byte[] body, int offset) {
    for (int i = 1; i < ONCE_AN_EVENT.length; i++) {
      if (body[offset + i] != ONCE_AN_EVENT[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
