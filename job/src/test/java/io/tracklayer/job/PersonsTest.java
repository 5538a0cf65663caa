package io.tracklayer.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.IdentityConfig.SharedDevices;
import io.tracklayer.contract.consent.ConsentEvidence;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.canonical.CanonicalWriter;
import io.tracklayer.job.canonical.ClaimNaming;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.ForestInMemory;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.Configs;
import io.tracklayer.job.intake.Intake;
import io.tracklayer.job.intake.IntakeResult;
import io.tracklayer.job.intake.testing.RawEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as shops send them, in order: whose is each, and what is it enriched with? */
class PersonsTest {

  private final Intake intake = Configs.intake();
  private ForestInMemory forest =
      new ForestInMemory(new Limits(Map.of("user_id", 1, "email", 5, "phone", 5)));
  private final CanonicalWriter writer = new CanonicalWriter(new ConsentConfig(false, Map.of()));
  private int events;

  @ParameterizedTest
  @ValueSource(
      strings = {"not_authenticated", "distinct_id", "[object Undefined]", "%user_id%", "id"})
  void twoPeopleWhoBothSendAPlaceholderStayTwo(String userId) {
    CanonicalEvent jane = order(userId, "a-p", "{'email':'jane@example.net'}");
    CanonicalEvent bob = order(userId, "a-q", "{'email':'bob@example.org'}");

    assertThat(jane.profileId()).isNotEqualTo(bob.profileId());
    assertThat(jane.user().userId()).isNull();
    assertThat(bob.user().emails()).containsExactly("bob@example.org");
  }

  @Test
  void guestsWhoShareAPlaceholderForAnAddressStayApartAndItIsNotSent() {
    for (int i = 1; i <= 3; i++) {
      CanonicalEvent guest =
          order(null, "a" + i, "{'email':'noemail@noemail.com','phone':'+1650555010" + i + "'}");

      assertThat(guest.user().emails()).isEmpty();
      assertThat(guest.user().phones()).containsExactly("+1650555010" + i);
    }
  }

  @Test
  void aUserIdThatIsAnAddressIsAnAddressToo() {
    assertThat(order("Jane.Roe@Example.net", "a-1", "{}").user().emails())
        .containsExactly("jane.roe@example.net");
  }

  /** SHA-256 of ann@example.net. */
  private static final String HASH_OF_ANN =
      "2a8d4e854810707b345245fead4fe36f162306e4e8cd5072368a08a3849e7afd";

  @Test
  void anAddressThatOnlyTheSourceKnowsIsCarriedAsAHash() {
    CanonicalEvent hashed = order("u-1", "a-1", "{'email':'" + HASH_OF_ANN + "'}");

    assertThat(hashed.user().emails()).isEmpty();
    assertThat(hashed.user().emailsSha256()).containsExactly(HASH_OF_ANN);
  }

  @Test
  void theHashOfAnAddressSeenInClearIsThatPersons() {
    CanonicalEvent clear = order(null, "a-1", "{'email':'Ann@example.net'}");
    CanonicalEvent hashed = order(null, "a-2", "{'email_sha256':'" + HASH_OF_ANN + "'}");

    assertThat(hashed.profileId()).isEqualTo(clear.profileId());
    assertThat(hashed.user().emails()).containsExactly("ann@example.net");
    assertThat(hashed.user().emailsSha256()).isEmpty();
  }

  @Test
  void anAddressInClearIsThatPersonsWhoseHashWasSeenBefore() {
    CanonicalEvent hashed = order(null, "a-1", "{'email_sha256':'" + HASH_OF_ANN + "'}");
    CanonicalEvent clear = order(null, "a-2", "{'email':'ann@example.net'}");
    CanonicalEvent later = order(null, "a-1", "{}");

    assertThat(clear.profileId()).isEqualTo(hashed.profileId());
    assertThat(later.user().emails()).containsExactly("ann@example.net");
    assertThat(later.user().emailsSha256()).isEmpty();
  }

  @Test
  void aNumberIsOneUserIdHoweverItIsWritten() {
    CanonicalEvent whole = order("1234567", "a-1", "{'email':'jane@example.net'}");
    CanonicalEvent fraction = order("1234567.0", "a-2", "{'email':'jane@example.net'}");

    assertThat(fraction.profileId()).isEqualTo(whole.profileId());
    assertThat(fraction.user().userId()).isEqualTo("1234567");
  }

