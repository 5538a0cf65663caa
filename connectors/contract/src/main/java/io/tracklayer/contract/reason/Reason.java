package io.tracklayer.contract.reason;

import static io.tracklayer.contract.reason.Where.ANSWER;
import static io.tracklayer.contract.reason.Where.CONNECTION;
import static io.tracklayer.contract.reason.Where.COPIES;
import static io.tracklayer.contract.reason.Where.DELIVERY;
import static io.tracklayer.contract.reason.Where.INTAKE;
import static io.tracklayer.contract.reason.Where.MAPPING;
import static io.tracklayer.contract.reason.Where.RECEIVER;
import static io.tracklayer.contract.reason.Where.REQUEST;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why an event or a request did not go where it was meant to: every reason that records, answers,
 * metrics and commands can name. The page {@code docs/reasons.md} is generated from it.
 *
 * <p>The detail of one case, such as a consent purpose or a vendor's code, is not part of the
 * reason: see {@link Cause}.
 */
public enum Reason {
  // A whole request, in the order in which the receiver looks at it.
  BAD_REQUEST(
      "The request is not valid HTTP.",
      "Look at the client or proxy that sent it; RudderStack never sends such a request.",
      REQUEST),
  NO_SUCH_PATH(
      "No endpoint has this path.",
      "Compare the webhook URL in RudderStack with `endpoints.url`.",
      REQUEST),
  NOT_A_POST(
      "The method is not POST.", "Set the webhook's method to POST in RudderStack.", REQUEST),
  UNAUTHORIZED(
      "Account, environment and secret do not belong together, or a header is missing or was sent"
          + " twice.",
      "Compare the three `X-TrackLayer-…` headers in RudderStack with the endpoint's account,"
          + " environment and secret.",
      REQUEST),
  UNKNOWN_ENCODING(
      "The `Content-Encoding` is neither absent, `identity` nor `gzip`.",
      "Send plain JSON or gzip.",
      REQUEST),
  NOT_GZIP(
      "The body is declared as gzip but is not.",
      "Look for a proxy that unpacks bodies but keeps the header.",
      REQUEST),
  TOO_SLOW(
      "The headers or the body did not arrive in time.",
      "RudderStack sends it again. If it recurs, look at the network or send smaller batches.",
      REQUEST),
  EMPTY("The body is empty.", "Look at the webhook's template in RudderStack.", REQUEST),
  NOT_JSON(
      "The body, or a line given to `preview`, is not JSON.",
      "Look at the webhook's template in RudderStack: quotes in values must be escaped.",
      REQUEST),
  TOO_MANY_EVENTS(
      "The request holds more events than the endpoint allows.",
      "Send smaller batches, or raise `endpoints.limits.max_events`.",
      REQUEST),
  OVERLOADED(
      "The receiver is full: it holds as many arriving bodies, or records on their way to Kafka,"
          + " as it may.",
      "Nothing is lost: RudderStack sends it again. If it lasts, add receivers or make Kafka"
          + " faster.",
      REQUEST),
  UNAVAILABLE(
      "Kafka did not acknowledge every event of the request in time.",
      "Nothing is lost: RudderStack sends it again. See whether Kafka is up and its topics exist.",
      REQUEST),
  INTERNAL_ERROR(
      "The receiver failed unexpectedly.",
      "RudderStack sends it again. The receiver's log has the stack trace: please report it.",
      REQUEST),
  TOO_LARGE(
      "The body of the request, the event's record in the raw or the canonical topic, or the event as"
          + " a destination would get it, is over the limit.",
      "For a request, send smaller batches or raise `endpoints.limits.max_body`. For an event,"
          + " leave out long properties; for the raw topic, see that its `max.message.bytes` is what"
          + " `topics` asks for.",
      REQUEST,
      RECEIVER,
      COPIES,
      MAPPING),
  TOO_DEEP(
      "Objects and arrays are nested deeper than 32 levels.",
      "Flatten the event's properties at the source.",
      REQUEST,
      RECEIVER),

