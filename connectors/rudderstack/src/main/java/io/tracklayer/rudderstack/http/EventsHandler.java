package io.tracklayer.rudderstack.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.rudderstack.envelope.EnvelopeResult;
import io.tracklayer.rudderstack.envelope.Payload;
import io.tracklayer.rudderstack.http.Endpoints.Access;
import io.tracklayer.rudderstack.http.Endpoints.Endpoint;
import io.tracklayer.rudderstack.kafka.ByteBudget;
import io.tracklayer.rudderstack.kafka.KafkaLog;
import io.tracklayer.rudderstack.kafka.LogRecord;
import io.tracklayer.rudderstack.kafka.Records;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Handles a request from its headers to its answer. The answer is 200 only after Kafka has
 * acknowledged all of it, and 429 if that has not happened within {@link #TIME} of the request's
 * start. No thread waits for the sender or for Kafka.
 */
public final class EventsHandler implements Handler {

  /** RudderStack's sender waits 10 s. */
  public static final Duration TIME = Duration.ofSeconds(8);

  /** The part of {@link #TIME} that the sender may take for the body. */
  private static final Duration TIME_TO_READ = Duration.ofSeconds(5);

  /** How long to read on from a sender that has yet to notice its refusal. */
  private static final Duration TIME_TO_LINGER = Duration.ofSeconds(1);

  private final String path;
  private final Endpoints endpoints;
  private final Records records;
  private final KafkaLog log;
  private final ByteBudget bodies;
  private final ReceiverMetrics metrics;
  private final Clock clock;
  private final Executor answering;

  /**
   * @param path as configured, since endpoints are found by it
   * @param bodies limits the bytes of the bodies of all open requests
   * @param answering runs the writing of answers, since a slow reader must not block Kafka's
   *     threads
   */
  public EventsHandler(
      String path,
      Endpoints endpoints,
      Records records,
      KafkaLog log,
      ByteBudget bodies,
      ReceiverMetrics metrics,
      Clock clock,
      Executor answering) {
    this.path = path;
    this.endpoints = endpoints;
    this.records = records;
    this.log = log;
    this.bodies = bodies;
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
    if (access instanceof Access.Denied denied) {
      refuseUnread(context, ReceiverResponse.refused(denied.status(), Reason.UNAUTHORIZED));
      return;
    }
    Endpoint endpoint = ((Access.Granted) access).endpoint();
    BodyDecoder decoder = BodyDecoder.of(context.header("Content-Encoding"));
    if (decoder == null) {
      refuseUnread(context, ReceiverResponse.refused(415, Reason.UNKNOWN_ENCODING));
      return;
    }
    // Not earlier: a sender that waits for 100 Continue takes this as permission to go on.
    ServletInputStream in = context.req().getInputStream();
    context.future(() -> read(context, in, endpoint, decoder, begin));
  }

  /**
   * Answers before the body is read. Bytes that still arrive for a moment are discarded: closing
   * the connection on unread bytes would make TCP reset it, and the answer could be lost.
   */
  private void refuseUnread(Context context, ReceiverResponse answer) {
    context.future(
        () -> {
          byte[] body = Json.write(answer.body());
          HttpServletResponse response = context.res();
          if (answer.isToBeRepeated()) {
            response.setHeader("Retry-After", ReceiverResponse.RETRY_AFTER);
          }
          response.setHeader("Connection", "close");
          response.setStatus(answer.status());
          response.setContentType("application/json");
          response.setContentLength(body.length);
          try {
            response.getOutputStream().write(body);
            response.flushBuffer();
            return new BodyCollector(context.req().getInputStream(), 0, bodies)
                .collect(TIME_TO_LINGER)
                .thenAcceptAsync(discarded -> {}, answering);
          } catch (IOException e) {
            return CompletableFuture.completedFuture(null); // the sender is gone
          }
        });
  }

  private CompletableFuture<Void> read(
      Context context, ServletInputStream in, Endpoint endpoint, BodyDecoder decoder, long begin) {
    int maxBytes = endpoint.config().maxBodyBytes();
    BodyCollector collector = new BodyCollector(in, maxBytes, bodies);
    return collector
        .collect(TIME_TO_READ)
        .thenCompose(
            body -> {
              if (body instanceof Body.Whole whole) {
                return answer(endpoint, decoder.decode(whole.bytes(), maxBytes), begin)
                    .thenAccept(answer -> write(context, answer));
              }
              ReceiverResponse refusal = refusal(body);
              return CompletableFuture.runAsync(() -> writeAndClose(context, refusal), answering);
            })
        .whenComplete((answered, error) -> collector.close());
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
    return body instanceof Body.Overloaded
        ? ReceiverResponse.refused(429, Reason.OVERLOADED)
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
      toStore.add(records.of(envelope, event));
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
    if (result instanceof KafkaLog.Result.Stored stored) {
      List<EnvelopeResult> kept = kept(envelopes, stored.shortened());
      kept.forEach(metrics::stored);
      return success.of(kept);
    }
    metrics.notStored(envelopes.size());
    return ReceiverResponse.refused(
        429, result instanceof KafkaLog.Result.Overloaded ? Reason.OVERLOADED : Reason.UNAVAILABLE);
  }

  /** An accepted event whose record is too large for the topic has been kept as a rejected one. */
  private static List<EnvelopeResult> kept(List<EnvelopeResult> envelopes, Set<Integer> shortened) {
    List<EnvelopeResult> kept = new ArrayList<>(envelopes);
    for (int i : shortened) {
      if (kept.get(i) instanceof EnvelopeResult.Accepted accepted) {
        kept.set(i, Records.tooLarge(accepted));
      }
    }
    return kept;
  }

  /**
   * Answers a request whose body is not read, so that nothing after it on the connection can be a
   * request.
   */
  public static void writeAndClose(Context context, ReceiverResponse answer) {
    context.header("Connection", "close");
    write(context, answer);
  }

  public static void write(Context context, ReceiverResponse answer) {
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