  @Test
  void aGiftJoinsNobody() {
    CanonicalEvent friend = order(null, "a-f", "{'email':'friend@example.net'}");
    CanonicalEvent gift =
        published(
            "{'user_id':'u-1','anonymous_id':'a-1','traits':{'email':'jane@example.net'},"
                + "'properties':{'shipping_address':{'email':'friend@example.net','first_name':'Fay'}}}");
    CanonicalEvent friendAgain = order(null, "a-f", "{}");

    assertThat(gift.profileId()).isNotEqualTo(friend.profileId());
    assertThat(gift.user().emails()).containsExactly("jane@example.net");
    assertThat(gift.user().firstName()).isNull();
    assertThat(friendAgain.profileId()).isEqualTo(friend.profileId());
    assertThat(friendAgain.user().emails()).containsExactly("friend@example.net");
  }

  @Test
  void aDeviceThatTwoPeopleWereSeenOnIsNobodys() {
    CanonicalEvent ann = order("ann", "dev", "{'email':'ann@example.net'}");
    CanonicalEvent ben = order("ben", "dev", "{'email':'ben@example.net'}");
    CanonicalEvent nobody = order(null, "dev", "{}");

    assertThat(nobody.identityState()).isEqualTo(IdentityState.AMBIGUOUS);
    assertThat(nobody.shared()).isTrue();
    assertThat(nobody.profileId()).isNotIn(ann.profileId(), ben.profileId());
    assertThat(nobody.user().emails()).isEmpty();
    assertThat(nobody.user().userId()).isNull();
    assertThat(nobody.user().anonymousId()).isEqualTo("dev");
    assertThat(order(null, "dev", "{}").profileId()).isEqualTo(nobody.profileId());
    assertThat(order("ann", "dev", "{}").user().emails()).containsExactly("ann@example.net");
  }

  @Test
  void aGuestOnASharedDeviceIsNeitherOfThoseWhoWereSeenOnIt() {
    order("ann", "dev", "{'email':'ann@example.net'}");
    order("ben", "dev", "{'email':'ben@example.net'}");
    CanonicalEvent guest = order(null, "dev", "{'email':'guest-7@example.net'}");

    assertThat(guest.user().emails()).containsExactly("guest-7@example.net");
    assertThat(guest.shared()).isTrue();
  }

  @Test
  void whatSomebodyWroteOnASharedDeviceIsNotToldToTheNext() {
    order("ann", "dev", "{'email':'ann@example.net'}");
    order("ben", "dev", "{'email':'ben@example.net'}");
    CanonicalEvent named = order(null, "dev", "{'firstName':'Cy','city':'Bern'}");

    assertThat(named.user().firstName()).isEqualTo("Cy");
    assertThat(order(null, "dev", "{}").user().firstName()).isNull();
  }

  @Test
  void withFirstOwnersADeviceStaysTheFirstOnes() {
    forest = new ForestInMemory(new Limits(Map.of("user_id", 1), SharedDevices.FIRST_OWNER));
    CanonicalEvent ann = order("ann", "dev", "{'email':'ann@example.net'}");
    order("ben", "dev", "{'email':'ben@example.net'}");

    assertThat(order(null, "dev", "{}").profileId()).isEqualTo(ann.profileId());
  }

  /** On a till, say, all of whose events carry one device id. */
  @Test
  void twoGuestsOnOneDeviceStayTwo() {
    CanonicalEvent jane =
        order(
            null,
            "till",
            "{'email':'jane@example.net','phone':'+16505550101','firstName':'Jane','lastName':'Roe'}");
    CanonicalEvent bob = order(null, "till", "{'email':'bob@example.org'}");
    CanonicalEvent nobody = order(null, "till", "{}");
    CanonicalEvent janeAgain = order(null, "till", "{'email':'jane@example.net'}");

    assertThat(bob.profileId()).isNotEqualTo(jane.profileId());
    assertThat(bob.user().emails()).containsExactly("bob@example.org");
    assertThat(bob.user().phones()).isEmpty();
    assertThat(bob.user().firstName()).isNull();
    assertThat(bob.shared()).isTrue();
    assertThat(nobody.identityState()).isEqualTo(IdentityState.AMBIGUOUS);
    assertThat(nobody.user().emails()).isEmpty();
    assertThat(janeAgain.profileId()).isEqualTo(jane.profileId());
    assertThat(janeAgain.user().emails()).containsExactly("jane@example.net");
  }

  @Test
  void aGuestIsNotTheCustomerWhoWasLoggedInOnTheDeviceBefore() {
    order("u-1", "dev", "{'email':'ann@example.net','phone':'+16505550101','firstName':'Ann'}");
    CanonicalEvent guest = order(null, "dev", "{'email':'bob@example.org'}");

    assertThat(guest.user().userId()).isNull();
    assertThat(guest.user().emails()).containsExactly("bob@example.org");
    assertThat(guest.user().phones()).isEmpty();
    assertThat(guest.user().firstName()).isNull();
    assertThat(order("u-1", "other", "{}").user().emails()).containsExactly("ann@example.net");
  }

