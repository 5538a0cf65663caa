package io.tracklayer.destinations.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sender against a server that misbehaves in every known way. */
class AsyncHttpSenderIT {

  private static final int MAX_BODY = 64 * 1024;
  private static final int MORE_THAN_BUFFERS_HOLD = 32 * 1024 * 1024;

  private static WireMockServer server;

  private AsyncHttpSender sender;

  @BeforeAll
  static void startServer() {
    server =
        new WireMockServer(
            WireMockConfiguration.options()
                .dynamicPort()
                .dynamicHttpsPort()
                .gzipDisabled(true)
                .containerThreads(16));
    server.start();
  }

  @AfterAll
  static void stopServer() {
    server.stop();
  }

  @BeforeEach
  void openSender() {
    server.resetAll();
    sender = new AsyncHttpSender(options(true));
  }

  @AfterEach
  void closeSender() {
    sender.close();
  }

  /** Leaves enough time for every answer, even on a busy machine. */
  private static HttpOptions options(boolean privateAllowed) {
    return new HttpOptions(
        Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30), 4, privateAllowed);
  }

  private static HttpOptions impatientForTheFirstByte() {
    return new HttpOptions(
        Duration.ofSeconds(10), Duration.ofMillis(400), Duration.ofSeconds(30), 4, true);
  }

  private static HttpOptions impatientForTheWhole(boolean privateAllowed) {
    return new HttpOptions(
        Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMillis(1500), 4, privateAllowed);
  }

  private static HttpCall call(String url) {
    return new HttpCall(
        "POST",
        URI.create(url),
        List.of(
            new HttpCall.Header("content-type", "application/json", false),
            new HttpCall.Header("authorization", "Bearer t0ken", true)),
        "{\"a\":1}".getBytes(UTF_8));
  }

  private static HttpCall call() {
    return call("http://localhost:" + server.port() + "/hook");
  }

  private static void answer(ResponseDefinitionBuilder response) {
    server.stubFor(any(anyUrl()).willReturn(response));
  }

  /** Fails if it takes too long, or if the future fails, which must never happen. */
  private static Answer answerOf(CompletableFuture<Answer> answer) {
    try {
      return answer.get(40, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  private Answer send() {
    return answerOf(sender.send(call()));
  }

  private static String reason(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.NoResponse.class);
    return ((Answer.NoResponse) answer).reason().text();
  }

  private static Answer.Response response(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Response.class);
    return (Answer.Response) answer;
  }

  @Test
  void theBytesAndHeadersArriveAndTheAnswerComesBack() {
    answer(aResponse().withStatus(202).withHeader("X-Usage", "7").withBody("grüezi"));

    Answer.Response response = response(send());

    assertThat(response.status()).isEqualTo(202);
    assertThat(response.body()).isEqualTo("grüezi");
    assertThat(response.header("x-usage")).contains("7");
    server.verify(
        1,
        postRequestedFor(urlEqualTo("/hook"))
            .withHeader("Content-Type", equalTo("application/json"))
            .withHeader("Authorization", equalTo("Bearer t0ken"))
            .withHeader("User-Agent", equalTo("TrackLayer"))
            .withRequestBody(equalTo("{\"a\":1}")));
  }

  @Test
  void anAnswerWithoutABodyIsAnAnswer() {
    answer(aResponse().withStatus(204));

    assertThat(response(send()))
        .isEqualTo(new Answer.Response(204, response(send()).headers(), ""));
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTION_RESET_BY_PEER, connection_reset",
    "EMPTY_RESPONSE, connection_closed",
    "MALFORMED_RESPONSE_CHUNK, malformed_response",
    "RANDOM_DATA_THEN_CLOSE, malformed_response"
  })
  void faultsOfTheConnectionAreNoAnswer(Fault fault, String reason) {
    answer(aResponse().withFault(fault));

    assertThat(reason(send())).isEqualTo(reason);
  }

  @Test
  void aFailedRequestIsSentOnceAndNeverRepeated() {
    answer(aResponse().withFault(Fault.EMPTY_RESPONSE));
    send();

    server.verify(1, postRequestedFor(urlEqualTo("/hook")));
  }

  @Test
  void theSenderWorksOnAfterEveryFault() {
    for (Fault fault : Fault.values()) {
      answer(aResponse().withFault(fault));
      reason(send());
    }
    answer(aResponse().withStatus(200));

    assertThat(response(send()).status()).isEqualTo(200);
  }

  @Test
  void silenceIsCutByTheResponseTimeout() {
    answer(aResponse().withStatus(200).withFixedDelay(5_000));

    try (AsyncHttpSender impatient = new AsyncHttpSender(impatientForTheFirstByte())) {
      assertThat(reason(answerOf(impatient.send(call())))).isEqualTo("response_timeout");
    }
  }

  @Test
  void aDribblingBodyIsCutByTheTotalTimeout() {
    answer(
        aResponse()
            .withStatus(200)
            .withBody("x".repeat(1000))
            .withChunkedDribbleDelay(100, 20_000));

    try (AsyncHttpSender impatient = new AsyncHttpSender(impatientForTheWhole(true))) {
      assertThat(reason(answerOf(impatient.send(call())))).isEqualTo("total_timeout");
    }
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "303", "307", "308"})
  void redirectsAreNeverFollowed(int status) {
    server.stubFor(
        any(urlEqualTo("/hook"))
            .willReturn(aResponse().withStatus(status).withHeader("Location", "/elsewhere")));

    assertThat(response(send()).status()).isEqualTo(status);
    server.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
    assertThat(server.getAllServeEvents()).hasSize(1);
  }

  @Test
  void aHugeBodyIsCutAt64KiB() {
    answer(aResponse().withStatus(400).withBody("y".repeat(5_000_000)));

    Answer.Response response = response(send());

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).hasSize(MAX_BODY);
  }

  @Test
  void aBodyOfExactly64KiBIsWhole() {
    answer(aResponse().withStatus(400).withBody("y".repeat(MAX_BODY)));

    assertThat(response(send()).body()).hasSize(MAX_BODY);
  }

  @Test
  void aCompressedBodyIsReadThoughNobodyAskedForIt() throws IOException {
    answer(gzipped("hello".getBytes(UTF_8)));

    assertThat(response(send()).body()).isEqualTo("hello");
  }

  @Test
  void aGzipBombUnfoldsTo64KiBAtMost() throws IOException {
    answer(gzipped(new byte[50_000_000]));

    assertThat(response(send()).body()).hasSize(MAX_BODY);
  }

  @Test
  void whatOnlyClaimsToBeGzipHasNoBody() {
    answer(aResponse().withStatus(500).withHeader("Content-Encoding", "gzip").withBody("plain"));

    assertThat(response(send()))
        .matches(response -> response.status() == 500 && response.body().isEmpty());
  }

  private static ResponseDefinitionBuilder gzipped(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return aResponse()
        .withStatus(200)
        .withHeader("Content-Encoding", "gzip")
        .withBody(bytes.toByteArray());
  }

  @Test
  void endlessHeadersAreRefused() {
    ResponseDefinitionBuilder response = aResponse().withStatus(200);
    for (int i = 0; i < 1000; i++) {
      response.withHeader("X-" + i, "v");
    }
    answer(response);

    assertThat(reason(send())).isEqualTo("malformed_response");
  }

  @Test
  void nobodyListeningIsConnectionRefused() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    assertThat(reason(answerOf(sender.send(call("http://localhost:" + free + "/")))))
        .isEqualTo("connection_refused");
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    answer(aResponse().withStatus(200));

    String url = "https://localhost:" + server.httpsPort() + "/hook";
    assertThat(reason(answerOf(sender.send(call(url))))).isEqualTo("tls_failure");
    server.verify(0, postRequestedFor(urlEqualTo("/hook")));
  }

  @Test
  void aNameThatDoesNotExistIsAnUnknownHost() {
    try (AsyncHttpSender guarded = new AsyncHttpSender(options(false), lookup(host -> null))) {
      assertThat(reason(answerOf(guarded.send(call("https://nowhere.example/")))))
          .isEqualTo("unknown_host");
    }
  }

  @Test
  void requestsOneAfterTheOtherShareOneConnection() throws IOException {
    AtomicInteger accepted = new AtomicInteger();
    try (RawServer raw =
        new RawServer(
            connection -> {
              accepted.incrementAndGet();
              answerEachRequest(connection);
            })) {
      for (int i = 0; i < 50; i++) {
        assertThat(response(answerOf(sender.send(call(raw.url())))).status()).isEqualTo(200);
      }
    }

    assertThat(accepted).hasValue(1);
  }

  /** Answers each request when its body, which ends with a brace, is there. */
  private static void answerEachRequest(Socket connection) throws IOException {
    int next = connection.getInputStream().read();
    while (next >= 0) {
      if (next == '}') {
        answer(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      }
      next = connection.getInputStream().read();
    }
  }

  @ParameterizedTest
  @CsvSource({"301", "304", "413", "500"})
  void aRefusalBeforeTheWholeRequestIsOutCostsNoConnectionForGood(int status) throws IOException {
    HttpOptions oneConnection =
        new HttpOptions(
            Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30), 1, true);
    try (RawServer raw = new RawServer(connection -> answerTheHead(connection, status));
        AsyncHttpSender single = new AsyncHttpSender(oneConnection)) {
      assertThat(response(answerOf(single.send(largeCall(raw)))).status()).isEqualTo(status);
      assertThat(response(answerOf(single.send(largeCall(raw)))).status()).isEqualTo(status);
    }
  }

  @Test
  void anAnswerCountsThoughTheRequestIsNeverReadToItsEnd() throws IOException {
    HttpOptions shortTotal =
        new HttpOptions(
            Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(5), 4, true);
    try (RawServer raw = new RawServer(connection -> answerTheHead(connection, 200));
        AsyncHttpSender impatient = new AsyncHttpSender(shortTotal)) {
      assertThat(response(answerOf(impatient.send(largeCall(raw)))).status()).isEqualTo(200);
    }
  }

  private static HttpCall largeCall(RawServer server) {
    return new HttpCall(
        "POST", URI.create(server.url()), List.of(), new byte[MORE_THAN_BUFFERS_HOLD]);
  }

  /** And reads nothing of the body. */
  private static void answerTheHead(Socket connection, int status) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) connection.getInputStream().read());
    }
    answer(connection, "HTTP/1.1 " + status + " Early\r\nContent-Length: 0\r\n\r\n");
  }

  private static void answer(Socket connection, String head) throws IOException {
    connection.getOutputStream().write(head.getBytes(UTF_8));
  }

  /** Hands every connection to a thread of its own, and leaves it open until the end. */
  private static final class RawServer implements AutoCloseable {

    private interface Conversation {
      void hold(Socket connection) throws IOException;
    }

    private final ServerSocket socket = new ServerSocket(0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> opened = new CopyOnWriteArrayList<>();

    RawServer(Conversation conversation) throws IOException {
      threads.execute(() -> acceptAll(conversation));
    }

    private void acceptAll(Conversation conversation) {
      try {
        while (!socket.isClosed()) {
          Socket connection = socket.accept();
          opened.add(connection);
          threads.execute(() -> hold(conversation, connection));
        }
      } catch (IOException e) {
        // The test is over.
        return;
      }
    }

    private static void hold(Conversation conversation, Socket connection) {
      try {
        conversation.hold(connection);
      } catch (IOException e) {
        // The client is gone.
        return;
      }
    }

    String url() {
      return "http://localhost:" + socket.getLocalPort() + "/";
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket connection : opened) {
        connection.close();
      }
      threads.shutdownNow();
    }
  }

  @Test
  void manyRequestsAtOnceAllGetTheirAnswer() {
    answer(aResponse().withStatus(200));
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(sender.send(call()));
    }

    assertThat(answers).allSatisfy(a -> assertThat(response(answerOf(a)).status()).isEqualTo(200));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, ",
    "8.8.8.8, 127.0.0.1",
    "127.0.0.1, 8.8.8.8",
    "::1, ",
    "64:ff9b::7f00:1, "
  })
  void aNameThatLeadsInsideIsRefusedWithoutASingleConnection(String first, String second)
      throws IOException {
    try (ServerSocket canary = new ServerSocket(0, 10, InetAddress.getByName(null));
        AsyncHttpSender guarded =
            new AsyncHttpSender(options(false), lookup(host -> addresses(first, second)))) {
      canary.setSoTimeout(200);

      Answer answer =
          answerOf(guarded.send(call("https://evil.example:" + canary.getLocalPort() + "/")));

      assertThat(reason(answer)).isEqualTo("private_address");
      assertNobodyConnects(canary);
    }
  }

  @Test
  void theNameIsLookedUpOnceForAConnectionSoThatASecondAnswerCannotLeadInside() throws IOException {
    AtomicInteger lookUps = new AtomicInteger();
    try (ServerSocket canary = new ServerSocket(0, 10, InetAddress.getByName(null));
        AsyncHttpSender guarded =
            new AsyncHttpSender(
                options(false),
                lookup(
                    host ->
                        lookUps.getAndIncrement() == 0
                            ? addresses("2001:4860:4860::8888", null)
                            : addresses("127.0.0.1", null)))) {
      canary.setSoTimeout(200);

      reason(
          answerOf(guarded.send(call("https://rebinding.example:" + canary.getLocalPort() + "/"))));

      assertThat(lookUps).hasValue(1);
      assertNobodyConnects(canary);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://127.0.0.1:%d/, private_address",
    "https://[::1]:%d/, private_address",
    "http://localhost:%d/, insecure_url",
    "https://localhost:%d/, private_address"
  })
  void anUrlThatLeadsInsideIsRefusedWithoutASingleConnection(String url, String reason)
      throws IOException {
    try (ServerSocket canary = new ServerSocket(0, 10, InetAddress.getByName(null));
        AsyncHttpSender guarded = new AsyncHttpSender(options(false))) {
      canary.setSoTimeout(200);

      Answer answer = answerOf(guarded.send(call(String.format(url, canary.getLocalPort()))));

      assertThat(reason(answer)).isEqualTo(reason);
      assertNobodyConnects(canary);
    }
  }

  private static void assertNobodyConnects(ServerSocket canary) throws IOException {
    try (Socket connection = canary.accept()) {
      throw new AssertionError("a connection was opened: " + connection);
    } catch (SocketTimeoutException expected) {
      assertThat(expected).isNotNull();
    }
  }

  @Test
  void aSlowNameServerHoldsUpNobodyAndIsCutByTheTotalTimeout() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    try (AsyncHttpSender slow =
        new AsyncHttpSender(
            impatientForTheWhole(false),
            lookup(
                host -> {
                  awaitQuietly(released);
                  return null;
                }))) {
      CompletableFuture<Answer> answer = slow.send(call("https://slow.example/"));

      assertThat(answer).as("the caller did not wait for it").isNotDone();
      assertThat(reason(answerOf(answer))).isEqualTo("total_timeout");
      released.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void closingAnswersEverybodyAndStopsAllThreads() {
    answer(aResponse().withStatus(200).withFixedDelay(5_000));
    AsyncHttpSender closing = new AsyncHttpSender(HttpOptions.defaults(4, true));
    CompletableFuture<Answer> waiting = closing.send(call());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !server.getAllServeEvents().isEmpty() || ourThreads() > 2);

    closing.close();
    sender.close();

    assertThat(reason(answerOf(waiting))).isEqualTo("sender_closed");
    assertThat(reason(answerOf(closing.send(call())))).isEqualTo("sender_closed");
    await().atMost(Duration.ofSeconds(30)).until(() -> ourThreads() == 0);
  }

  private static long ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tracklayer-http"))
        .count();
  }

  private static InetAddress[] addresses(String first, String second) {
    try {
      return second == null
          ? new InetAddress[] {InetAddress.getByName(first)}
          : new InetAddress[] {InetAddress.getByName(first), InetAddress.getByName(second)};
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static DnsResolver lookup(Function<String, InetAddress[]> answers) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = answers.apply(host);
        if (addresses == null) {
          throw new UnknownHostException(host);
        }
        return addresses;
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  @Test
  void aConnectionIsMadeWithoutARequest() {
    assertThat(connect("http://localhost:" + server.port() + "/path"))
        .isEqualTo(new Answer.Connected());
    assertThat(server.getAllServeEvents()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://localhost:HTTPS/, tls_failure",
    "http://localhost:CLOSED/, connection_refused",
    "ftp://localhost/, invalid_url"
  })
  void aConnectionThatCannotBeMadeSaysWhy(String url, String reason) throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    String address =
        url.replace("HTTPS", String.valueOf(server.httpsPort()))
            .replace("CLOSED", String.valueOf(closed));

    assertThat(reason(connect(address))).isEqualTo(reason);
  }

  @Test
  void aConnectionLeadsInsideOnlyIfTheOperatorAllowsIt() {
    try (AsyncHttpSender guarded =
        new AsyncHttpSender(options(false), lookup(host -> addresses("127.0.0.1", null)))) {
      assertThat(reason(answerOf(guarded.connect(URI.create("https://crm.example/")))))
          .isEqualTo("private_address");
    }
  }

  private Answer connect(String url) {
    return answerOf(sender.connect(URI.create(url)));
  }
}
