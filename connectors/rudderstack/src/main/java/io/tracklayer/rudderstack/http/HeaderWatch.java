package io.tracklayer.rudderstack.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tracklayer.contract.reason.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections with 408 if the sender takes too long for the headers of a request. The idle
 * timeout cannot do that: every byte that trickles in renews it.
 *
 * <p>Not thread-safe.
 */
public final class HeaderWatch {

  /** From the first byte of a request to the end of its headers. */
  public static final Duration TIME = Duration.ofSeconds(5);

  private static final String BODY =
      "{\"accepted\":false,\"reason\":\"%s\"}".formatted(Reason.TOO_SLOW);

  private static final byte[] ANSWER =
      """
      HTTP/1.1 408 Request Timeout\r
      Content-Type: application/json\r
      Content-Length: %d\r
      Connection: close\r
      \r
      %s"""
          .formatted(BODY.length(), BODY)
          .getBytes(US_ASCII);

  private final Supplier<Collection<EndPoint>> connected;
  private final LongSupplier nanoTime;
  private Map<EndPoint, Silence> silent = new HashMap<>();

  /**
   * A connection between two requests, as first seen.
   *
   * @param answered how many requests it had sent
   * @param bytes how many bytes it had sent
   * @param since the last look at which it had sent nothing new
   */
  private record Silence(long answered, long bytes, long since) {}

  HeaderWatch(Supplier<Collection<EndPoint>> connected, LongSupplier nanoTime) {
    this.connected = connected;
    this.nanoTime = nanoTime;
  }

  /** To be called about once a second. */
  void look() {
    long now = nanoTime.getAsLong();
    Map<EndPoint, Silence> still = new HashMap<>();
    for (EndPoint endPoint : connected.get()) {
      Connection connection = endPoint.getConnection();
      if (connection == null || connection.getMessagesIn() > connection.getMessagesOut()) {
        continue; // its headers are complete
      }
      Silence silence = silence(connection, silent.get(endPoint), now);
      if (now - silence.since() > TIME.toNanos()) {
        end(endPoint);
      } else {
        still.put(endPoint, silence);
      }
    }
    silent = still;
  }

  private static Silence silence(Connection connection, @Nullable Silence before, long now) {
    long answered = connection.getMessagesOut();
    long bytes = connection.getBytesIn();
    if (before == null || before.answered() != answered) {
      return new Silence(answered, answered == 0 ? 0 : bytes, now);
    }
    return before.bytes() == bytes ? new Silence(answered, bytes, now) : before;
  }

  private static void end(EndPoint endPoint) {
    try {
      endPoint.write(Callback.from(endPoint::close), ByteBuffer.wrap(ANSWER));
    } catch (RuntimeException e) {
      endPoint.close(); // a request has arrived after all, and is being answered
    }
  }

  /** Watches for as long as the connector lives. */
  public static final class Schedule implements LifeCycle.Listener {

    private static final long LOOK_MILLIS = 1000;

    private final ServerConnector connector;
    private final HeaderWatch watch;

    public Schedule(ServerConnector connector) {
      this.connector = connector;
      this.watch = new HeaderWatch(connector::getConnectedEndPoints, System::nanoTime);
    }

    @Override
    public void lifeCycleStarted(LifeCycle event) {
      next();
    }

    private void next() {
      if (connector.isRunning()) {
        connector.getScheduler().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    }

    private void look() {
      watch.look();
      next();
    }
  }
}
