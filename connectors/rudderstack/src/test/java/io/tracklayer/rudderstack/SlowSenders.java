package io.tracklayer.rudderstack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Connections that do not send what they promised: one stops, one drips. */
final class SlowSenders implements AutoCloseable {

  private static final String BEGIN =
      """
      POST /rudderstack/events HTTP/1.1\r
      Host: localhost\r
      X-TrackLayer-Account: acct_live_123\r
      X-TrackLayer-Environment: production\r
      X-TrackLayer-Secret: secret of production\r
      Content-Length: 100000\r
      \r
      {"messageId":\
      """;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Socket> sockets;

  SlowSenders(int port) {
    Socket stopping = open(port);
    Socket dripping = open(port);
    sockets = List.of(stopping, dripping);
    var unused =
        timer.scheduleWithFixedDelay(() -> write(dripping, " "), 500, 500, TimeUnit.MILLISECONDS);
  }

  void awaitCutOff() {
    for (Socket socket : sockets) {
      Awaitility.await("the connection ends")
          .atMost(Duration.ofSeconds(30))
          .until(() -> hasEnded(socket));
    }
  }

  private static Socket open(int port) {
    try {
      Socket socket = new Socket("localhost", port);
      socket.setSoTimeout(100);
      write(socket, BEGIN);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer may come before the end, but it is no success. */
  private static boolean hasEnded(Socket socket) {
    try {
      byte[] answer = new byte[1000];
      int n = socket.getInputStream().read(answer);
      if (n > 0) {
        assertThat(new String(answer, 0, n, US_ASCII)).doesNotStartWith("HTTP/1.1 2");
      }
      return n < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
