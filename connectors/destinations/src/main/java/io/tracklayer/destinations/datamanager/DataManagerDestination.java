package io.tracklayer.destinations.datamanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.Quota;
import io.tracklayer.destinations.Restatement;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.Verdicts;
import io.tracklayer.destinations.event.BatchBody;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.event.MappedJson;
import io.tracklayer.destinations.event.Money;
import io.tracklayer.destinations.event.PersonalFields;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.HttpSender;
import io.tracklayer.destinations.http.RotatingSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conversions for the Data Manager API. All events of a request belong to one conversion action, so
 * that the request has one destination. An event's transaction id is that of the order, or else the
 * event id. Google counts each transaction id once, so events may safely be sent twice.
 *
 * <p>A refund is sent as its order once more, under the same transaction id and conversion action,
 * with what is left of the value.
 */
final class DataManagerDestination implements Destination {

  /**
   * Google accepts 300 requests a minute and 100,000 a day from a whole Cloud project. One a second
   * stays below both and leaves room for asking what became of them.
   */
  // https://developers.google.com/data-manager/api/limits
  private static final Quota QUOTA = new Quota("ingest", 1);

  private static final String VALIDATE_ONLY = "validateOnly";
  private static final String EVENTS = "\"events\"";

  /** More than what stands before the events takes. */
  private static final int HEAD_BYTES = 512;

  private static final Logger LOG = LoggerFactory.getLogger(DataManagerDestination.class);

  private final DataManagerEndpoint endpoint;
  private final DataManagerAccount account;
  private final Map<String, String> conversionActions;
  private final boolean restates;
  private final ConsentSignals signals;
  private final RotatingSecret keyFile;

  DataManagerDestination(
      DataManagerEndpoint endpoint,
      DataManagerAccount account,
      Map<String, String> conversionActions,
      boolean restates,
      ConsentSignals signals,
      RotatingSecret keyFile) {
    this.endpoint = endpoint;
    this.account = account;
    this.conversionActions = conversionActions;
    this.restates = restates;
    this.signals = signals;
    this.keyFile = keyFile;
  }

  @Override
  public Mapping map(CanonicalEvent given, MappingContext context) {
    CanonicalEvent event = PersonalFields.removedFrom(given);
    boolean isRefund = event.name().equals(CanonicalNames.REFUND);
    return restates && isRefund ? restated(event, context) : conversion(event, context);
  }

  private Mapping conversion(CanonicalEvent event, MappingContext context) {
    String action = conversionActions.get(event.name());
    if (action == null) {
      return new Mapping.NotApplicable(Reason.NO_CONVERSION_ACTION);
    }
    String transactionId = transactionId(event);
    if (transactionId == null) {
      return new Mapping.Invalid(Reason.MISSING_TRANSACTION_ID);
    }
    Sale sale = sale(event, transactionId, action);
    Restatement restatement = context.restatement();
    Mapping mapping = mapped(event, restatement == null ? sale : restatement.of(sale), context);
    boolean mayBeRestated =
        restates && !account.validateOnly() && event.name().equals(CanonicalNames.PURCHASE);
    return mapping instanceof Mapping.Mapped mapped && mayBeRestated
        ? mapped.countedAs(sale)
        : mapping;
  }

  /** What Google counts the event as. Without a usable value, it is sent without any. */
  private Sale sale(CanonicalEvent event, String transactionId, String action) {
    boolean hasValue = Money.missing(event.value(), event.currency()) == null;
    return new Sale(
        transactionId,
        account.operatingAccount(),
        action,
        event.occurredAt(),
        hasValue ? event.value() : null,
        hasValue ? event.currency() : null);
  }

  /**
   * The order once more, with what is left of its value, which overwrites what Google has. In any
   * other account, or under any other conversion action, it would be a new conversion.
   */
  // https://developers.google.com/data-manager/api/devguides/events/google-ads/conversion-adjustments
  private Mapping restated(CanonicalEvent refund, MappingContext context) {
    Restatement restatement = context.restatement();
    Sale sale = restatement == null ? null : restatement.sale();
    if (restatement == null || sale == null) {
      return new Mapping.Invalid(Reason.MISSING_TRANSACTION_ID);
    }
    if (!sale.account().equals(account.operatingAccount())) {
      return new Mapping.NotApplicable(Reason.PURCHASE_NOT_DELIVERED);
    }
    return mapped(refund, restatement.of(sale), context);
  }