  // One event, before it is canonical.
  NOT_IN_ALLOWLIST(
      "The endpoint's filter leaves out the event's name or type.",
      "Nothing, if that was meant. If you want the event, add it to `endpoints.filters.include`.",
      RECEIVER),
  MISSING_MESSAGE_ID(
      "The event has neither `messageId` nor `message_id`, so a repeat could not be recognised.",
      "RudderStack's own events have one. Add it to the template, or to what posts the event.",
      RECEIVER),
  ID_TOO_LONG(
      "The id of the message, event, order, checkout, refund, lead or subscription is longer than "
          + "512 characters; `detail` says which. Of a message id, the record holds the first 512.",
      "Send a shorter id; RudderStack's own have 36 characters.",
      RECEIVER,
      INTAKE),
  NOT_AN_OBJECT(
      "The event, or a part of it such as `properties`, is not a JSON object.",
      "Look at the code or template that builds it; `detail` names the part.",
      RECEIVER),
  UNKNOWN_TYPE(
      "`type` is none of track, page, screen, identify, alias, group and merge.",
      "Repair `type` at the source.",
      RECEIVER),
  TOO_LONG(
      "A string is longer than 64 KiB, a number longer than 64 digits, or the event larger than"
          + " 256 KiB.",
      "Leave out the long value; `detail` says which limit it was.",
      RECEIVER),
  BAD_TIMESTAMP(
      "A timestamp cannot be read.",
      "Write times as docs/events.md says: `2026-01-31T10:00:00Z`, or milliseconds since 1970.",
      RECEIVER),
  NO_CANONICAL_NAME(
      "TrackLayer does not know what this event is: its name is neither in the default table nor"
          + " in the endpoint's mapping.",
      "Name it in `endpoints.mapping`, for example `Trial Booked: lead`.",
      RECEIVER,
      INTAKE),
  UNREADABLE_RECORD(
      "A record of the raw topic is not an event as the receiver writes it.",
      "Find out what else writes into that topic; `detail` says what is wrong.",
      INTAKE),
  PROCESSING_FAILED(
      "TrackLayer's own code failed on the event before it was canonical; `detail` names the kind"
          + " of fault.",
      "Please report it; the job's log has the stack trace.",
      INTAKE),

  SAME_MESSAGE_ID(
      "The event was sent before, under the same message id: RudderStack repeats a request that"
          + " got no answer.",
      "Nothing.",
      COPIES),

  // What the job decides about one destination.
  CLAIM_SETTLED(
      "Another copy of the same order, lead, refund or event was delivered, or may have been; this one"
          + " is not sent.",
      "Nothing: that is what keeps an order from counting twice. If they are different orders, give"
          + " them different ids.",
      DELIVERY),
  TOO_MANY_COPIES(
      "Eight copies of the same order, lead, refund or event are waiting already.",
      "Find out what sends so many; different orders need different ids.",
      DELIVERY),
  DESTINATION_REMOVED(
      "The event was waiting for a destination that the configuration no longer has.",
      "If the destination was only renamed, say so with `renamed_from`, and redrive.",
      DELIVERY),
  NOT_CONFIGURED(
      "The event is not among those that the destination is configured to take.",
      "If you want it there, add it to the destination's `events`.",
      DELIVERY),
  NO_COUNTERPART(
      "The destination has no counterpart for this event.",
      "If one of its events fits, name that in the destination's `event_names`.",
      DELIVERY,
      MAPPING),
  WOULD_SEND(
      "The destination is in `mode: log`: the event could have been sent, but nothing is.",
      "With `delivery.mode: send`, what comes from then on is sent.",
      DELIVERY),
  VALIDATION(
      "The event is a test by `validate`, and the destination is ready: its API took a test request"
          + " (`detail` is `tested`), or its host accepted a connection (`connected`). Nothing that"
          + " counts was sent.",
      "Nothing.",
      DELIVERY),
  TOO_OLD(
      "The event had become older than `delivery.max_age` before it could be sent.",
      "Find out why it waited. To send it nonetheless, raise `delivery.max_age` within what the"
          + " destination takes, and redrive.",
      DELIVERY),
  EXCLUDED_BY_SOURCE(
      "The event's `integrations` object excludes the destination.",
      "Nothing, if that was meant. To disregard it, set `endpoints.integrations: ignore`.",
      DELIVERY),
  BOT(
      "The visitor's user agent says that it is a crawler, a link preview or a monitor.",
      "Nothing: nobody bought. To have such events sent nonetheless, set the destination's"
          + " `drop_bots: false`.",
      DELIVERY),
  CONDITION(
      "The event does not meet a condition of the destination's `when` (`detail`), or lacks what that"
          + " asks about.",
      "Nothing, if that was meant. Otherwise compare the canonical event, which `preview` shows,"
          + " with the destination's `when`.",
      DELIVERY),
  PURCHASE_NOT_DELIVERED(
      "The refund would lower the value of its order, but this destination is not known to count that"
          + " order: it was not delivered, or so long ago that it is forgotten, or to another account.",
      "Nothing: sent nonetheless, it would count as a new conversion. If the order should have been"
          + " delivered, `trace` shows what became of it.",
      DELIVERY,
      MAPPING),
  PURCHASE_WITHOUT_VALUE(
      "The refund would lower the value of its order, but the order was delivered without a usable"
          + " value and currency.",
      "Send `properties.value` and `properties.currency` with each order.",
      DELIVERY),
  CURRENCY_DIFFERS(
      "The refund is not in the currency in which its order was delivered.",
      "Send refunds in the order's currency.",
      DELIVERY),
  TOO_MANY_REFUNDS(
      "The order has 32 refunds already, as many as are kept for one order.",
      "Give each refund one `properties.refund_id`, so that its copies are recognised; restate the"
          + " order's value at the destination by hand.",
      DELIVERY),
  NO_CONSENT(
      "A purpose that the destination requires (`detail`) is not granted.",
      "Nothing, if the person did not agree. If they did, see where the statement is lost:"
          + " `trace` shows what is known and from where.",
      DELIVERY),
  CONSENT_UNREADABLE(
      "The newest statement on a purpose that the destination requires (`detail`) is present but"
          + " unreadable. It could be a denial, so it counts as one.",
      "`trace` shows where it stands and in which form; the metric `consent_unreadable` counts them."
          + " Have the source write it as docs/consent.md says.",
      DELIVERY),
  SECRET_NOT_SET(
      "A secret that the destination needs is not set where the job runs. The destination is"
          + " paused; its events wait.",
      "Set it; `check-config` names the ones that are missing.",
      DELIVERY),