  @Test
  void aCustomerWhoLogsInIsNotTheGuestWhoUsedTheDeviceBefore() {
    order(null, "dev", "{'email':'bob@example.org'}");
    CanonicalEvent ann = order("u-1", "dev", "{'email':'ann@example.net'}");

    assertThat(ann.user().emails()).containsExactly("ann@example.net");
    assertThat(order(null, "dev", "{'email':'bob@example.org'}").user().userId()).isNull();
  }

  @Test
  void aGuestWhoGivesAPhoneNumberIsNotTheOneWhoGaveAnEmailAddress() {
    order(null, "till", "{'email':'jane@example.net'}");

    CanonicalEvent other = order(null, "till", "{'phone':'+16505550102'}");

    assertThat(other.user().emails()).isEmpty();
    assertThat(other.user().phones()).containsExactly("+16505550102");
  }

  @Test
  void anAddressAndItsHashOnOneDeviceAreOnePersons() {
    CanonicalEvent hashed = order(null, "dev", "{'email':'" + HASH_OF_ANN + "'}");
    CanonicalEvent clear = order(null, "dev", "{'email':'ann@example.net'}");

    assertThat(clear.profileId()).isEqualTo(hashed.profileId());
    assertThat(clear.shared()).isNull();
  }

  @Test
  void whoSignedUpForANewsletterIsKnownByItAfterTheLogIn() {
    order(null, "dev", "{'email':'ann@example.net'}");

    assertThat(order("u-1", "dev", "{}").user().emails()).containsExactly("ann@example.net");
  }

  @Test
  void aCustomersSecondAddressIsTheCustomers() {
    order("u-1", "dev", "{'email':'ann@example.net'}");
    CanonicalEvent second = order("u-1", "dev", "{'email':'ann@work.example'}");

    assertThat(second.shared()).isNull();
    assertThat(second.user().emails()).containsExactly("ann@work.example", "ann@example.net");
  }

  @Test
  void guestsOnATillAreAsManyPeopleAsThereAreAddresses() {
    long people =
        IntStream.range(0, 30)
            .mapToObj(i -> order(null, "till", "{'email':'guest-" + i + "@example.net'}"))
            .peek(guest -> assertThat(guest.user().emails()).hasSize(1))
            .map(CanonicalEvent::profileId)
            .distinct()
            .count();

    assertThat(people).isEqualTo(30);
    assertThat(forest.changes())
        .filteredOn(change -> change.change() == IdentityChange.ChangeType.JUNK)
        .hasSize(1);
  }

  @Test
  void withFirstOwnersADeviceStaysTheFirstGuestsAndTheSecondIsStillNotThatPerson() {
    forest = new ForestInMemory(new Limits(Map.of("user_id", 1), SharedDevices.FIRST_OWNER));
    CanonicalEvent jane = order(null, "till", "{'email':'jane@example.net'}");
    CanonicalEvent bob = order(null, "till", "{'email':'bob@example.org'}");

    assertThat(bob.user().emails()).containsExactly("bob@example.org");
    assertThat(order(null, "till", "{}").profileId()).isEqualTo(jane.profileId());
  }

  @Test
  void anAddressThatASixthUserSendsIsMadeUpAndNobodys() {
    for (int i = 1; i <= 5; i++) {
      order("user-" + i, "dev-" + i, "{'email':'shop@example.net'}");
    }
    assertThat(order(null, "other", "{'email':'shop@example.net'}").user().userId())
        .isEqualTo("user-1");
    order("user-6", "dev-6", "{'email':'shop@example.net'}");
    CanonicalEvent guest = order(null, "unseen", "{'email':'shop@example.net'}");

    assertThat(guest.user().emails()).isEmpty();
    assertThat(guest.user().userId()).isNull();
    assertThat(forest.changes())
        .filteredOn(change -> change.change() == IdentityChange.ChangeType.JUNK)
        .extracting(IdentityChange::identifierType)
        .containsExactly("email");
  }

