package io.tracklayer.cli.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DestinationScope;
import io.tracklayer.contract.delivery.BreakerRecord;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.gate.selection.Redrive;
import io.tracklayer.job.intake.Conventions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What trace says of whatever can become of an event, in words. */
class OpenWaitsTest {

  private static final String IDS =
      "'message_id':'m-1','event_id':'m-1','account':'a','environment':'production',";
  private static final String DELIVERY = IDS + "'destination':'meta',";

  private final OpenCircuits circuits = new OpenCircuits();
  private final Trail trail = trail();

  private Trail trail(Pause... pauses) {
    List<DestinationScope> destinations =
        List.of(
            new DestinationScope("meta", "a", "production", "facebook"),
            new DestinationScope("other", "another", "production", null));
    return new Trail(
        "m-1",
        new OpenWaits(List.of(pauses), destinations, circuits),
        Needs.UNKNOWN,
        new Conventions(List.of()));
  }

  @Test
  void aStoredEventWaitsForTheJob() throws Exception {
    trail.raw(at(1, "{" + IDS + "'type':'track','properties':{}}"));

    assertThat(trail.told())
        .containsExactly(
            "1970-01-01T00:00:01Z  received   message m-1: track, account a, production",
            "1970-01-01T00:00:01Z  pending    message m-1: not taken in by the job yet",
            "    It waits for the job to take it in. If that lasts, see whether the job runs.");
  }

  @Test
  void anAliasWaitsForNothing() throws Exception {
    trail.raw(at(1, "{" + IDS + "'type':'alias','properties':{}}"));

    assertThat(trail.told()).hasSize(1);
  }

  @Test
  void aFilteredEventIsLeftOutByTheEndpoint() throws Exception {
    trail.rejected(at(1, "{" + IDS + "'reason':'not_in_allowlist'}"));

    assertThat(trail.told().get(1))
        .isEqualTo("    The event arrived, but the endpoint's filter leaves it out.");
  }

  @Test
  void aRejectedEventSaysWhatItsReasonMeans() throws Exception {
    trail.raw(at(1, "{" + IDS + "'type':'track','properties':{}}"));
    trail.rejected(at(2, "{" + IDS + "'reason':'id_too_long'}"));

    assertThat(trail.told()).hasSize(3);
    assertThat(trail.told().get(2)).startsWith("    The event could not be used. ");
  }

  @Test
  void aMessageThatArrivedAgainIsLeftOut() throws Exception {
    trail.delivery(at(1, "{" + IDS + "'outcome':'duplicate','duplicate_of':'m-1'}"));

    assertThat(trail.told())
        .containsExactly(
            "1970-01-01T00:00:01Z  duplicate  message m-1 arrived again",
            "    The repeat was left out.");
  }

  @Test
  void aCanonicalEventWaitsForEachDestinationOfItsAccount() throws Exception {
    published();

    assertThat(waiting())
        .containsExactly(
            "1970-01-01T00:00:02Z  pending    meta: message m-1, waits for its turn",
            "    It waits for its turn at meta.");
  }

  @Test
  void anOutcomeUnderTheEarlierNameOfADestinationEndsTheWait() throws Exception {
    published();
    trail.delivery(at(3, "{" + IDS + "'destination':'facebook','outcome':'delivered'}"));

    assertThat(waiting()).isEmpty();
  }

  @Test
  void aRetriedEventSaysWhyAndWaits() throws Exception {
    published();
    trail.delivery(
        at(3, "{" + DELIVERY + "'outcome':'retrying','attempt':1,'reason':'server_error'}"));

    assertThat(trail.told())
        .contains(
            "    meta did not take it; it is tried again. The destination itself failed (status 500"
                + " or above).",
            "1970-01-01T00:00:02Z  pending    meta: message m-1, to be tried again after"
                + " server_error");
  }

  @Test
  void aPausedDestinationHoldsItWhateverElseItWaitsFor() throws Exception {
    Trail paused = trail(new Pause("meta", Instant.ofEpochSecond(9), event -> true));
    paused.canonical(canonical());

    assertThat(paused.told().subList(1, 3))
        .containsExactly(
            "1970-01-01T00:00:09Z  pending    meta: message m-1, paused by an operator since"
                + " 1970-01-01T00:00:09Z",
            "    It waits for meta, which an operator has paused.");
    assertThat(paused.told()).hasSize(3);
  }