  private Mapping mapped(CanonicalEvent event, Sale counted, MappingContext context) {
    if (signals.isSet(DataManagerType.AD_USER_DATA, context)) {
      return new Mapping.NotApplicable(Reason.AD_USER_DATA_DENIED);
    }
    return MappedJson.of(
        event,
        counted.action(),
        1,
        (json, keys) ->
            new DataManagerEventWriter(json, keys, signals).write(event, counted, context)
                ? null
                : Reason.MISSING_IDENTIFIER);
  }

  /**
   * The order's own id in every conversion, so that Google finds the conversion to adjust and knows
   * the one that its tag has counted.
   */
  // https://support.google.com/google-ads/answer/6386790
  private static @Nullable String transactionId(CanonicalEvent event) {
    String id = hasText(event.orderId()) ? event.orderId() : event.eventId();
    return id != null && hasText(id) ? id.strip() : null;
  }

  private static boolean hasText(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  @Override
  public boolean joins(List<Mapping.Mapped> others, Mapping.Mapped next) {
    return others.get(0).group().equals(next.group());
  }

  @Override
  public Quota quota(List<Mapping.Mapped> events) {
    return QUOTA;
  }

  /** The access token is added by {@link #wrap}. */
  @Override
  public HttpCall request(List<Mapping.Mapped> events, Instant now) {
    ObjectNode top = Json.object();
    ObjectNode destination = top.putArray("destinations").addObject();
    setAccount(destination, "operatingAccount", account.operatingAccount());
    if (account.loginAccount() != null) {
      setAccount(destination, "loginAccount", account.loginAccount());
    }
    destination.put("productDestinationId", events.get(0).group());
    top.put("encoding", "HEX");
    if (account.validateOnly()) {
      top.put(VALIDATE_ONLY, true);
    }
    String start = Json.text(top);
    BatchBody body =
        new BatchBody(start.substring(0, start.length() - 1) + "," + EVENTS + ":[", "]}");
    return HttpCall.postJson(endpoint.ingest(), body.of(events));
  }

  /** Whether Google keeps the events of a request, or only checks them. */
  private static boolean isKept(HttpCall request) {
    String head = new String(request.body(), 0, Math.min(request.body().length, HEAD_BYTES), UTF_8);
    return !head.split(EVENTS, 2)[0].contains(VALIDATE_ONLY);
  }

  private static void setAccount(ObjectNode destination, String field, String id) {
    destination.putObject(field).put("accountType", "GOOGLE_ADS").put("accountId", id);
  }

  /** Adds an access token, and follows up the requests that Google accepts. */
  @Override
  public HttpSender wrap(HttpSender sender) {
    HttpSender authorized =
        new DataManagerAuthorizedSender(sender, this::tokenRequest, Clock.systemUTC());
    return account.validateOnly() ? authorized : followedUp(authorized);
  }

  private HttpSender followedUp(HttpSender sender) {
    ScheduledExecutorService later =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "tracklayer-google-follow-up");
              thread.setDaemon(true);
              return thread;
            });
    return new DataManagerFollowUpSender(
        sender,
        DataManagerDestination::isKept,
        endpoint::statusOf,
        (wait, task) -> schedule(later, wait, task),
        later::shutdownNow);
  }

  /** Requests accepted while the sender closes are not followed up. */
  private static void schedule(ScheduledExecutorService later, Duration wait, Runnable task) {
    try {
      var unused = later.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("A request is not followed up: its sender is closed");
    }
  }

  private HttpCall tokenRequest(Instant now) {
    return DataManagerServiceAccount.of(keyFile.current())
        .tokenRequest(DataManagerEndpoint.SCOPE, now);
  }

  @Override
  public Verdict classify(Answer answer, List<Mapping.Mapped> events) {
    boolean tokenRefused =
        answer instanceof Answer.NoResponse noResponse
            && noResponse.reason() == Reason.TOKEN_REFUSED;
    return tokenRefused
        ? new Verdict.CredentialsWrong(Cause.of(Reason.TOKEN_REFUSED), null)
        : Verdicts.of(answer, response -> DataManagerAnswers.classify(response, events.size()));
  }

  @Override
  public Optional<Destination> forTests() {
    return Optional.of(
        new DataManagerDestination(
            endpoint, account.onlyChecking(), conversionActions, restates, signals, keyFile));
  }

  @Override
  public boolean mayReachPrivateAddresses() {
    return endpoint.address().operatorsChoice();
  }
}
