package io.tracklayer.rudderstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.rudderstack.http.HeaderWatch;
import io.tracklayer.rudderstack.testing.Configs;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slow senders and unauthorised senders beside well-behaved ones. */
class ReceiverSlowSendersIT {

  private static final String LENGTH = "Content-Length: 100000\r\n";

  @TempDir private static Path directory;
  private static KafkaProcess kafka;
  private static Receiver receiver;
  private static Sender sender;

  @BeforeAll
  static void start() {
    kafka = KafkaProcess.start(directory);
    try (StoredRecords stored = new StoredRecords(kafka.bootstrapServers(), "tracklayer")) {
      stored.createTopics(1 << 20);
    }
    receiver =
        Receiver.start(
            Configs.config(kafka.bootstrapServers(), "tracklayer", Configs.endpoint()),
            Configs.secrets(),
            Clock.systemUTC(),
            0,
            0);
    sender = new Sender(receiver);
    sender.awaitReady();
  }

  @AfterAll
  static void stop() {
    try (KafkaProcess broker = kafka;
        Receiver open = receiver) {
      sender = null;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RequestPart.NOTHING,
        RequestPart.HALF_THE_HEADERS,
        RequestPart.HEADERS_ONLY,
        RequestPart.HALF_THE_BODY
      })
  void threeHundredSendersThatSendNoMoreDelayNobody(String part) {
    delayNobody(300, part, 30);
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(
      strings = {
        RequestPart.NOTHING,
        RequestPart.HALF_THE_HEADERS,
        RequestPart.HEADERS_ONLY,
        RequestPart.HALF_THE_BODY
      })
  void norDoTwoThousand(String part) {
    delayNobody(2000, part, 200);
  }

  private static void delayNobody(int senders, String part, int posts) {
    List<RawConnection> idle = new ArrayList<>();
    try {
      for (int i = 0; i < senders; i++) {
        idle.add(new RawConnection(receiver.port()).send(part));
      }
      for (int i = 0; i < posts; i++) {
        long begin = System.nanoTime();
        assertThat(sender.post(event("slow-" + i)).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
      }
      assertThat(sender.isReady()).isTrue();
    } finally {
      idle.forEach(RawConnection::close);
    }
  }

  /** How far such a sender gets before it stops. */
  private static final class RequestPart {
    static final String NOTHING = "";
    static final String HALF_THE_HEADERS =
        """
        POST /rudderstack/events HTTP/1.1\r
        Host: localhost\r
        X-TrackLayer-Acc""";
    static final String HEADERS_ONLY =
        """
        POST /rudderstack/events HTTP/1.1\r
        Host: localhost\r
        X-TrackLayer-Account: acct_live_123\r
        X-TrackLayer-Environment: production\r
        X-TrackLayer-Secret: secret of production\r
        Content-Length: 100000\r
        \r
        """;
    static final String HALF_THE_BODY = HEADERS_ONLY + "{\"messageId\":";
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n{"})
  void headersOrABodyThatDripInAreAnswered408WithinSeconds(String end) {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (RawConnection dripping = new RawConnection(receiver.port())) {
      dripping.send(RawConnection.AUTHORISED + LENGTH + end);
      var unused =
          timer.scheduleWithFixedDelay(
              () -> dripping.trySend("x"), 300, 300, TimeUnit.MILLISECONDS);
      long begin = System.nanoTime();
      String answer = dripping.readToEnd();
      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("too_slow", "Connection: close");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    } finally {
      timer.shutdownNow();
    }
  }

  @Test
  void aSenderThatStopsIsAnswered408() {
    try (RawConnection stopping = new RawConnection(receiver.port())) {
      assertThat(stopping.send(RequestPart.HALF_THE_BODY).readToEnd()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void aConnectionMayRestBetweenItsRequestsLongerThanARequestMayTake() {
    try (RawConnection connection = new RawConnection(receiver.port())) {
      long begin = System.nanoTime();
      Awaitility.await("the connection has rested")
          .atMost(Duration.ofSeconds(20))
          .until(() -> System.nanoTime() - begin > HeaderWatch.TIME.plusSeconds(3).toNanos());
      String body = event("slow-rested");
      connection.send(
          RawConnection.AUTHORISED
              + "Connection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      assertThat(connection.readToEnd()).startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {LENGTH, LENGTH + "Expect: 100-continue\r\n", "Transfer-Encoding: chunked\r\n"})
  void whoIsNotAllowedIsAnsweredAndCutOffBeforeTheBody(String headers) {
    for (String request :
        List.of(
            RawConnection.request(Configs.PATH, "wrong"),
            RawConnection.request("/unknown", "secret of production"))) {
      try (RawConnection connection = new RawConnection(receiver.port())) {
        long begin = System.nanoTime();
        String answer = connection.send(request + headers + "\r\n").readToEnd();
        assertThat(answer).startsWith("HTTP/1.1 40").contains("Connection: close");
        assertThat(answer).doesNotContain("HTTP/1.1 100", " 408 ");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
      }
    }
  }

  @Test
  void whoIsAllowedIsToldToGoOn() {
    try (RawConnection connection = new RawConnection(receiver.port())) {
      String body = event("slow-expect");
      connection.send(
          RawConnection.AUTHORISED
              + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      assertThat(connection.readToEnd()).contains("HTTP/1.1 100 ", "HTTP/1.1 200 ");
    }
  }

  @Test
  void anEndlessBodyOfSomebodyUnknownIsNotRead() {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    try (RawConnection connection = new RawConnection(receiver.port())) {
      connection.send(
          RawConnection.request(Configs.PATH, "wrong") + "Transfer-Encoding: chunked\r\n\r\n");
      int chunks = 0;
      while (chunks < 1000 && connection.trySend(chunk)) {
        chunks++;
      }
      assertThat(chunks).isLessThan(1000);
    }
  }

  @Test
  void theAnswerToSomebodyUnknownArrivesAlsoBehindALargeBody() {
    String large = event("slow-large").replace("A-1", "x".repeat(3_000_000));
    for (int i = 0; i < 20; i++) {
      assertThat(sender.post(large, Sender.headers("X-TrackLayer-Secret", "wrong")).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void moreBodiesThanMemoryIsOverloadWhichReadinessTellsUntilItIsOver() {
    String most = "x".repeat(Configs.MAX_BODY - 1000);
    String begin =
        RawConnection.AUTHORISED + "Content-Length: " + Configs.MAX_BODY + "\r\n\r\n" + most;
    long tooMany = Runtime.getRuntime().maxMemory() / 8 / most.length() + 2;
    List<RawConnection> senders = new ArrayList<>();
    try {
      for (int i = 0; i < tooMany; i++) {
        RawConnection connection = new RawConnection(receiver.port());
        senders.add(connection);
        connection.trySend(begin);
      }
      Awaitility.await("it is overloaded")
          .atMost(Duration.ofSeconds(10))
          .until(() -> sender.admin("/readyz").body().startsWith("overloaded"));
      assertThat(sender.admin("/readyz").statusCode()).isEqualTo(503);
      assertThat(sender.admin("/metrics").body()).contains("tracklayer_receiver_overloaded 1.0");
      assertThat(senders.stream().map(RawConnection::readToEnd))
          .anyMatch(answer -> answer.startsWith("HTTP/1.1 429 ") && answer.contains("overloaded"));
    } finally {
      senders.forEach(RawConnection::close);
    }
    sender.awaitReady();
    assertThat(sender.post(event("slow-after")).statusCode()).isEqualTo(200);
  }

  private static String event(String messageId) {
    return "{\"messageId\":\""
        + messageId
        + "\",\"type\":\"track\",\"event\":\"Order Completed\",\"properties\":{\"order_id\":\"A-1\"}}";
  }
}
