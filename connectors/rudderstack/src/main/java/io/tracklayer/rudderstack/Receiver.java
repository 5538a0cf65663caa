package io.tracklayer.rudderstack;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.identifier.IdentifierExtractor;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.rudderstack.http.Endpoints;
import io.tracklayer.rudderstack.http.EventsHandler;
import io.tracklayer.rudderstack.http.HeaderWatch;
import io.tracklayer.rudderstack.http.ReceiverMetrics;
import io.tracklayer.rudderstack.http.ReceiverResponse;
import io.tracklayer.rudderstack.kafka.ByteBudget;
import io.tracklayer.rudderstack.kafka.KafkaLog;
import io.tracklayer.rudderstack.kafka.KafkaSettings;
import io.tracklayer.rudderstack.kafka.Records;
import io.tracklayer.view.LiveView;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP receiver: takes RudderStack's events and writes them to Kafka's raw topic. It can start
 * before Kafka, and says on its admin port whether it can accept events.
 *
 * <p>It closes gracefully: it stops being ready, accepts no more requests, answers those it has,
 * and waits until Kafka has acknowledged the records in flight.
 */
public final class Receiver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  private static final int MAX_THREADS = 200;

  /** An idle connection costs a file descriptor and a few kilobytes, but no thread. */
  private static final int MAX_CONNECTIONS = 10_000;

  private static final int MAX_HEADER_BYTES = 16 * 1024;

  /**
   * The idle timeout of a connection, within a request and between requests; longer than a request
   * waits for Kafka. Jetty's separate timeout for requests is not used, because it restores this
   * one when a request ends and so undoes the shorter one of a server that is stopping.
   */
  private static final Duration IDLE = Duration.ofSeconds(15);

  private static final Duration TIME_TO_STOP = EventsHandler.TIME.plusSeconds(4);

  private final KafkaLog log;

  /**
   * A growing array takes up to three times its content, and the remaining memory is for processing
   * it.
   */
  private final ByteBudget bodies =
      new ByteBudget(Runtime.getRuntime().maxMemory() / 8, System::nanoTime);

  private final ReceiverMetrics metrics;
  private final Javalin events;
  private final Javalin admin;
  private final Optional<LiveView> view;
  private volatile boolean started;
  private volatile boolean closing;

  private Receiver(TrackLayerConfig config, Secrets secrets, Clock clock, int port) {
    Endpoints endpoints = new Endpoints(config.endpoints(), secrets, clock);
    Topics topics = config.kafka().topics();
    Records records =
        new Records(
            topics,
            new IdentifierExtractor(config.identity()),
            new NodeIds(secrets.require(config.identity().keyRef())));
    metrics = new ReceiverMetrics();
    KafkaSettings kafka = KafkaSettings.of(config.kafka(), secrets, endpoints.largestBody());
    log = KafkaLog.of(kafka, topics, metrics::watch);
    metrics.watch(log::isReachable, this::isOverloaded, log::bytesUnderWay);
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("receiver-http");
    events =
        Javalin.create(
            javalin -> {
              describeServer(javalin, threads, port);
              for (String path : endpoints.paths()) {
                javalin.routes.post(
                    path,
                    new EventsHandler(
                        path, endpoints, records, log, bodies, metrics, clock, threads));
              }
            });
    view = LiveView.open(config.view(), topics, kafka.connection(), secrets, clock);
    admin = Javalin.create(this::describeAdmin);
  }

  /**
   * Starts the receiver; its readiness shows whether Kafka answers.
   *
   * @param port the port for events, 0 for any free one
   * @param adminHost the address to serve the admin port on; none for all of this machine's
   * @param adminPort the port for {@code /livez}, {@code /readyz}, {@code /metrics} and the live
   *     view, 0 for any free one
   * @throws IllegalStateException when a secret needed at once is not set: the identity key, or
   *     Kafka's properties
   */
  public static Receiver start(
      TrackLayerConfig config,
      Secrets secrets,
      Clock clock,
      int port,
      @Nullable String adminHost,
      int adminPort) {
    Receiver receiver = new Receiver(config, secrets, clock, port);
    try {
      receiver.log.start();
      receiver.admin.start(adminHost, adminPort);
      receiver.view.ifPresent(LiveView::start);
      receiver.events.start();
      receiver.started = true;
    } catch (RuntimeException e) {
      receiver.close();
      throw e;
    }
    LOG.info(
        "The receiver accepts events on port {}; health checks and metrics are on port {}",
        receiver.port(),
        receiver.adminPort());
    return receiver;
  }

  /** The same with the admin port on all of this machine's addresses. */
  public static Receiver start(
      TrackLayerConfig config, Secrets secrets, Clock clock, int port, int adminPort) {
    return start(config, secrets, clock, port, null, adminPort);
  }

  public int port() {
    return events.port();
  }

  public int adminPort() {
    return admin.port();
  }

  /** Whether it accepts events now. */
  public boolean isReady() {
    return unready().isEmpty();
  }

  /** Why it accepts no events now, if it does not. */
  private Optional<String> unready() {
    if (closing) {
      return Optional.of("closing");
    }
    if (!started || !log.isReachable()) {
      return Optional.of("Kafka does not answer");
    }
    return isOverloaded() ? Optional.of("overloaded: requests are answered 429") : Optional.empty();
  }

  private boolean isOverloaded() {
    return log.isOverloaded() || bodies.isExhausted();
  }

  @Override
  public void close() {
    closing = true;
    events.stop();
    log.close();
    view.ifPresent(LiveView::close);
    admin.stop();
    metrics.close();
    LOG.info("The receiver has stopped");
  }

  private void describeServer(JavalinConfig javalin, QueuedThreadPool threads, int port) {
    quiet(javalin);
    javalin.http.prefer405over404 = true;
    javalin.http.compressionStrategy = CompressionStrategy.NONE;
    javalin.http.asyncTimeout = 0; // the handler has its own timeout
    javalin.jetty.threadPool = threads;
    javalin.jetty.modifyHttpConfiguration(
        http -> {
          http.setRequestHeaderSize(MAX_HEADER_BYTES);
          http.setSendServerVersion(false);
        });
    javalin.jetty.addConnector(
        (server, http) -> {
          ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
          connector.setPort(port);
          connector.setIdleTimeout(IDLE.toMillis());
          connector.addEventListener(new HeaderWatch.Schedule(connector));
          return connector;
        });
    javalin.jetty.modifyServer(
        server -> {
          server.setHandler(new GracefulHandler());
          server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
          server.setStopTimeout(TIME_TO_STOP.toMillis());
          answerInJson(server);
        });
    javalin.requestLogger.http(
        (context, millis) ->
            metrics.request(
                context.statusCode(), Duration.ofNanos((long) (millis.doubleValue() * 1e6))));
    javalin.routes.error(
        404,
        context ->
            EventsHandler.writeAndClose(
                context, ReceiverResponse.refused(404, Reason.NO_SUCH_PATH)));
    javalin.routes.error(
        405,
        context -> {
          context.header("Allow", "POST");
          EventsHandler.writeAndClose(context, ReceiverResponse.refused(405, Reason.NOT_A_POST));
        });
    javalin.routes.exception(
        IOException.class,
        (e, context) ->
            EventsHandler.write(context, ReceiverResponse.refused(408, Reason.TOO_SLOW)));
    javalin.routes.exception(
        RuntimeException.class,
        (e, context) -> {
          logWithoutMessage(e);
          EventsHandler.write(context, ReceiverResponse.refused(500, Reason.INTERNAL_ERROR));
        });
  }

  private void describeAdmin(JavalinConfig javalin) {
    quiet(javalin);
    javalin.routes.get("/livez", context -> context.result("alive\n"));
    javalin.routes.get(
        "/readyz",
        context -> {
          Optional<String> reason = unready();
          context.status(reason.isPresent() ? 503 : 200).result(reason.orElse("ready") + "\n");
        });
    javalin.routes.get(
        "/metrics",
        context ->
            context
                .contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(metrics.scrape()));
    view.ifPresent(shown -> shown.addTo(javalin));
  }

  private static void quiet(JavalinConfig javalin) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
  }

  /** Answers whatever never becomes a request: headers too large, a malformed request line. */
  private static void answerInJson(Server server) {
    server.setErrorHandler(
        (request, response, callback) -> {
          response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
          Content.Sink.write(
              response,
              true,
              Json.text(ReceiverResponse.refused(0, Reason.BAD_REQUEST).body()),
              callback);
          return true;
        });
  }

  /** The message of an exception may quote the event. */
  private static void logWithoutMessage(Exception e) {
    LOG.error(
        "A request failed: {} at {}",
        e.getClass().getName(),
        Arrays.stream(e.getStackTrace())
            .limit(8)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < ")));
  }
}