  // What a destination insists on.
  MAPPING_FAILED(
      "TrackLayer's own code for this destination failed on the event.",
      "Please report it; the job's log has the stack trace. Rejected events can be redriven after"
          + " an upgrade.",
      MAPPING,
      ANSWER),
  IDENTIFIERS_ONLY(
      "A profile update brings only identifiers, which would change nothing at the destination.",
      "Nothing.",
      MAPPING),
  NO_CONVERSION_ACTION(
      "No conversion action is configured for this event.",
      "If it is a conversion, add it to the destination's `conversion_actions`.",
      MAPPING),
  AD_USER_DATA_DENIED(
      "The person denied the purposes behind `ad_user_data`, without which Google accepts no"
          + " conversion.",
      "Nothing, if the person did not agree.",
      MAPPING),
  MISSING_IDENTIFIER(
      "Nothing in the event or its profile tells this destination who it was.",
      "Send an e-mail address, phone number, user id or click id with this event or an earlier one"
          + " of the same person.",
      MAPPING,
      ANSWER),
  MISSING_EVENT_ID(
      "The event id is blank, so the destination could not recognise a repeat.",
      "Repair `properties.event_id` at the source.",
      MAPPING),
  OTHER_EVENT_SOURCE(
      "The event happened in an app and the destination is for a website, the other way round, or in"
          + " an app of another platform.",
      "Nothing, if another destination takes such events. Otherwise add one: `event_source: app` for"
          + " TikTok, `firebase_app_id` for Google Analytics; or have the source say where it"
          + " happened in `properties.action_source`.",
      MAPPING),
  MISSING_PAGE_URL(
      "TikTok requires the page's address for events of a website.",
      "Send `context.page.url`, or set `default_page_url` for events of your server.",
      MAPPING),
  MISSING_CLIENT_ID(
      "Neither the event nor its profile has a client id of Google Analytics (the `_ga` cookie), or,"
          + " for an app stream, an app instance id.",
      "Have the website or the app send it; for a website, see also `anonymous_id_as_client_id`.",
      MAPPING),
  MISSING_TRANSACTION_ID(
      "The order has no id.", "Send `properties.order_id` with each order and refund.", MAPPING),
  MISSING_VALUE(
      "The event has no amount.", "Send `properties.value` or `revenue`.", DELIVERY, MAPPING),
  INVALID_VALUE(
      "The amount is negative, or not one that anybody could have paid.",
      "Repair `properties.value` at the source.",
      DELIVERY,
      MAPPING),
  MISSING_CURRENCY("The event has no currency.", "Send `properties.currency`.", DELIVERY, MAPPING),
  INVALID_CURRENCY(
      "The currency is not a code of three letters.",
      "Send an ISO 4217 code, such as `EUR`.",
      DELIVERY,
      MAPPING),
  NOT_WRITABLE_AS_JSON(
      "The event holds a value that JSON cannot express.",
      "Please report it with the event's properties: this should not happen.",
      MAPPING),

