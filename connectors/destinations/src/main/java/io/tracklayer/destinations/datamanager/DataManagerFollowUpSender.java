package io.tracklayer.destinations.datamanager;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.HttpSender;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks later what became of accepted requests, and logs what Google rejected after all. The status
 * counts events by reason without naming them, so no outcome changes; the log only says that
 * something needs attention. Open requests are forgotten when the process ends.
 *
 * <p>Thread-safe.
 */
final class DataManagerFollowUpSender implements HttpSender {

  private static final Logger LOG = LoggerFactory.getLogger(DataManagerFollowUpSender.class);

  /** Google's advice is to begin after half an hour; after a day nothing changes any more. */
  private static final Duration FIRST = Duration.ofMinutes(30);

  private static final Duration LAST = Duration.ofHours(24);

  /**
   * Asking counts against the same daily quota; every half hour for this many, it uses a twentieth.
   */
  private static final int MOST_AT_ONCE = 100;

  /** UUIDs with a letter in front. */
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private static final Pattern REASON = Pattern.compile("[A-Z0-9_]{1,100}");
  private static final String REASON_PREFIX = "PROCESSING_ERROR_REASON_";

  /**
   * Events that were sent twice and are counted once. Nothing is lost: this is what transaction ids
   * are for.
   */
  private static final String DUPLICATE = "DUPLICATE_TRANSACTION_ID";

  private final HttpSender sender;
  private final Predicate<HttpCall> isKept;
  private final Function<String, HttpCall> statusRequest;
  private final BiConsumer<Duration, Runnable> later;
  private final Runnable stop;
  private final AtomicInteger followed = new AtomicInteger();

  /**
   * @param isKept whether Google keeps the events of a request; if not, there is nothing to ask
   * @param statusRequest makes the request for a status, by request id
   * @param later runs a task after a delay
   * @param stop ends the tasks of {@code later}
   */
  DataManagerFollowUpSender(
      HttpSender sender,
      Predicate<HttpCall> isKept,
      Function<String, HttpCall> statusRequest,
      BiConsumer<Duration, Runnable> later,
      Runnable stop) {
    this.sender = sender;
    this.isKept = isKept;
    this.statusRequest = statusRequest;
    this.later = later;
    this.stop = stop;
  }

  @Override
  public CompletableFuture<Answer> send(HttpCall call) {
    CompletableFuture<Answer> answer = sender.send(call);
    return isKept.test(call) ? answer.thenApply(this::noted) : answer;
  }

  private Answer noted(Answer answer) {
    if (answer instanceof Answer.Response response && response.status() == 200) {
      String id = AnswerJson.of(response).path("requestId").asText("");
      if (REQUEST_ID.matcher(id).matches()) {
        follow(id);
      }
    }
    return answer;
  }

  private void follow(String id) {
    if (followed.incrementAndGet() > MOST_AT_ONCE) {
      followed.decrementAndGet();
      return;
    }
    askAfter(FIRST, Duration.ZERO, id);
  }

  private void askAfter(Duration wait, Duration waited, String id) {
    later.accept(wait, () -> ask(id, wait, waited.plus(wait)));
  }

  private void ask(String id, Duration lastWait, Duration waited) {
    var unused =
        sender
            .send(statusRequest.apply(id))
            .thenAccept(
                answer -> {
                  boolean isOver = answer instanceof Answer.Response r && report(id, r);
                  if (isOver || waited.compareTo(LAST) >= 0) {
                    followed.decrementAndGet();
                  } else {
                    askAfter(lastWait.multipliedBy(2), waited, id);
                  }
                });
  }

  /** Whether the status is final. */
  private static boolean report(String id, Answer.Response response) {
    JsonNode statuses = AnswerJson.of(response).path("requestStatusPerDestination");
    if (response.status() != 200 || statuses.isEmpty()) {
      return false;
    }
    boolean isFinal = true;
    for (JsonNode status : statuses) {
      String state = status.path("requestStatus").asText("");
      isFinal &= !state.equals("PROCESSING");
      Map<String, Long> errors = counts(status.path("errorInfo").path("errorCounts"));
      boolean onlyDuplicates = errors.remove(DUPLICATE) != null && errors.isEmpty();
      if (!errors.isEmpty() || (isTrouble(state) && !onlyDuplicates)) {
        LOG.warn(
            "Google rejected {} of {} events of request {} after accepting it, by reason {}",
            errors.values().stream().mapToLong(Long::longValue).sum(),
            status.path("eventsIngestionStatus").path("recordCount").asLong(),
            id,
            errors);
      }
    }
    return isFinal;
  }

  private static boolean isTrouble(String state) {
    return state.equals("FAILED") || state.equals("PARTIAL_SUCCESS");
  }

  /** Reasons are Google's own constants; the counts are text. */
  // https://developers.google.com/data-manager/api/reference/rest/v1/requestStatus/retrieve
  private static Map<String, Long> counts(JsonNode list) {
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode count : list) {
      String reason = count.path("reason").asText("");
      counts.merge(
          REASON.matcher(reason).matches() ? withoutPrefix(reason) : "UNKNOWN",
          count.path("recordCount").asLong(),
          Long::sum);
    }
    return counts;
  }

  private static String withoutPrefix(String reason) {
    return reason.startsWith(REASON_PREFIX) ? reason.substring(REASON_PREFIX.length()) : reason;
  }

  @Override
  public CompletableFuture<Answer> connect(URI uri) {
    return sender.connect(uri);
  }

  @Override
  public void close() {
    stop.run();
    sender.close();
  }
}
