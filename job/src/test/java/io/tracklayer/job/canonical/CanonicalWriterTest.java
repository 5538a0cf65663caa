package io.tracklayer.job.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.consent.ConsentEvidence;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.event.OwnField;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CanonicalWriterTest {

  private static final Identifier USER = new Identifier("user_id", "u1");
  private static final Identifier OLD_MAIL = new Identifier("email", "old@example.com");
  private static final Identifier NEW_MAIL = new Identifier("email", "new@example.com");
  private static final Identifier CRM = new Identifier("crm_id", "c-7");

  private static final ConsentConfig CONSENT =
      new ConsentConfig(
          false, Map.of("marketing", new ConsentConfig.Purpose(List.of(), List.of())));

  private final CanonicalWriter writer = new CanonicalWriter(CONSENT);

  @Test
  void theBodyAndWhatTheProfileKnowsAreOneEvent() throws Exception {
    Draft before =
        draft("m1", 1_000, List.of(USER, OLD_MAIL, CRM), Map.of("first_name", "Ada"), Map.of());
    Draft now = draft("m2", 2_000, List.of(USER, NEW_MAIL), Map.of(), Map.of());
    CanonicalEvent event = written(now, before);
    assertThat(event.eventId()).isEqualTo("event");
    assertThat(event.identityState()).isEqualTo(IdentityState.MERGED);
    assertThat(event.profileId()).hasSize(32);
    assertThat(event.user().userId()).isEqualTo("u1");
    assertThat(event.user().emails()).containsExactly("new@example.com", "old@example.com");
    assertThat(event.user().externalIds()).isEqualTo(Map.of("crm_id", List.of("c-7")));
    assertThat(event.user().firstName()).isEqualTo("Ada");
  }

  @Test
  void theAddressesOfAnEventKeepItsOrder() throws Exception {
    List<String> sent = List.of("d@example.com", "a@example.com", "e@example.com", "b@example.com");
    List<Identifier> identifiers = new ArrayList<>(List.of(USER));
    sent.forEach(mail -> identifiers.add(new Identifier("email", mail)));
    Draft now = draft("m1", 1_000, identifiers, Map.of(), Map.of());
    assertThat(written(now).user().emails()).isEqualTo(sent);
  }

  @Test
  void aPersonWithVeryManyAddressesBringsOnlyTheMostRecent() throws Exception {
    List<Draft> earlier = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Identifier mail = new Identifier("email", "a" + i + "@example.com");
      earlier.add(draft("m" + i, 1_000 + i, List.of(USER, mail), Map.of(), Map.of()));
    }
    Draft now = draft("now", 5_000, List.of(USER), Map.of(), Map.of());
    CanonicalEvent event = written(now, earlier.toArray(Draft[]::new));
    assertThat(event.user().emails())
        .hasSize(CanonicalWriter.MAX_VALUES)
        .startsWith("a29@example.com", "a28@example.com");
  }

  @Test
  void aFreshClickReplacesTheOldCookieAndKeepsItsCaseAndItsTime() throws Exception {
    Draft cookie = draft("m1", 1_000, List.of(USER), Map.of(), Map.of("fbc", "fb.1.900.OldClick"));
    Draft click = draft("m2", 2_000, List.of(USER), Map.of(), Map.of("fbclid", "NewClick_Aa"));
    Draft order = draft("m3", 3_000, List.of(USER), Map.of(), Map.of());
    CanonicalEvent event = written(order, cookie, click);
    assertThat(event.clickIds()).containsEntry("fbc", "fb.1.2000.NewClick_Aa");
    assertThat(event.clickIdsAt()).containsEntry("fbc", Instant.ofEpochMilli(2_000));
  }

  @Test
  void anOldClickThatGooglesCookieRepeatsGivesWayToANewerOne() throws Exception {
    Draft click = draft("m1", 2_000_000, List.of(USER), Map.of(), Map.of("gclid", "NEW"));
    Draft repeated =
        draft(
            "m2",
            9_000_000,
            List.of(USER),
            Map.of(),
            Map.of("gcl_aw", "GCL.0000001000.OLD", "gclid", "NEW"));
    CanonicalEvent event = written(repeated, click);

    assertThat(event.clickIds()).containsOnly(Map.entry("gclid", "NEW"));
    assertThat(event.clickIdsAt()).containsOnlyKeys("gclid");
  }

  @Test
  void theClickOfGooglesCookieCountsIfItIsLaterThanAnyOther() throws Exception {
    Draft old = draft("m1", 2_000_000, List.of(USER), Map.of(), Map.of("gclid", "OLD"));
    Draft click =
        draft("m2", 9_000_000, List.of(USER), Map.of(), Map.of("gcl_aw", "GCL.0000003000.NEW"));
    CanonicalEvent event = written(click, old);

    assertThat(event.clickIds()).containsOnly(Map.entry("gclid", "NEW"));
    assertThat(event.clickIdsAt()).containsEntry("gclid", Instant.ofEpochMilli(9_000_000));
  }

  @Test
  void aClickThatThePageGoesOnShowingStaysAsOldAsItIs() throws Exception {
    Draft click = draft("m1", 1_000, List.of(USER), Map.of(), Map.of("fbclid", "Click"));
    Draft reloaded = draft("m2", 9_000, List.of(USER), Map.of(), Map.of("fbclid", "Click"));
    CanonicalEvent event = written(reloaded, click);
    assertThat(event.clickIds()).containsEntry("fbc", "fb.1.1000.Click");
    assertThat(event.clickIdsAt().get("fbclid").toEpochMilli()).isEqualTo(1_000);
  }

  @Test
  void theCookieOfTheSameClickIsKeptAsTheBrowserMadeIt() throws Exception {
    Draft cookie = draft("m1", 1_000, List.of(USER), Map.of(), Map.of("fbc", "fb.1.900.Click"));
    Draft click = draft("m2", 2_000, List.of(USER), Map.of(), Map.of("fbclid", "Click"));
    CanonicalEvent event = written(click, cookie);
    assertThat(event.clickIds()).containsEntry("fbc", "fb.1.900.Click");
    assertThat(event.clickIdsAt()).containsEntry("fbc", Instant.ofEpochMilli(1_000));
  }

  @Test
  void aCookieIsAsOldAsItSaysAndGivesWayToALaterClickOfTheSameEvent() throws Exception {
    long now = 1_777_888_800_000L;
    Map<String, String> both = Map.of("fbc", "fb.1.1577836800000.OLD", "fbclid", "NEW");

    CanonicalEvent event = written(draft("m1", now, List.of(USER), Map.of(), both));

    assertThat(event.clickIds()).containsEntry("fbc", "fb.1.1777888800000.NEW");
  }

  @Test
  void aCookieThatSaysItIsOfTheFutureIsAsOldAsTheEventThatBroughtIt() throws Exception {
    Draft cookie =
        draft("m1", 1_000, List.of(USER), Map.of(), Map.of("fbc", "fb.1.9999999999999.Future"));
    Draft click = draft("m2", 2_000, List.of(USER), Map.of(), Map.of("fbclid", "NEW"));

    assertThat(written(click, cookie).clickIds()).containsEntry("fbc", "fb.1.2000.NEW");
  }

  @Test
  void theCookieOfTheLatestClickCountsWhicheverDeviceShowedItsOwnLast() throws Exception {
    long now = 1_777_888_800_000L;
    Draft newer =
        draft("m1", now, List.of(USER), Map.of(), Map.of("fbc", "fb.1.1777800000000.NEW"));
    Draft older =
        draft("m2", now + 1, List.of(USER), Map.of(), Map.of("fbc", "fb.1.1577836800000.OLD"));

    assertThat(written(older, newer).clickIds()).containsEntry("fbc", "fb.1.1777800000000.NEW");
  }

  @Test
  void everyClickIdHasTheTimeOfTheFirstEventThatBroughtIt() throws Exception {
    Draft first =
        draft("m1", 1_000, List.of(USER), Map.of(), Map.of("gclid", "Old", "fbp", "fb.1.1.2"));
    Draft second = draft("m2", 2_000, List.of(USER), Map.of(), Map.of("gclid", "New"));
    Draft order = draft("m3", 3_000, List.of(USER), Map.of(), Map.of("fbp", "fb.1.1.2"));
    CanonicalEvent event = written(order, second, first);
    assertThat(event.clickIds()).isEqualTo(Map.of("gclid", "New", "fbp", "fb.1.1.2"));
    assertThat(event.clickIdsAt())
        .isEqualTo(
            Map.of("gclid", Instant.ofEpochMilli(2_000), "fbp", Instant.ofEpochMilli(1_000)));
    assertThat(written(draft("m4", 4_000, List.of(USER), Map.of(), Map.of())).clickIdsAt())
        .isEmpty();
  }

  @Test
  void theAddressShippedToStandsInForAnUnknownOneAndIsNotRemembered() throws Exception {
    Draft shipped = shippedTo("m1", Map.of("city", "Bern", "country", "CH"));
    assertThat(written(shipped).user().city()).isEqualTo("Bern");
    Draft next = draft("m2", 2_000, List.of(USER), Map.of(), Map.of());
    assertThat(written(next, shipped).user().city()).isNull();
    Draft known = draft("m0", 500, List.of(USER), Map.of("country", "DE"), Map.of());
    assertThat(written(shipped, known).user().country()).isEqualTo("DE");
    assertThat(written(shipped, known).user().city()).as("no half of another address").isNull();
  }

  private static Draft shippedTo(String messageId, Map<String, String> address) {
    return Drafts.draft(
        messageId,
        1_000,
        List.of(USER),
        new Contribution(Map.of(), address, Map.of(), Map.of(), null));
  }

  @Test
  void everyConfiguredPurposeHasAStateAndTheEventsOwnWordIsKeptApart() throws Exception {
    Draft granting =
        Drafts.draft(
            "m1",
            1_000,
            List.of(USER),
            new Contribution(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(
                    "marketing",
                    new Contribution.StatedConsent(ConsentState.GRANTED, "traits", "yes")),
                "Browser/1"));
    Draft silent = draft("m2", 2_000, List.of(USER), Map.of(), Map.of());
    CanonicalEvent event = written(silent, granting);
    assertThat(event.consent()).isEqualTo(Map.of("marketing", ConsentState.GRANTED));
    assertThat(event.consentEvidence().get("marketing").own()).isEqualTo(ConsentState.UNKNOWN);
    assertThat(event.consentEvidence().get("marketing").at())
        .isEqualTo(Instant.ofEpochMilli(granting.receivedAt()));
    assertThat(event.consentEvidence().get("marketing").words()).isEqualTo("yes");
    assertThat(event.user().userAgent()).isEqualTo("Browser/1");
  }

  @Test
  void anEventThatComesLateKeepsItsOwnWordsBesideTheNewerOnes() throws Exception {
    Draft denying = consenting("m1", ConsentState.DENIED);
    Draft newer = consenting("m2", denying.receivedAt() + 1, ConsentState.GRANTED, "yes");

    ConsentEvidence late = written(denying, newer).consentEvidence().get("marketing");
    ConsentEvidence inTime = written(denying).consentEvidence().get("marketing");

    assertThat(late.own()).isEqualTo(ConsentState.DENIED);
    assertThat(late.ownSource()).isEqualTo("traits");
    assertThat(late.ownWords()).isEqualTo("word");
    assertThat(late.words()).isEqualTo("yes");
    assertThat(inTime.ownSource()).isNull();
    assertThat(inTime.words()).isEqualTo("word");
  }

  @Test
  void aDenialIsMeantForEveryIdThatTheProfileMayEverHaveHadAndAGrantForNone() {
    Draft before = draft("m1", 1_000, List.of(USER, OLD_MAIL), Map.of(), Map.of());
    assertThat(published(consenting("m2", ConsentState.DENIED), before).deniedFor())
        .hasSize(2)
        .doesNotContain(published(before).profileId())
        .contains(published(consenting("m2", ConsentState.DENIED)).profileId());
    assertThat(published(consenting("m2", ConsentState.GRANTED), before).deniedFor()).isEmpty();
    assertThat(published(consenting("m2", ConsentState.DENIED)).deniedFor()).isEmpty();
  }

  @Test
  void theOtherIdsComeOutOfTheRecordAsTheyWentIn() {
    Headers headers = new RecordHeaders();
    OtherProfiles.write(List.of("a", "b"), headers);
    assertThat(OtherProfiles.in(headers)).containsExactly("a", "b");
    assertThat(OtherProfiles.in(new RecordHeaders())).isEmpty();
  }

  @Test
  void anEventNamesTheFieldsThatItBroughtItself() throws Exception {
    Identifier hashed = new Identifier("email", "ab".repeat(32));
    Identifier device = new Identifier("anonymous_id", "d1");
    Draft before =
        draft(
            "m1",
            1_000,
            List.of(USER, OLD_MAIL, CRM, device),
            Map.of("first_name", "Ada", "city", "berlin"),
            Map.of("fbp", "fb.1.1.1", "gclid", "g"));
    Draft now =
        draft(
            "m2",
            2_000,
            List.of(USER, hashed),
            Map.of("first_name", "Ada"),
            Map.of("fbclid", "NewClick", "ttclid", "t", "ob_click_id", "o"));

    assertThat(names(written(now, before)))
        .containsExactlyInAnyOrder("user_id", "emails_sha256", "first_name", "fbc", "ttclid");
    assertThat(names(written(before, now)))
        .containsExactlyInAnyOrder(
            "user_id",
            "emails",
            "external_ids",
            "anonymous_id",
            "first_name",
            "city",
            "fbp",
            "gclid");
  }

  private static List<String> names(CanonicalEvent event) {
    return Stream.of(OwnField.values()).filter(event.ownFields()::has).map(OwnField::text).toList();
  }

  @Test
  void anAdvertisingIdThatNoProfileAddsIsNotNamed() throws Exception {
    Draft now =
        draft(
            "m1",
            1_000,
            List.of(USER, new Identifier("advertising_id", "7a7c2a0e-5b1e-4d5f-9a4c-3f2f6d0c9b1a")),
            Map.of(),
            Map.of("gcl_aw", "GCL.1700000000.click"));

    assertThat(names(written(now))).containsExactlyInAnyOrder("user_id", "gclid");
  }

  private static Draft consenting(String messageId, ConsentState state) {
    return consenting(messageId, 2_000, state, "word");
  }

  private static Draft consenting(
      String messageId, long receivedAt, ConsentState state, String words) {
    return Drafts.draft(
        messageId,
        receivedAt,
        List.of(NEW_MAIL),
        new Contribution(
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of("marketing", new Contribution.StatedConsent(state, "traits", words)),
            null));
  }

  private CanonicalRecord published(Draft draft, Draft... earlier) {
    return CanonicalRecord.of(resolved(draft, earlier), writer).orElseThrow();
  }

  private CanonicalEvent written(Draft draft, Draft... earlier) throws Exception {
    byte[] json = writer.write(resolved(draft, earlier));
    return Json.read(
        new ClaimNaming("claim", "event", "event", null).inFrontOf(json), CanonicalEvent.class);
  }

  private static Resolved resolved(Draft draft, Draft... earlier) {
    Profile profile = Profile.of(draft);
    for (Draft one : earlier) {
      profile = profile.merge(Profile.of(one));
    }
    return new Resolved(
        draft, profile, IdentityState.MERGED, Collections.emptySortedSet(), false, 0);
  }

  private static Draft draft(
      String messageId,
      long at,
      List<Identifier> identifiers,
      Map<String, String> traits,
      Map<String, String> clicks) {
    return Drafts.draft(messageId, at, identifiers, Drafts.contribution(traits, clicks));
  }
}