  @Test
  void anEventWaitsForADestinationWhoseCircuitIsOpenAndSaysInHowManySubtasks() throws Exception {
    published();
    breaker(0, 3, BreakerRecord.State.OPEN);
    breaker(1, 3, BreakerRecord.State.CLOSED);
    breaker(2, 3, BreakerRecord.State.OPEN);

    assertThat(waiting())
        .containsExactly(
            "1970-01-01T00:00:02Z  pending    meta: message m-1, waits for its turn, circuit open"
                + " since 1970-01-01T00:00:09Z in 2 of 3 subtasks",
            "    It waits for meta, which is failing: its circuit is open in 2 of 3 subtasks, maybe"
                + " in this event's, so that only single requests try whether it works again. The"
                + " destination itself failed (status 500 or above).");

    breaker(0, 1, BreakerRecord.State.CLOSED);
    assertThat(waiting()).last().isEqualTo("    It waits for its turn at meta.");
  }

  private void breaker(int subtask, int subtasks, BreakerRecord.State state) {
    Instant at = Instant.ofEpochSecond(9);
    circuits.take(
        new BreakerRecord(1, "meta", subtask, subtasks, state, at, Reason.SERVER_ERROR, 503, at));
  }

  @Test
  void aDeniedEventNamesTheConsentThatItLacks() throws Exception {
    published();
    trail.delivery(
        at(
            3,
            "{"
                + DELIVERY
                + "'outcome':'consent_denied','reason':'no_consent','detail':'marketing',"
                + "'consent':{'marketing':{'state':'denied'}}}"));

    assertThat(waiting()).isEmpty();
    assertThat(trail.told())
        .last()
        .asString()
        .startsWith("    meta does not get it: consent to marketing is denied.");
  }

  @Test
  void anExpiredEventBecameTooOld() throws Exception {
    published();
    trail.delivery(at(3, "{" + DELIVERY + "'outcome':'expired','reason':'too_old'}"));

    assertThat(waiting()).isEmpty();
    assertThat(trail.told())
        .last()
        .asString()
        .startsWith("    It became too old to be sent to meta. ");
    assertThat(trail.buried()).containsExactly(Instant.ofEpochSecond(3));
  }

  @Test
  void aDeliveredEventSaysByWhatThePersonCanBeRecognised() throws Exception {
    published();
    trail.delivery(
        at(
            3,
            "{"
                + DELIVERY
                + "'outcome':'delivered','attempt':1,'status':200,'match':['email','click_id'],"
                + "'match_before':['email']}"));

    assertThat(waiting()).isEmpty();
    assertThat(trail.told())
        .last()
        .isEqualTo(
            "    meta took it at attempt 1 (HTTP 200). It can recognise the person by email and"
                + " click id; the profile added click id.");
  }

  @Test
  void anEventThatWasSentAgainWaitsAgain() throws Exception {
    published();
    trail.delivery(at(3, "{" + DELIVERY + "'outcome':'rejected','reason':'invalid_request'}"));
    assertThat(waiting()).isEmpty();

    trail.canonical(redriven(4));
    assertThat(waiting()).hasSize(2);

    trail.delivery(at(5, "{" + DELIVERY + "'outcome':'delivered','attempt':1}"));
    assertThat(waiting()).isEmpty();
  }

  @Test
  void aSecondWishToLiftTheSameOutcomeIsNotWaitedFor() throws Exception {
    published();
    trail.delivery(at(3, "{" + DELIVERY + "'outcome':'rejected','reason':'invalid_request'}"));
    trail.canonical(redriven(4));
    trail.delivery(at(5, "{" + DELIVERY + "'outcome':'delivered','attempt':1}"));

    trail.canonical(redriven(6));

    assertThat(waiting()).isEmpty();
  }

  /** By somebody who saw what was settled at the third second. */
  private static TopicRecord redriven(long second) throws IOException {
    return new TopicRecord(
        Instant.ofEpochSecond(second),
        canonical().json(),
        new Redrive("meta", Instant.ofEpochSecond(3).toEpochMilli()),
        canonical().source());
  }

  private List<String> waiting() {
    List<String> told = trail.told();
    int first = 0;
    while (first < told.size() && !told.get(first).contains("  pending  ")) {
      first++;
    }
    return first == told.size() ? List.of() : told.subList(first, first + 2);
  }

  private void published() throws IOException {
    trail.canonical(canonical());
  }

  private static TopicRecord canonical() throws IOException {
    return at(2, "{" + IDS + "'name':'purchase','identity_state':'created','profile_id':'0a'}");
  }

  private static TopicRecord at(long second, String json) throws IOException {
    byte[] value = json.replace('\'', '"').getBytes(UTF_8);
    return new TopicRecord(
        Instant.ofEpochSecond(second),
        Json.parse(value),
        null,
        new ConsumerRecord<>("t", 0, second, null, value));
  }
}
