package io.tracklayer.job.metrics;

import static io.tracklayer.contract.metric.MetricKind.COUNTER;
import static io.tracklayer.contract.metric.MetricKind.GAUGE;
import static io.tracklayer.contract.metric.MetricKind.SUMMARY;

import io.tracklayer.contract.metric.MetricDeclaration;
import io.tracklayer.contract.metric.MetricKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every metric of the job, in the order in which an event meets them. {@code docs/metrics.md} is
 * generated from it.
 */
public enum JobMetric implements MetricDeclaration {
  INTAKE_ACCEPTED_EVENTS(
      "intake.accepted_events",
      COUNTER,
      List.of(),
      "raw events that were accepted",
      "If it stands still while the receiver accepts events, see"
          + " [NoJobRuns](alerts.md#nojobruns)."),
  INTAKE_REJECTED_EVENTS(
      "intake.rejected_events",
      COUNTER,
      List.of("reason"),
      "raw records that went to the `rejected` topic",
      "See [EventsAreRejectedInTheJob](alerts.md#eventsarerejectedinthejob) and"
          + " [EventsFail](alerts.md#eventsfail)."),
  INTAKE_IDENTIFIERS_DROPPED(
      "intake.identifiers_dropped",
      COUNTER,
      List.of(),
      "identifiers left out because their event has more than five of the type, or more than"
          + " twenty; those left out join nobody",
      "Have the source send only the buyer's own, not a list of a whole household."),
  INTAKE_CONSENT_UNREADABLE(
      "intake.consent_unreadable",
      COUNTER,
      List.of("source", "form"),
      "[consent](consent.md) statements that cannot be read and so deny, by place and form; their"
          + " events reach no destination that needs consent",
      "Mend what the source sends at `source`."),
  INTAKE_MONEY_UNREADABLE(
      "intake.money_unreadable",
      COUNTER,
      List.of("field"),
      "[amounts and currencies](events.md#amounts) that cannot be read and are left out;"
          + " destinations that need a value reject the event",
      "Mend the `field` at the source."),
  DUPLICATE_MESSAGES(
      "duplicate_messages",
      COUNTER,
      List.of(),
      "copies under the same message id",
      "Nothing: senders retry."),
  DUPLICATE_EVENTS(
      "duplicate_events",
      COUNTER,
      List.of(),
      "copies under another message id: the same order, lead or refund",
      "Nothing while browser and back end both report orders. If it falls to 0 all the same, one of"
          + " them has stopped, or they no longer send the same order id: look at both in"
          + " `canonical`, by `order_id`."),
  EVENT_IDS_REUSED(
      "event_ids_reused",
      COUNTER,
      List.of(),
      "orders, leads and refunds whose event id already belongs to another one; they are delivered"
          + " under their message id, so a pixel's copy of them is not recognised and counts again",
      "Have the source send an id for each order."),
  SHED_EVENTS(
      "shed_events",
      COUNTER,
      List.of(),
      "events that were too large for the `canonical` topic, and were written without `properties`"
          + " or also without `items`; `shed` in the record says which",
      "Have the source send less."),
  TOO_LARGE_EVENTS(
      "too_large_events",
      COUNTER,
      List.of(),
      "events that were too large even so, and were rejected",
      "See [EventsAreTooLarge](alerts.md#eventsaretoolarge)."),
  FAILED_EVENTS(
      "failed_events",
      COUNTER,
      List.of(),
      "events that were rejected as `processing_failed` in identity, or when the canonical event"
          + " was made of them; those of intake are in `intake_reason_rejected_events`",
      "See [EventsFail](alerts.md#eventsfail)."),
  IDENTITY_EVENTS(
      "events",
      COUNTER,
      List.of("identity_state"),
      "events by [identity state](identity.md#what-an-event-gets): created, recognised, merged,"
          + " conflict, ambiguous, none",
      "If `none` grows, have the sources send identifiers; if `conflict` does, see"
          + " [UnionsAreRefused](alerts.md#unionsarerefused)."),
  STRAIGHT_EVENTS(
      "straight_events", COUNTER, List.of(), "events that never entered the loop", "Nothing."),
  HOPS(
      "hops",
      SUMMARY,
      List.of(),
      "how often an event went through the loop, over the last 10,000 events of a subtask",
      "If the highest quantile grows to dozens, look for an identifier that many people share."),
  LOOP_AGE_MS(
      "loop_age_ms",
      SUMMARY,
      List.of(),
      "the time a message spent in the loop, over the last 10,000 of a subtask; shows the health of"
          + " identity",
      "See [IdentityLoopIsSlow](alerts.md#identityloopisslow)."),
  LOOP_MESSAGES_SENT(
      "sent",
      COUNTER,
      List.of("loop_message"),
      "messages sent through the loop: join, propose, adopted, accept, reject, hint, return, seen",
      "Nothing: how many an event needs is what identity costs."),
  LOCAL_MESSAGES(
      "local_messages",
      COUNTER,
      List.of(),
      "messages between nodes of one subtask, which need no loop",
      "Nothing."),
  FENCED_MESSAGES(
      "fenced_messages",
      COUNTER,
      List.of(),
      "messages dropped after a restart because they were sent after the restored checkpoint",
      "See [LoopMessagesAreDropped](alerts.md#loopmessagesaredropped)."),
  PARKED_MESSAGES(
      "parked_messages",
      GAUGE,
      List.of(),
      "messages that wait now, at a node that waits for an answer",
      "See `parked_age_ms`: that some wait is normal."),
  PARKED_AGE_MS(
      "parked_age_ms",
      GAUGE,
      List.of(),
      "for how long the first of them has been waiting, since the last restart at most; 0 while none"
          + " is",
      "See [IdentityAnswersAreMissing](alerts.md#identityanswersaremissing)."),
  UNPARKED_MESSAGES(
      "unparked_messages",
      COUNTER,
      List.of(),
      "messages that went round the loop because there was no room for them where they had to wait",
      "More events than usual wait for one profile: look for an identifier that many people share."),
  IDENTITY_CHANGES(
      "changes",
      COUNTER,
      List.of("identity_change"),
      "links, merges, conflicts and junk identifiers",
      "For conflicts, see [UnionsAreRefused](alerts.md#unionsarerefused)."),
  REFUSED_UNIONS(
      "refusals",
      COUNTER,
      List.of("refused_by"),
      "refused unions, by the type of identifier that would have exceeded its limit; `address` if"
          + " [only a device](identity.md#what-keeps-strangers-apart) brought the two together",
      "See [UnionsAreRefused](alerts.md#unionsarerefused)."),
  TOLD_DENIALS(
      "told_denials",
      COUNTER,
      List.of(),
      "records written to the `consent` topic: a denial that began or ended, for one identifier",
      "Nothing."),
  RECALLED_DENIALS(
      "recalled_denials",
      COUNTER,
      List.of(),
      "records of the `consent` topic that a [start without"
          + " state](consent.md#a-start-without-state) read back",
      "If it stays 0 after such a start, the topic was empty: do not let the job deliver before you"
          + " know why."),
  PROFILE_BYTES(
      "profile_bytes",
      SUMMARY,
      List.of(),
      "size of a profile when it changed, over the last 10,000 of a subtask; [at most"
          + " 28,672](identity.md#what-keeps-strangers-apart)",
      "See `full_profiles`."),
  FULL_PROFILES(
      "full_profiles",
      COUNTER,
      List.of(),
      "times that a profile changed that had no room for members that count against a limit, or for"
          + " devices that others were seen on; it forgets the values of such members, and takes"
          + " devices that it does not list for shared",
      "Look for an identifier that many people share, as for"
          + " [UnionsAreRefused](alerts.md#unionsarerefused)."),
  SELECTED_EVENTS(
      "selected_events",
      COUNTER,
      List.of("destination"),
      "canonical events for this destination, including copies and redriven events",
      "If it stands still, compare the destination's `account` and `environment` with the"
          + " endpoint's."),
  UNREADABLE_RECORDS(
      "unreadable_records",
      COUNTER,
      List.of("destination"),
      "records of the `canonical` topic that are not canonical events",
      "See [CanonicalIsUnreadable](alerts.md#canonicalisunreadable)."),
  RESTORED_EVENTS(
      "restored_events",
      GAUGE,
      List.of("destination"),
      "events that were already pending when the job started",
      "Nothing."),
  REPEATED_EVENTS(
      "repeated_events",
      COUNTER,
      List.of("destination"),
      "copies that arrived again, under a message id that is pending or already has its outcome",
      "Nothing after a restart: events are read again. Without one, two jobs write to the same"
          + " `canonical`: see [LoopMessagesAreDropped](alerts.md#loopmessagesaredropped)."),
  OUTCOME_EVENTS(
      "events",
      COUNTER,
      List.of("destination", "outcome"),
      "outcomes, as in the `deliveries` topic",
      "For `rejected`, see [DestinationRejects](alerts.md#destinationrejects); for `expired`,"
          + " [EventsExpire](alerts.md#eventsexpire)."),
  DELIVERED_EVENTS(
      "delivered_events",
      COUNTER,
      List.of("destination", "event_name"),
      "delivered events by canonical name; with the next two, [match quality](match-quality.md)",
      "Nothing: outcomes say what was not delivered."),
  AFTER_IDENTITY_EVENTS(
      "after_identity_events",
      COUNTER,
      List.of("destination", "event_name", "match_key"),
      "delivered events that the destination was given this match key of; if their share falls, it"
          + " recognises fewer people, and so counts fewer conversions",
      "See [match quality](match-quality.md#what-to-do-with-it)."),
  BEFORE_IDENTITY_EVENTS(
      "before_identity_events",
      COUNTER,
      List.of("destination", "event_name", "match_key"),
      "those of them that brought it themselves",
      "See [match quality](match-quality.md#what-to-do-with-it)."),
  REQUESTS("requests", COUNTER, List.of("destination"), "requests sent", "Nothing."),
  PENDING_EVENTS(
      "pending_events",
      GAUGE,
      List.of("destination"),
      "pending events: taken over but not yet settled",
      "If it only grows, see [DestinationIsStuck](alerts.md#destinationisstuck)."),
  OLDEST_PENDING_MS(
      "oldest_pending_ms",
      GAUGE,
      List.of("destination"),
      "the time since the oldest pending event was received; 0 when none is pending. Unlike"
          + " `lag_ms`, this cannot look healthy while nothing is sent",
      "See [DestinationIsStuck](alerts.md#destinationisstuck)."),
  SINCE_LAST_DELIVERY_MS(
      "since_last_delivery_ms",
      GAUGE,
      List.of("destination"),
      "the time since the last delivery, or since the start",
      "See [DestinationIsStuck](alerts.md#destinationisstuck), if events are pending."),
  REQUESTS_IN_FLIGHT(
      "requests_in_flight",
      GAUGE,
      List.of("destination"),
      "requests without an answer yet",
      "If it stays at `delivery.max_in_flight` while the lag grows, the destination answers slowly:"
          + " raise that setting."),
  PAUSED_BY_REFUSALS(
      "paused_by_refusals",
      GAUGE,
      List.of("destination"),
      "1 while nothing is sent because most of the last 100 events were refused for the same reason,"
          + " which suggests a wrong setting; it is probed every 30 s, and resumes once an event is"
          + " accepted",
      "See [SettingLooksWrong](alerts.md#settinglookswrong)."),
  HELD_BY_KAFKA(
      "held_by_kafka",
      GAUGE,
      List.of("destination"),
      "1 while nothing is sent because Kafka has not acknowledged an outcome for more than 5 s",
      "See [OutcomesAreNotAcknowledged](alerts.md#outcomesarenotacknowledged)."),
  UNACKNOWLEDGED_OUTCOMES(
      "unacknowledged_outcomes",
      GAUGE,
      List.of("destination"),
      "records that Kafka has not acknowledged yet",
      "See [OutcomesAreNotAcknowledged](alerts.md#outcomesarenotacknowledged)."),
  CATCHING_UP(
      "catching_up",
      GAUGE,
      List.of("destination"),
      "1 after a start, until the `canonical` topic has been read to the end it had at the start;"
          + " nothing is sent meanwhile",
      "[Wait](alerts.md#after-a-restart-that-takes-long) while `catch_up_left` falls."),
  CATCH_UP_LEFT(
      "catch_up_left",
      GAUGE,
      List.of("destination"),
      "records of the `canonical` topic still to be read until then, in the partitions that a"
          + " subtask has begun to read",
      "If it does not fall, look at the job's exceptions, and at whether Kafka is slow."),
  REPLAYED_OUTCOMES(
      "replayed_outcomes",
      GAUGE,
      List.of("destination"),
      "outcomes that were read back at the start, so far",
      "[Wait](alerts.md#after-a-restart-that-takes-long) while it grows."),
  REPLAY_MS(
      "replay_ms",
      GAUGE,
      List.of("destination"),
      "how long that took, or has taken so far",
      "[Wait](alerts.md#after-a-restart-that-takes-long) while it grows."),
  WITHDRAWALS(
      "withdrawals",
      GAUGE,
      List.of("destination"),
      "profiles whose withdrawn consent, or whose denial after an order, is remembered for"
          + " `max_age`, in each subtask",
      "Nothing."),
  SENDER_REPLACED(
      "sender_replaced",
      GAUGE,
      List.of("destination"),
      "1 once another job has taken over the destination; this one sends nothing more, and settles"
          + " only the answers to its own requests",
      "See [TwoJobsDeliver](alerts.md#twojobsdeliver)."),
  BREAKER_OPEN(
      "breaker_open",
      GAUGE,
      List.of("destination"),
      "1 while the circuit breaker is open: the destination keeps failing, or its credentials are"
          + " wrong",
      "See [DestinationIsOpenCircuit](alerts.md#destinationisopencircuit)."),
  CREDENTIALS_WRONG(
      "credentials_wrong",
      GAUGE,
      List.of("destination"),
      "1 while the destination says that credentials, permissions or the address are wrong; it is"
          + " probed every 30 s, so it resumes once the secret's file holds the right value",
      "See [CredentialsAreWrong](alerts.md#credentialsarewrong)."),
  PAUSED_BY_OPERATOR(
      "paused_by_operator",
      GAUGE,
      List.of("destination"),
      "1 while the destination is [paused by an operator](delivery.md#pausing-a-destination), until"
          + " `./tracklayer resume`",
      "See [DestinationIsPausedByOperator](alerts.md#destinationispausedbyoperator)."),
  LAG_MS(
      "lag_ms",
      GAUGE,
      List.of("destination"),
      "time from receipt until delivery took the event over, for the last event",
      "See [DestinationLags](alerts.md#destinationlags).");

