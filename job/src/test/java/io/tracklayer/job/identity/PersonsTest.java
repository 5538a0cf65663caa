package io.tracklayer.job.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.event.CanonicalEvent;
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
import io.tracklayer.job.intake.RawEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as shops send them, in their order: whose are they, and what does each come out with? */
class PersonsTest {

  private final Intake intake = Configs.intake();
  private final ForestInMemory forest =
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
