package io.tracklayer.destinations.everytype;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.unauthorized;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.datamanager.ServiceAccountFile;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.AsyncHttpSender;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.HttpOptions;
import io.tracklayer.destinations.http.HttpSender;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Even with every logger at its most verbose, neither secrets nor bodies reach the log. */
class QuietLogsIT {

  private final Recorder recorder = new Recorder();
  private final LoggerConfig root =
      ((LoggerContext) LogManager.getContext(false)).getConfiguration().getRootLogger();
  private Level before;

  @BeforeEach
  void listen() {
    before = root.getLevel();
    recorder.start();
    root.addAppender(recorder, Level.ALL, null);
    setLevel(Level.ALL);
  }

  @AfterEach
  void stopListening() {
    setLevel(before);
    root.removeAppender(recorder.getName());
    recorder.stop();
  }

  private void setLevel(Level level) {
    root.setLevel(level);
    ((LoggerContext) LogManager.getContext(false)).updateLoggers();
  }

  @Test
  void neitherTheTokenNorTheBodyIsLogged() {
    WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    server.start();
    server.stubFor(any(anyUrl()).willReturn(ok("done")));
    try (AsyncHttpSender sender = new AsyncHttpSender(HttpOptions.defaults(2, true))) {
      CompletableFuture<Answer> answer =
          sender.send(
              new HttpCall(
                  "POST",
                  URI.create(server.url("/hook")),
                  List.of(
                      new HttpCall.Header("authorization", "Bearer canary-t0ken", true),
                      new HttpCall.Header("x-visible", "seen", false)),
                  "{\"email\":\"canary@example.com\"}".getBytes(UTF_8)));
      await().atMost(Duration.ofSeconds(10)).until(answer::isDone);
      assertThat(answer.join()).isInstanceOf(Answer.Response.class);
    } finally {
      server.stop();
    }

    List<String> ours =
        recorder.lines.stream().filter(line -> line.startsWith("org.apache.hc")).toList();
    assertThat(ours).anyMatch(line -> line.contains("x-visible: seen"));
    assertThat(ours).noneMatch(line -> line.contains("canary"));
  }

  /** The API refuses, so that everything that can be logged about it is. */
  @Test
  void neitherTheKeyOfAServiceAccountNorWhatItSignsNorItsTokenIsLogged() throws Exception {
    WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    server.start();
    server.stubFor(any(anyUrl()).willReturn(unauthorized()));
    server.stubFor(
        post("/token")
            .willReturn(okJson("{\"access_token\":\"canary-t0ken\",\"expires_in\":3599}")));
    String keyFile = ServiceAccountFile.of(server.url("/token"));
    Destination google =
        new Destinations()
            .open(
                Fixtures.config(
                    "google_data_manager",
                    Map.of(
                        "operating_account_id",
                        "123-456-7890",
                        "conversion_actions",
                        new TreeMap<>(Map.of("purchase", "777")),
                        "credentials_ref",
                        "GOOGLE"),
                    URI.create(server.baseUrl()),
                    Map.of(),
                    Map.of()),
                Fixtures.always(keyFile));
    try (HttpSender sender =
        google.wrap(
            new AsyncHttpSender(HttpOptions.defaults(2, google.mayReachPrivateAddresses())))) {
      CompletableFuture<Answer> answer =
          sender.send(
              google.request(
                  List.of(Fixtures.mapped(google, Fixtures.event("purchase"))), Fixtures.NOW));
      await().atMost(Duration.ofSeconds(10)).until(answer::isDone);
      assertThat(answer.join()).extracting("status").isEqualTo(401);
    } finally {
      server.stop();
    }
    server.verify(2, postRequestedFor(urlEqualTo("/token")));
    server.verify(
        2,
        postRequestedFor(urlEqualTo("/v1/events:ingest"))
            .withHeader("authorization", equalTo("Bearer canary-t0ken")));

    List<String> ours =
        recorder.lines.stream()
            .filter(line -> line.startsWith("org.apache.hc") || line.startsWith("io.tracklayer"))
            .toList();
    assertThat(ours)
        .anyMatch(line -> line.contains("authorization: ***"))
        .noneMatch(line -> line.contains("canary"))
        .noneMatch(line -> line.contains("assertion="))
        .noneMatch(line -> line.contains(ServiceAccountFile.EMAIL));
  }

  private static final class Recorder extends AbstractAppender {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    Recorder() {
      super("recorder", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      lines.add(event.getLoggerName() + " " + event.getMessage().getFormattedMessage());
    }
  }
}
