package io.tracklayer.rudderstack;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.rudderstack.BodyReader.Body;
import io.tracklayer.rudderstack.Endpoints.Access;
import io.tracklayer.rudderstack.Endpoints.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request from its headers to its answer. Nothing is answered 200 before Kafka has
 * acknowledged all of it; what is not acknowledged within {@link #TIME} of the request's begin is
 * answered 429. No thread waits for Kafka.
 */
final class EventsHandler implements Handler {

  /** RudderStack's sender waits 10 s. */
  static final Duration TIME = Duration.ofSeconds(8);

  /** Of {@link #TIME}, for the sender's own part. */
  private static final Duration TIME_TO_READ = Duration.ofSeconds(5);

  private final String path;
  private final Endpoints endpoints;
  private final Records records;
  private final KafkaLog log;
  private final ReceiverMetrics metrics;
  private final Clock clock;
  private final Executor answering;

  /**
   * @param path as configured, the one that endpoints are found by
   * @param answering where answers are written: a slow reader must not hold Kafka's threads
   */
  EventsHandler(
      String path,
      Endpoints endpoints,
      Records records,
      KafkaLog log,
      ReceiverMetrics metrics,
      Clock clock,
      Executor answering) {
    this.path = path;
    this.endpoints = endpoints;
    this.records = records;
    this.log = log;
    this.metrics = metrics;
    this.clock = clock;
    this.answering = answering;
  }

  @Override
  public void handle(Context context) throws IOException {
    long begin = System.nanoTime();
    Access access =
        endpoints.open(
            path,
            onlyValue(context, "X-TrackLayer-Account"),
            onlyValue(context, "X-TrackLayer-Environment"),
            onlyValue(context, "X-TrackLayer-Secret"));
    InputStream in = context.req().getInputStream();
    if (access instanceof Access.Denied denied) {
      BodyReader.discard(in, TIME_TO_READ);
      write(context, ReceiverResponse.refused(denied.status(), Reason.UNAUTHORIZED));
      return;
    }
    Endpoint endpoint = ((Access.Granted) access).endpoint();
    Body body =
        BodyReader.read(
            in, context.header("Content-Encoding"), endpoint.config().maxBodyBytes(), TIME_TO_READ);
    CompletableFuture<ReceiverResponse> answer = answer(endpoint, body, begin);
    if (answer.isDone()) {
      write(context, answer.join());
    } else {
      context.future(() -> answer.thenAccept(a -> write(context, a)));
    }
  }

  private CompletableFuture<ReceiverResponse> answer(Endpoint endpoint, Body body, long begin) {
    if (body instanceof Body.Whole whole) {
      Payload payload = Payload.of(whole.bytes(), endpoint.config().maxEvents());
      if (payload instanceof Payload.One one) {
        return store(endpoint, List.of(one.event()), begin, r -> ReceiverResponse.stored(r.get(0)));
      }
      if (payload instanceof Payload.Several several) {
        return store(endpoint, several.events(), begin, ReceiverResponse::stored);
      }
      return CompletableFuture.completedFuture(refusal(payload));
    }
    return CompletableFuture.completedFuture(refusal(body));
  }

  private static ReceiverResponse refusal(Body body) {
    if (body instanceof Body.TooLarge) {
      return ReceiverResponse.refused(413, Reason.TOO_LARGE);
    }
    if (body instanceof Body.TooSlow) {
      return ReceiverResponse.refused(408, Reason.TOO_SLOW);
    }
    return body instanceof Body.UnknownEncoding
        ? ReceiverResponse.refused(415, Reason.UNKNOWN_ENCODING)
        : ReceiverResponse.refused(400, Reason.NOT_GZIP);
  }

  private static ReceiverResponse refusal(Payload payload) {
    if (payload instanceof Payload.TooMany) {
      return ReceiverResponse.refused(413, Reason.TOO_MANY_EVENTS);
    }
    if (payload instanceof Payload.TooDeep) {
      return ReceiverResponse.refused(413, Reason.TOO_DEEP);
    }
    return ReceiverResponse.refused(
        400, payload instanceof Payload.Empty ? Reason.EMPTY : Reason.NOT_JSON);
  }

  private interface Success {
    ReceiverResponse of(List<EnvelopeResult> envelopes);
  }

  private CompletableFuture<ReceiverResponse> store(
      Endpoint endpoint, List<byte[]> events, long begin, Success success) {
    Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<EnvelopeResult> envelopes = new ArrayList<>(events.size());
    List<LogRecord> toStore = new ArrayList<>(events.size());
    for (byte[] event : events) {
      EnvelopeResult envelope = endpoint.reader().read(event, receivedAt);
      envelopes.add(envelope);
      toStore.add(records.of(envelope));
    }
    CompletableFuture<KafkaLog.Result> fate = log.append(toStore);
    if (fate.isDone()) {
      return CompletableFuture.completedFuture(answer(fate.join(), envelopes, success));
    }
    long left = TIME.toNanos() - (System.nanoTime() - begin);
    return fate.completeOnTimeout(
            KafkaLog.Result.NOT_STORED, Math.max(left, 0), TimeUnit.NANOSECONDS)
        .thenApplyAsync(result -> answer(result, envelopes, success), answering);
  }

  private ReceiverResponse answer(
      KafkaLog.Result result, List<EnvelopeResult> envelopes, Success success) {
    if (result == KafkaLog.Result.STORED) {
      envelopes.forEach(metrics::stored);
      return success.of(envelopes);
    }
    metrics.notStored(envelopes.size());
    return ReceiverResponse.refused(
        429, result == KafkaLog.Result.OVERLOADED ? Reason.OVERLOADED : Reason.UNAVAILABLE);
  }

  static void write(Context context, ReceiverResponse answer) {
    if (answer.isToBeRepeated()) {
      context.header("Retry-After", ReceiverResponse.RETRY_AFTER);
    }
    context
        .status(answer.status())
        .contentType("application/json")
        .result(Json.write(answer.body()));
  }

  /** Null unless the header was sent exactly once, with exactly one value. */
  private static @Nullable String onlyValue(Context context, String header) {
    Enumeration<String> values = context.req().getHeaders(header);
    if (values == null || !values.hasMoreElements()) {
      return null;
    }
    String value = values.nextElement();
    return values.hasMoreElements() || value.indexOf(',') >= 0 ? null : value.strip();
  }
}
