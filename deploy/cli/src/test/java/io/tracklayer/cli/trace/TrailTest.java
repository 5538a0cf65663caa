package io.tracklayer.cli.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.json.Json;
import io.tracklayer.job.gate.selection.Redrive;
import io.tracklayer.job.intake.Conventions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrailTest {

  private static final Conventions NO_CONVENTIONS = new Conventions(List.of());

  @Test
  void anOrderIsFollowedFromItsReceiptToEachAnswer() throws Exception {
    assertThat(trail("order-1").lines())
        .containsExactly(
            "1970-01-01T00:00:01Z  received   message m-1: track \"Order Completed\", account a,"
                + " production",
            "1970-01-01T00:00:02Z  canonical  purchase, event m-1, identity merged, profile 0a,"
                + " consent {marketing=granted}",
            "1970-01-01T00:00:03Z  delivery   meta: retrying, attempt 1, status 500, server_error,"
                + " what Meta said first, consent {marketing=granted by traits.marketing_opt_in"
                + " at 1970-01-01T00:00:00Z}",
            "1970-01-01T00:00:04Z  received   message m-2: track \"Order Completed\", account a,"
                + " production",
            "1970-01-01T00:00:05Z  delivery   meta: duplicate, message m-2, claim_settled",
            "1970-01-01T00:00:06Z  delivery   meta: rejected, attempt 2, status 400, bad_value",
            "1970-01-01T00:00:06Z  dead       meta: rejected, bad_value, what Meta said");
  }

  @Test
  void theSameIsFoundByMessageId() throws Exception {
    assertThat(trail("m-1").lines()).hasSize(6);
    assertThat(trail("m-2").lines()).hasSize(2);
  }

  @Test
  void anEventThatWasRedrivenIsNotToldAsIfItHadComeAgain() throws Exception {
    Trail trail = trail("order-1");
    trail.canonical(redrivenTo("meta", 8, "{'event_id':'m-1','name':'purchase'}"));
    assertThat(trail.lines()).last().isEqualTo("1970-01-01T00:00:08Z  redriven   to meta");
  }

  @Test
  void anEventIdThatTheSourceUsedBeforeIsNamed() throws Exception {
    Trail trail = new Trail("m-2", nothingWaits(), Needs.UNKNOWN, NO_CONVENTIONS);
    trail.canonical(
        at(
            1,
            "{'event_id':'m-2','message_id':'m-2','source_event_id':'concert-123',"
                + "'name':'purchase','identity_state':'created','profile_id':'0a'}"));
    trail.canonical(
        at(
            2,
            "{'event_id':'m-2','message_id':'m-3','source_event_id':'concert-123',"
                + "'duplicate_of':'m-2','name':'purchase','identity_state':'created',"
                + "'profile_id':'0a'}"));

    assertThat(trail.lines().get(0))
        .contains("event m-2 (its own id, concert-123, is that of an earlier event), identity");
    assertThat(trail.lines().get(1)).contains("event m-2, identity");
  }

  @Test
  void amountsThatCannotBeReadAreNamed() throws Exception {
    Trail trail = new Trail("m-1", nothingWaits(), Needs.UNKNOWN, NO_CONVENTIONS);
    trail.raw(
        at(
            1,
            "{'schema':1,'message_id':'m-1','type':'track','event':'Order Completed','account':'a',"
                + "'environment':'production','source':'rudderstack','received_at':"
                + "'2026-05-04T11:58:12Z','occurred_at':'2026-05-04T11:58:12Z','traits':{},"
                + "'context':{},'properties':{'value':'a lot','tax':'1.234','currency':'EUR'}}"));

    assertThat(trail.lines())
        .first()
        .asString()
        .endsWith("account a, production, not readable: tax, value");
  }

  @Test
  void anEventThatConsentStoppedSaysByWhichWordsAndWhatEachRefusedPurposeWouldHaveTaken()
      throws Exception {
    assertThat(
            refused(
                false,
                "'ads':{'state':'granted','source':'consent','at':'2026-05-04T11:58:10Z'},"
                    + "'email':{'state':'unknown'},"
                    + "'marketing':{'state':'denied','source':'traits.marketing_opt_in',"
                    + "'words':'declined','at':'2026-05-04T11:58:12Z'}"))
        .containsExactly(
            "1970-01-01T00:00:01Z  delivery   meta: consent_denied, no_consent (marketing), consent"
                + " {ads=granted by consent at 2026-05-04T11:58:10Z, email=unknown,"
                + " marketing=denied by traits.marketing_opt_in (declined) at"
                + " 2026-05-04T11:58:12Z}; email would have needed: a yes to e-mail; marketing"
                + " would have needed: a yes to marketing");
  }

  @Test
  void whereUnknownCountsAsGrantedItWouldHaveNeededNothing() throws Exception {
    assertThat(refused(true, "'email':{'state':'unknown'},'marketing':{'state':'denied'}"))
        .singleElement()
        .asString()
        .endsWith("marketing=denied}; marketing would have needed: a yes to marketing");
  }

  @Test
  void whenConsentWasDeniedIsToldEvenIfItIsNotKnownWhere() throws Exception {
    assertThat(refused(false, "'ads':{'state':'denied','at':'2026-05-04T11:58:12Z'}"))
        .singleElement()
        .asString()
        .contains("{ads=denied at 2026-05-04T11:58:12Z}");
  }

  private static List<String> refused(boolean grantedWhenUnknown, String proofs)
      throws IOException {
    Map<String, String> needs =
        Map.of(
            "ads", "a yes to ads", "email", "a yes to e-mail", "marketing", "a yes to marketing");
    Trail trail =
        new Trail("m-1", nothingWaits(), new Needs(needs, grantedWhenUnknown), NO_CONVENTIONS);
    trail.delivery(
        at(
            1,
            "{'event_id':'m-1','message_id':'m-1','destination':'meta','outcome':'consent_denied',"
                + "'reason':'no_consent','detail':'marketing','consent':{"
                + proofs
                + "}}"));
    return trail.lines();
  }

  @Test
  void anEventSaysWhichStatementItsConsentRestsOnAndWhatItSaidItself() throws Exception {
    Trail trail = new Trail("m-1", nothingWaits(), Needs.UNKNOWN, NO_CONVENTIONS);
    trail.canonical(
        at(
            1,
            "{'message_id':'m-1','event_id':'m-1','name':'purchase','identity_state':'merged',"
                + "'profile_id':'0a','consent':{'ads':'unknown','marketing':'granted'},"
                + "'consent_evidence':{'ads':{'own':'unknown'},'marketing':{'own':'denied',"
                + "'own_source':'traits.marketing_opt_in','own_words':'no','source':'consent',"
                + "'words':'yes','at':'2026-05-04T11:58:12Z'}}}"));

    assertThat(trail.lines())
        .singleElement()
        .asString()
        .endsWith(
            ", consent {ads=unknown, marketing=granted by consent (yes) at 2026-05-04T11:58:12Z,"
                + " itself denied by traits.marketing_opt_in (no)}");
  }

  @Test
  void aDenialThatSurvivedAUnionSaysSoAndByWhichMessage() throws Exception {
    Trail trail = trail("m-1");
    trail.delivery(
        at(
            1,
            "{'event_id':'m-1','message_id':'m-1','destination':'meta','outcome':'consent_denied',"
                + "'reason':'no_consent','detail':'marketing','consent':{'marketing':{'state':"
                + "'denied','source':'consent','words':'declined','at':'2026-05-04T11:58:12Z',"
                + "'united_by':'m-7'}}}"));

    assertThat(trail.lines())
        .anyMatch(
            line ->
                line.contains(
                    "marketing=denied by consent (declined) at 2026-05-04T11:58:12Z, anew by the"
                        + " union that message m-7 made"));
  }

  @Test
  void whatWaitsAtAPausedDestinationSaysSinceWhenItIsPaused() throws Exception {
    Trail trail =
        trail(
            "order-1",
            new Pause("crm", Instant.ofEpochSecond(1), event -> true),
            new Pause("meta", Instant.ofEpochSecond(9), event -> true),
            new Pause("of-another-account", Instant.ofEpochSecond(1), event -> false));

    assertThat(trail.lines())
        .filteredOn(line -> line.contains("paused"))
        .containsExactly(
            "1970-01-01T00:00:02Z  pending    crm: message m-1, paused by an operator since"
                + " 1970-01-01T00:00:01Z");
  }

  @Test
  void aFilteredEventSaysSo() throws Exception {
    assertThat(trail("m-3").lines())
        .containsExactly("1970-01-01T00:00:07Z  filtered   message m-3: not_in_allowlist");
  }

  @Test
  void whatAnEventChangedOfIdentityIsToldBeforeWhatItWasPublishedAs() throws Exception {
    Trail trail = trail("order-1");
    trail.identityChange(
        at(
            2,
            "{'change':'merge','profile_id':'0a','before':['0a','0b'],'identifier_type':'email',"
                + "'message_id':'m-1','event_id':'m-1'}"));
    trail.identityChange(
        at(
            2,
            "{'change':'link','profile_id':'0a','before':['0a'],'identifier_type':'phone',"
                + "'message_id':'m-1','event_id':'m-1'}"));

    assertThat(trail.lines().subList(1, 4))
        .containsExactly(
            "1970-01-01T00:00:02Z  identity   merge: profile 0a, of 0a and 0b, by email",
            "1970-01-01T00:00:02Z  identity   link: profile 0a, by phone",
            "1970-01-01T00:00:02Z  canonical  purchase, event m-1, identity merged, profile 0a,"
                + " consent {marketing=granted}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'merge','profile_id':'0a','before':['0b'] | merge: profile 0a, of 0b",
        "'conflict','profile_id':'0b','before':['0a','0b'],'identifier_type':'email',"
            + "'limit':'user_id' | conflict: profile 0b stays apart from 0a, limit user_id",
        "'conflict','profile_id':'0c','before':['0a'],'identifier_type':'email',"
            + "'limit':'user_id' | conflict: profile 0c stays apart from 0a, limit user_id",
        "'conflict','profile_id':'0a','before':['0a'],'identifier_type':'phone',"
            + "'limit':'phone' | conflict: profile 0a stays apart from a new phone, limit phone",
      })
  void eachChangeOfIdentityNamesItsProfiles(String change, String line) throws Exception {
    Trail trail = new Trail("m-1", nothingWaits(), Needs.UNKNOWN, NO_CONVENTIONS);
    trail.identityChange(at(1, "{'change':" + change + ",'message_id':'m-1','event_id':'e-1'}"));

    assertThat(trail.lines()).containsExactly("1970-01-01T00:00:01Z  identity   " + line);
  }

  @ParameterizedTest
  @CsvSource({"m-1,1", "e-1,1", "m-2,0", "0a,0"})
  void aChangeOfIdentityIsToldOfTheEventThatCausedIt(String id, int lines) throws Exception {
    Trail trail = new Trail(id, nothingWaits(), Needs.UNKNOWN, NO_CONVENTIONS);
    trail.identityChange(
        at(
            1,
            "{'change':'link','profile_id':'0a','before':['0a'],'identifier_type':'phone',"
                + "'message_id':'m-1','event_id':'e-1'}"));

    assertThat(trail.lines()).hasSize(lines);
  }

  @Test
  void ofAnUnknownIdNothingIsKnown() throws Exception {
    assertThat(trail("order-2").lines()).isEmpty();
  }

  private static OpenWaits nothingWaits() {
    return new OpenWaits(List.of(), List.of(), new OpenCircuits());
  }

  private static Trail trail(String id, Pause... pauses) throws IOException {
    Trail trail =
        new Trail(
            id,
            new OpenWaits(List.of(pauses), List.of(), new OpenCircuits()),
            Needs.UNKNOWN,
            NO_CONVENTIONS);
    String raw =
        "{'message_id':'%s','type':'track','event':'Order Completed','account':'a',"
            + "'environment':'production','properties':{'order_id':'order-1'}}";
    trail.raw(at(1, raw.formatted("m-1")));
    trail.raw(at(4, raw.formatted("m-2")));
    trail.rejected(at(7, "{'message_id':'m-3','reason':'not_in_allowlist'}"));
    trail.canonical(
        at(
            2,
            "{'message_id':'m-1','event_id':'m-1','name':'purchase','order_id':'order-1',"
                + "'identity_state':'merged','profile_id':'0a','consent':{'marketing':'granted'}}"));
    trail.delivery(
        at(
            3,
            "{'event_id':'m-1','message_id':'m-1','destination':'meta','outcome':'retrying',"
                + "'attempt':1,'status':500,'reason':'server_error',"
                + "'answer':'what Meta said first','consent':{'marketing':"
                + "{'state':'granted','source':'traits.marketing_opt_in',"
                + "'at':'1970-01-01T00:00:00Z'}}}"));
    trail.delivery(
        at(
            5,
            "{'event_id':'m-1','message_id':'m-2','destination':'meta','outcome':'duplicate',"
                + "'duplicate_of':'m-1','reason':'claim_settled'}"));
    trail.delivery(
        at(
            6,
            "{'event_id':'m-1','message_id':'m-1','destination':'meta','outcome':'rejected',"
                + "'attempt':2,'status':400,'reason':'bad_value'}"));
    trail.deadLetter(
        at(
            6,
            "{'event_id':'m-1','destination':'meta','outcome':'rejected','reason':'bad_value',"
                + "'answer':'what Meta said'}"));
    return trail;
  }

  private static TopicRecord at(long second, String json) throws IOException {
    return redrivenTo(null, second, json);
  }

  private static TopicRecord redrivenTo(String destination, long second, String json)
      throws IOException {
    byte[] value = json.replace('\'', '"').getBytes(UTF_8);
    return new TopicRecord(
        Instant.ofEpochSecond(second),
        Json.parse(value),
        destination == null ? null : new Redrive(destination, 0),
        new ConsumerRecord<>("t", 0, second, null, value));
  }
}