  static final String ROOT = "tracklayer";

  /** What Flink's Prometheus reporter puts before the name of an operator's metric. */
  private static final String REPORTED_UNDER = "flink_taskmanager_job_task_operator_";

  private final Optional<String> step;
  private final String lastName;
  private final MetricKind kind;

  // Enums are immutable only with immutable lists, and List.of makes one.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> labels;

  private final String meaning;
  private final String remedy;

  /**
   * @param name its last name, after the name of the step that it belongs to alone
   */
  JobMetric(String name, MetricKind kind, List<String> labels, String meaning, String remedy) {
    int dot = name.indexOf('.');
    this.step = dot < 0 ? Optional.empty() : Optional.of(name.substring(0, dot));
    this.lastName = name.substring(dot + 1);
    this.kind = kind;
    this.labels = labels;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The step that it belongs to alone. */
  Optional<String> step() {
    return step;
  }

  String lastName() {
    return lastName;
  }

  /** Flink puts the names of labels into the name of the metric. */
  @Override
  public String exportedName() {
    return Stream.of(Stream.of(ROOT), step().stream(), labels.stream(), Stream.of(lastName))
        .flatMap(names -> names)
        .collect(Collectors.joining("_", REPORTED_UNDER, ""));
  }

  @Override
  public MetricKind kind() {
    return kind;
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