  // No answer.
  INVALID_URL(
      "The destination's address has no host, a scheme other than http and https, or a user name"
          + " in it. The destination is paused.",
      "Correct `settings.url` or `base_url`.",
      CONNECTION),
  INSECURE_URL(
      "The address begins with http, where only https is allowed. The destination is paused.",
      "Use https, or set `allow_private_addresses` for an endpoint in your own network.",
      CONNECTION),
  PRIVATE_ADDRESS(
      "The address is in a private network. The destination is paused, so that a configured"
          + " address cannot reach into your network.",
      "If it is meant, set `allow_private_addresses`; else see what the host name resolves to.",
      CONNECTION),
  UNKNOWN_HOST(
      "The host name cannot be resolved.",
      "Check the host's spelling, and DNS where the job runs.",
      CONNECTION),
  NO_ROUTE("The network has no route to the address.", "Check network and firewall.", CONNECTION),
  CONNECTION_REFUSED(
      "Nothing listens at the address.", "Check address and port, and that it is up.", CONNECTION),
  CONNECT_TIMEOUT(
      "No connection could be made in time.",
      "Check the firewall; otherwise the destination is overloaded or down.",
      CONNECTION),
  TLS_FAILURE(
      "No encrypted connection could be made, usually because the certificate is not valid.",
      "Check the certificate of the address, and the clock of the machine.",
      CONNECTION),
  NO_FREE_CONNECTION(
      "All connections to the destination are in use.",
      "If it lasts, see why the destination answers slowly.",
      CONNECTION),
  RESPONSE_TIMEOUT(
      "The destination received the request but did not answer in time. It may have taken the"
          + " events; they are sent again under the same id.",
      "If it lasts, see why it is slow, or make batches smaller.",
      CONNECTION),
  TOTAL_TIMEOUT(
      "Request and answer together took too long. The destination may have taken the events; they"
          + " are sent again under the same id.",
      "If it lasts, see why it is slow, or make batches smaller.",
      CONNECTION),
  CONNECTION_CLOSED(
      "The connection ended before the answer. The destination may have taken the events; they are"
          + " sent again under the same id.",
      "Normal now and then. If it lasts, look at proxies in between.",
      CONNECTION),
  CONNECTION_RESET(
      "The connection was cut before the answer. The destination may have taken the events; they"
          + " are sent again under the same id.",
      "Normal now and then. If it lasts, look at proxies in between.",
      CONNECTION),
  MALFORMED_RESPONSE(
      "The answer is not valid HTTP.", "See what really answers at that address.", CONNECTION),
  IO_FAILURE(
      "Reading or writing failed in another way.",
      "See the job's log and the network.",
      CONNECTION),
  SENDER_CLOSED(
      "The job was being stopped. The events are sent after the restart.", "Nothing.", CONNECTION),
  CLIENT_FAILURE(
      "TrackLayer's HTTP client failed unexpectedly.",
      "The events are tried again. Please report it with the job's log.",
      CONNECTION),
  TOKEN_REFUSED(
      "Google gave no access token for the configured credentials. The destination is paused.",
      "Check the service account's key file and that the account still exists; the log says what"
          + " Google answered.",
      CONNECTION),
  TOKEN_UNAVAILABLE(
      "Google's token endpoint failed or could not be reached.",
      "Wait; if it lasts, check the network.",
      CONNECTION),