  /**
   * SHA-256 of ann@example.net in place of the address, in the events of others or of the first.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'email':'ann@example.net'} {'email':'ann@example.net'}",
        "{'email':'ann@example.net'} {'email':'HASH'}",
        "{'email':'HASH'} {'email':'ann@example.net'}",
        "{'phone':'+16505550100'} {'phone':'+16505550100'}",
      })
  void anAddressThatIsMadeUpIsToldOfNobodyInAnyForm(String traits) {
    String ofFirst = traits.split(" ", 2)[0].replace("HASH", HASH_OF_ANN);
    String ofOthers = traits.split(" ", 2)[1].replace("HASH", HASH_OF_ANN);
    assertThat(addresses(order("user-1", "dev-1", ofFirst))).hasSize(1);
    for (int i = 2; i <= 6; i++) {
      order("user-" + i, "dev-" + i, ofOthers);
    }

    for (String sent : List.of(ofFirst, ofOthers)) {
      assertThat(addresses(order("user-1", "dev-1", sent))).isEmpty();
      assertThat(addresses(order("user-7", "dev-7", sent))).isEmpty();
      assertThat(addresses(order(null, "unseen", sent))).isEmpty();
      assertThat(addresses(published("{'traits':" + sent + "}"))).isEmpty();
    }
    assertThat(addresses(order("user-1", "dev-1", "{}"))).isEmpty();
  }

  private static List<String> addresses(CanonicalEvent event) {
    Person user = event.user();
    return Stream.of(user.emails(), user.emailsSha256(), user.phones(), user.phonesSha256())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void aDeviceOfMoreThanTwentyPeopleIsPublishedAsJunkOnce() {
    for (int i = 1; i <= 30; i++) {
      order("user-" + i, "everywhere", "{}");
    }

    assertThat(forest.changes())
        .filteredOn(change -> change.change() == IdentityChange.ChangeType.JUNK)
        .hasSize(1);
  }

  @Test
  void aNameThatWasGivenAwayIsNotPreferred() {
    resolved(
        "{'type':'alias','user_id':'customer-42','previous_id':'0f3c-device','anonymous_id':'a-1'}");
    CanonicalEvent order = order("customer-42", "a-1", "{'email':'jane@example.net'}");
    CanonicalEvent later = order(null, "a-9", "{'email':'jane@example.net'}");
    CanonicalEvent underTheOldName = order("0f3c-device", "a-1", "{}");

    assertThat(order.user().userId()).isEqualTo("customer-42");
    assertThat(later.user().userId()).isEqualTo("customer-42");
    assertThat(underTheOldName.user().userId()).isEqualTo("customer-42");
    assertThat(underTheOldName.profileId()).isEqualTo(order.profileId());
  }

  @Test
  void aPreviousIdThatIsTheSameForEverybodyJoinsTwoAndNoMore() {
    for (int i = 1; i <= 5; i++) {
      resolved("{'type':'alias','user_id':'user-" + i + "','previous_id':'constant'}");
    }

    assertThat(order("user-2", "b", "{}").profileId())
        .isEqualTo(order("user-1", "a", "{}").profileId());
    assertThat(
            Stream.of("user-2", "user-3", "user-4", "user-5")
                .map(user -> order(user, "of-" + user, "{}").profileId()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aDenialThatSurvivesAUnionNamesItsWordsAndTheEventThatUnitedTheTwo() {
    CanonicalWriter ofConsent =
        new CanonicalWriter(
            new ConsentConfig(
                false, Map.of("marketing", new ConsentConfig.Purpose(List.of(), List.of()))));
    resolved("{'anonymous_id':'a-1','consent':{'marketing':'declined'}}");
    resolved("{'user_id':'jane','consent':{'marketing':'yes'}}");
    Resolved union = resolved("{'user_id':'jane','anonymous_id':'a-1'}");
    Resolved later = resolved("{'user_id':'jane','consent':{'marketing':'yes'}}");

    assertThat(evidence(union, ofConsent))
        .isEqualTo(
            new ConsentEvidence(
                ConsentState.UNKNOWN,
                null,
                null,
                "consent",
                "declined",
                Instant.ofEpochMilli(union.event().receivedAt() - 1),
                union.event().messageId()));
    assertThat(evidence(later, ofConsent).unitedBy()).isNull();
  }

  private static ConsentEvidence evidence(Resolved resolved, CanonicalWriter writer) {
    return CanonicalRecord.of(resolved, writer)
        .map(PersonsTest::read)
        .orElseThrow()
        .consentEvidence()
        .get("marketing");
  }

  private CanonicalEvent order(String userId, String anonymousId, String traits) {
    String user = userId == null ? "" : "'user_id':'" + userId + "',";
    return published("{" + user + "'anonymous_id':'" + anonymousId + "','traits':" + traits + "}");
  }

  private CanonicalEvent published(String fields) {
    return CanonicalRecord.of(resolved(fields), writer).map(PersonsTest::read).orElseThrow();
  }

  private Resolved resolved(String fields) {
    events++;
    String own =
        "{'message_id':'m-%1$d','received_at':'2026-08-20T10:15:%1$02d.000Z','occurred_at':'2026-08-20T10:15:%1$02d.000Z',"
            .formatted(10 + events);
    IntakeResult result = intake.take(RawEvents.event(own + fields.substring(1)));
    return forest.resolve(((IntakeResult.Accepted) result).draft());
  }

  private static CanonicalEvent read(CanonicalRecord record) {
    try {
      ClaimNaming naming = new ClaimNaming("claim", record.eventId(), record.eventId(), null);
      return Json.read(naming.inFrontOf(record.json()), CanonicalEvent.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
