package io.tracklayer.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinBindException;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the destinations' APIs: checks every request against the real API's documentation,
 * answers as that API does, and records the request.
 *
 * <ul>
 *   <li>{@code GET /_sandbox/requests[?destination=meta]} lists the requests; {@code DELETE}
 *       forgets them
 *   <li>{@code GET /_sandbox/counts} counts them, including those already forgotten
 *   <li>{@code GET /_sandbox/conversions?destination=google_data_manager} lists what the vendor
 *       counts
 *   <li>{@code POST /_sandbox/faults} scripts faults; {@code DELETE [?destination=meta]} ends them
 * </ul>
 *
 * <p>Listens on localhost unless told otherwise. Thread-safe.
 */
public final class Sandbox implements AutoCloseable {

  private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

  /** In how many pieces a slow body is sent. */
  private static final int PIECES = 10;

  private final Clock clock;
  private final Map<String, SandboxApi> apis = new HashMap<>();
  private final SandboxSecrets secrets;
  private final RequestJournal journal;
  private final ScriptedFaults faults = new ScriptedFaults();
  private final Javalin server;

  private Sandbox(SandboxOptions options, Clock clock) {
    this.clock = clock;
    this.secrets = options.secrets();
    SandboxApi.all().forEach(api -> apis.put(api.name(), api));
    this.journal =
        new RequestJournal(
            options.journal(), RequestJournal.MAX_REQUESTS, RequestJournal.MAX_BYTES);
    this.server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.http.maxRequestSize = MAX_BODY_BYTES;
              config.routes.get("/_sandbox/requests", this::listRequests);
              config.routes.delete("/_sandbox/requests", this::clearRequests);
              config.routes.get("/_sandbox/counts", this::counts);
              config.routes.get("/_sandbox/conversions", this::listConversions);
              config.routes.post("/_sandbox/faults", this::scriptFault);
              config.routes.delete("/_sandbox/faults", this::clearFaults);
              for (HandlerType method :
                  List.of(
                      HandlerType.GET,
                      HandlerType.POST,
                      HandlerType.PUT,
                      HandlerType.PATCH,
                      HandlerType.DELETE)) {
                config.routes.addHttpHandler(method, "/*", this::receive);
              }
            });
  }

  /**
   * @throws UncheckedIOException when it cannot listen there, with a {@link BindException} as its
   *     cause, or cannot use the journal's file
   */
  public static Sandbox start(SandboxOptions options, Clock clock) {
    Sandbox sandbox = new Sandbox(options, clock);
    try {
      sandbox.server.start(options.host(), options.port());
    } catch (JavalinBindException e) {
      sandbox.journal.close();
      throw new UncheckedIOException(
          "port %d is in use, or this user may not listen on it".formatted(options.port()),
          (BindException) new BindException().initCause(e));
    } catch (RuntimeException e) {
      sandbox.journal.close();
      throw e;
    }
    return sandbox;
  }

  public int port() {
    return server.port();
  }

  /** The requests to one destination, oldest first. */
  public List<RecordedRequest> requests(String destination) {
    return journal.requests(destination);
  }

  /**
   * The requests to one destination after the given number of first ones, oldest first.
   *
   * @throws IllegalStateException when one of them is already forgotten: read on more often
   */
  public List<RecordedRequest> requestsBehind(String destination, long number) {
    return journal.requestsBehind(destination, number);
  }

  /** What a vendor counts after all that it accepted; empty where this is not simulated. */
  public List<JsonNode> conversions(String destination) {
    SandboxApi api = apis.get(destination);
    return api == null ? List.of() : api.conversions();
  }

  @Override
  public void close() {
    server.stop();
    journal.close();
  }

  private void receive(Context context) {
    String path = context.path();
    String first = path.split("/", 3)[1];
    SandboxApi api = apis.get(first);
    if (api == null) {
      json(context, SandboxAnswer.of(404, problem(whatItPlays())));
      return;
    }
    SandboxRequest request = request(context, api.destination(path));
    JsonNode body = shown(request.body());
    Fault fault = faults.next(request.destination(), body);
    SandboxAnswer answer =
        fault.takesAsUsual() ? api.answer(request, secrets) : scripted(api, fault);
    journal.add(recorded(request, body, answer, fault));
    if (fault.delay().isZero() && fault.slow().isZero()) {
      send(context, answer, fault);
    } else {
      context.future(
          () ->
              CompletableFuture.completedFuture(null)
                  .thenComposeAsync(
                      now -> sendLate(context, answer, fault), after(fault.delay().toMillis())));
    }
  }

  private static Executor after(long delayMs) {
    return CompletableFuture.delayedExecutor(delayMs, TimeUnit.MILLISECONDS);
  }

  private static SandboxAnswer scripted(SandboxApi api, Fault fault) {
    if (fault.status() == 0) {
      return SandboxAnswer.of(0, null);
    }
    JsonNode body = fault.body() == null ? api.trouble(fault.status()) : fault.body();
    return new SandboxAnswer(fault.status(), fault.headers(), body);
  }

  private static CompletableFuture<?> sendLate(Context context, SandboxAnswer answer, Fault fault) {
    if (fault.ending() == Fault.Ending.ANSWER && !fault.slow().isZero() && answer.body() != null) {
      return trickle(context, answer, fault.slow());
    }
    send(context, answer, fault);
    return CompletableFuture.completedFuture(null);
  }

  private static void send(Context context, SandboxAnswer answer, Fault fault) {
    switch (fault.ending()) {
      case ANSWER, POISON -> json(context, answer);
      case DROP -> connection(context).close();
      case RESET -> reset(connection(context));
      case MALFORMED -> garble(connection(context));
    }
  }

  private static EndPoint connection(Context context) {
    return ServletContextRequest.getServletContextRequest(context.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }

  /** With a linger time of zero, closing resets the connection: RFC 1122, 4.2.2.13. */
  private static void reset(EndPoint connection) {
    try {
      ((SocketChannel) connection.getTransport()).setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connection.close();
  }

  private static void garble(EndPoint connection) {
    try {
      connection.flush(ByteBuffer.wrap("+OK what is HTTP?\r\n\r\n".getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connection.close();
  }

  /** Sends the head at once, then the body in pieces spread evenly over the time. */
  private static CompletableFuture<?> trickle(
      Context context, SandboxAnswer answer, Duration over) {
    byte[] body = Json.write(answer.body());
    answer.headers().forEach(context::header);
    context.status(answer.status()).contentType("application/json");
    CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);
    for (int piece = 0; piece < PIECES; piece++) {
      int from = body.length * piece / PIECES;
      int to = body.length * (piece + 1) / PIECES;
      sent =
          sent.thenRunAsync(() -> write(context, body, from, to), after(over.toMillis() / PIECES));
    }
    return sent;
  }

  private static void write(Context context, byte[] body, int from, int to) {
    try {
      OutputStream out = context.res().getOutputStream();
      out.write(body, from, to - from);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void json(Context context, SandboxAnswer answer) {
    answer.headers().forEach(context::header);
    context.status(answer.status());
    if (answer.body() != null) {
      context.contentType("application/json").result(Json.write(answer.body()));
    }
  }

  private SandboxRequest request(Context context, String destination) {
    Map<String, String> headers = new TreeMap<>();
    context.headerMap().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new SandboxRequest(
        destination,
        context.method().name(),
        context.path(),
        context.queryParamMap(),
        headers,
        context.bodyAsBytes(),
        clock.instant());
  }

  private static RecordedRequest recorded(
      SandboxRequest request, JsonNode body, SandboxAnswer answer, Fault fault) {
    return new RecordedRequest(
        request.destination(),
        request.method(),
        request.path(),
        request.query(),
        request.headers(),
        body,
        answer.status(),
        request.receivedAt(),
        fault.takesAsUsual() ? answer.reason() : null,
        fault.kind());
  }

  private static JsonNode shown(byte[] body) {
    try {
      JsonNode json = Json.parse(body);
      return json.isMissingNode() ? TextNode.valueOf("") : json;
    } catch (IOException e) {
      return TextNode.valueOf(new String(body, UTF_8));
    }
  }

  private void listRequests(Context context) {
    context.contentType("application/json").result(journal.list(context.queryParam("destination")));
  }

  private void clearRequests(Context context) {
    journal.clear(context.queryParam("destination"));
    context.status(204);
  }

  private void counts(Context context) {
    context.contentType("application/json").result(Json.write(journal.counts()));
  }

  private void listConversions(Context context) {
    String destination = context.queryParam("destination");
    context
        .contentType("application/json")
        .result(Json.write(conversions(destination == null ? "" : destination)));
  }

  private void scriptFault(Context context) {
    @Nullable String wrong;
    try {
      JsonNode script = Json.parse(context.bodyAsBytes());
      wrong = isUnknown(script.path("destination")) ? whatItPlays() : faults.script(script);
    } catch (IOException e) {
      wrong = "the body is not JSON";
    }
    if (wrong == null) {
      context.status(204);
    } else {
      json(context, SandboxAnswer.of(400, problem(wrong)));
    }
  }

  /** A webhook may have a name of its own behind that of its API. */
  private boolean isUnknown(JsonNode destination) {
    return destination.isTextual() && !apis.containsKey(destination.asText().split("/", 2)[0]);
  }

  private String whatItPlays() {
    return "the sandbox plays " + new TreeMap<>(apis).keySet();
  }

  private void clearFaults(Context context) {
    faults.clear(context.queryParam("destination"));
    context.status(204);
  }

  private static JsonNode problem(String message) {
    return Json.object().put("error", message);
  }
}