  // What destinations answer.
  INVALID_REQUEST(
      "The destination finds something wrong with the event. Its own code, if any, is in"
          + " `detail`; its full answer is in the dead letter's `answer`.",
      "Repair what it names at the source or in the mapping, then redrive.",
      ANSWER),
  EVENT_TOO_OLD(
      "The event is older than the destination accepts.",
      "Lower `delivery.max_age`, and find out why the event waited.",
      ANSWER),
  REQUEST_TOO_LARGE(
      "The request is larger than the destination accepts. A batch is first halved and tried"
          + " again.",
      "Lower `delivery.max_batch`. If it is a single event, leave out long properties.",
      ANSWER),
  MALFORMED_FBC(
      "Meta does not recognise the click id `fbc`; the event is tried again without it.",
      "See what writes `fbc` at the source: it must be copied as it is.",
      ANSWER),
  INVALID_PHONE_NUMBER(
      "Klaviyo does not accept the phone number; the event is tried again without it.",
      "Send numbers with country code, `+49…`, or set `identity.default_region`.",
      ANSWER),
  DUPLICATE_PROFILE(
      "In Klaviyo, the identifiers belong to several profiles; the event is tried again without"
          + " the phone number.",
      "Merge the profiles in Klaviyo.",
      ANSWER),
  PARTIAL_SUCCESS(
      "TikTok took some events of the request without saying which. All are sent again in smaller"
          + " requests, and TikTok drops those it already has.",
      "Nothing, unless single events are rejected with it: then read `answer`.",
      ANSWER),
  NOT_PROCESSED(
      "Pinterest took the request but did not process the event.",
      "Nothing while it is retried. If it is rejected, read `answer`.",
      ANSWER),
  TOKEN_INVALID(
      "The destination does not accept our token or key. It is paused; its events wait.",
      "Make a new token at the vendor and put it where the secret reference points.",
      ANSWER),
  PERMISSION_MISSING(
      "The token is valid but lacks a permission. The destination is paused; its events wait.",
      "Give the token's owner access to the dataset, pixel or account at the vendor.",
      ANSWER),
  NOT_ACCESSIBLE(
      "The dataset, pixel, account or address in the settings does not exist, or not for this"
          + " token. The destination is paused; its events wait.",
      "Compare the ids in `settings` with the vendor's; then check the token's access to them.",
      ANSWER),
  SETTINGS_REFUSED(
      "The destination refuses something that comes from the settings, not from the event"
          + " (`detail` has its code). It is paused; its events wait.",
      "Correct `settings`, or sign or enable what the vendor asks for.",
      ANSWER),
  ENDPOINT_GONE(
      "The address says that it is gone for good (410). The destination is paused; its events"
          + " wait.",
      "Enter the new address, or remove the destination.",
      ANSWER),
  REVISION_RETIRED(
      "Klaviyo no longer serves the API revision in the settings. The destination is paused; its"
          + " events wait.",
      "Set a newer `revision`, or leave the setting out.",
      ANSWER),
  REDIRECT_REFUSED(
      "The webhook answered with a redirect, which is never followed.",
      "Enter the address that it redirects to.",
      ANSWER),
  RATE_LIMITED(
      "The destination accepts no more for now. The events wait and are tried again.",
      "If it lasts, lower `delivery.requests_per_second`, or ask the vendor for a higher limit.",
      ANSWER),
  TEMPORARILY_BLOCKED(
      "Meta has blocked the account or app for a while. The events wait and are tried again.",
      "Look for a notice in Meta's Events Manager or Business Manager.",
      ANSWER),
  TEMPORARY_ERROR(
      "The destination asks to be tried again later.",
      "Wait; if it lasts, look at the vendor's status page.",
      ANSWER),
  SERVER_ERROR(
      "The destination itself failed (status 500 or above).",
      "Wait; if it lasts, look at the vendor's status page.",
      ANSWER),
  UNEXPECTED_ANSWER(
      "The destination's documentation does not mention such an answer. The events wait and are"
          + " tried again.",
      "See what really answers at that address; it may be a proxy or a login page.",
      ANSWER),
  MAYBE_DELIVERED(
      "A request to Google Analytics got no answer (`detail` says how). The events may have been"
          + " taken; they are not sent again, since Google would count them twice.",
      "Compare with the reports. `retry_unanswered: true` prefers counting twice to missing one.",
      CONNECTION);

  private static final Map<String, Reason> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toMap(Reason::text, Function.identity()));

  private final String text = name().toLowerCase(Locale.ROOT);
  private final String meaning;
  private final String remedy;

  // Immutable, although the type does not say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Where> where;

  Reason(String meaning, String remedy, Where... where) {
    this.meaning = meaning;
    this.remedy = remedy;
    this.where = Set.of(where);
  }

  /** As records, answers and metrics write it. */
  @JsonValue
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }

  /** What it means, as Markdown. */
  public String meaning() {
    return meaning;
  }

  /** What to do about it, as Markdown. */
  public String remedy() {
    return remedy;
  }

  public Set<Where> where() {
    return where;
  }

  /**
   * @return null for an unknown text: a newer writer may know more reasons, and its records must
   *     stay readable
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static @Nullable Reason of(String text) {
    return BY_TEXT.get(text);
  }
}
