package io.tracklayer.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.destinations.Destinations;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What users reported of who is who, as they sent it: from RudderStack's envelope to what each
 * destination would be sent.
 */
class PersonsCasesTest {

  private static final Set<String> TRIED =
      Set.of(
          "nobody-1",
          "nobody-2",
          "nobody-3",
          "nobody-4",
          "guest-placeholder-email",
          "user-id-is-an-email",
          "number-user-id",
          "alias-keeps-the-customer",
          "shared-device-then-anonymous",
          "gift-order",
          "hashed-email-and-phone");

  private static final Set<String> TAKE_HASHES =
      Set.of(
          "ga4",
          "google_data_manager",
          "meta_capi",
          "pinterest_conversions",
          "snapchat_capi",
          "tiktok_events");

  private static final Set<String> TAKE_ADDRESSES_IN_CLEAR = Set.of("klaviyo", "webhook");

  private final FieldCases cases = new FieldCases("persons-cases.ndjson", EveryType.SETTINGS);

  @Test
  void noCaseAndNoTypeOfDestinationIsForgotten() {
    assertThat(TRIED).isEqualTo(cases.ids());
    assertThat(EveryType.SETTINGS.destinations())
        .extracting(DestinationConfig::type)
        .containsExactlyInAnyOrderElementsOf(new Destinations().specs().keySet())
        .containsExactlyInAnyOrderElementsOf(union(TAKE_HASHES, TAKE_ADDRESSES_IN_CLEAR));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody-1", "nobody-2", "nobody-3", "nobody-4"})
  void twoPeopleWhoBothSendAPlaceholderStayTwo(String id) {
    List<CanonicalEvent> orders = cases.canonical(id);

    assertThat(orders).extracting(CanonicalEvent::profileId).doesNotHaveDuplicates();
    assertThat(orders).allMatch(order -> order.user().userId() == null);
  }

  @Test
  void aPlaceholderForAnAddressIsNoIdentifierAndNotSent() {
    List<CanonicalEvent> orders = cases.canonical("guest-placeholder-email");

    assertThat(orders).extracting(CanonicalEvent::profileId).doesNotHaveDuplicates();
    for (CanonicalEvent order : orders) {
      assertThat(order.user().emails()).isEmpty();
      assertThat(EveryType.sent(order).values()).noneMatch(request -> request.contains("noemail"));
    }
  }

  @Test
  void aUserIdThatIsAnAddressIsAnAddressAndHashedForAdPlatforms() {
    CanonicalEvent order = cases.canonical("user-id-is-an-email").get(0);

    assertThat(order.user().emails()).containsExactly("jane.roe@example.net");
    Map<String, String> sent = EveryType.sent(order);
    assertThat(EveryType.with("@", sent)).isEqualTo(TAKE_ADDRESSES_IN_CLEAR);
    // printf %s jane.roe@example.net | sha256sum
    assertThat(
            EveryType.with(
                "d212434fe23eec61f89ac2152a4d6bf169948fde14a5b77c4a7788eb52d35507", sent))
        .containsExactlyInAnyOrderElementsOf(without("ga4", TAKE_HASHES));
  }

  @Test
  void aNumberIsOneUserIdHoweverItIsWritten() {
    List<CanonicalEvent> orders = cases.canonical("number-user-id");

    assertThat(orders).hasSize(2);
    assertThat(orders.get(1).profileId()).isEqualTo(orders.get(0).profileId());
    assertThat(orders).allMatch(order -> "1234567".equals(order.user().userId()));
  }

  @Test
  void theNameInUseIsTheCustomersAndNotTheDevices() {
    assertThat(cases.canonical("alias-keeps-the-customer"))
        .extracting(order -> order.user().userId())
        .containsExactly("customer-42");
  }

  @Test
  void aDeviceThatTwoPeopleWereSeenOnIsNobodys() {
    List<CanonicalEvent> orders = cases.canonical("shared-device-then-anonymous");
    CanonicalEvent nobodys = orders.get(2);

    assertThat(orders).extracting(CanonicalEvent::profileId).doesNotHaveDuplicates();
    assertThat(nobodys.identityState()).isEqualTo(IdentityState.AMBIGUOUS);
    assertThat(nobodys.user().userId()).isNull();
    assertThat(EveryType.sent(nobodys).values())
        .noneMatch(request -> request.contains("\"ann") || request.contains("\"ben"))
        .noneMatch(
            request ->
                request.contains("2a8d4e854810707b345245fead4fe36f162306e4e8cd5072368a08a3849e7afd")
                    || request.contains(
                        "62b5770ff9ce3bf733afaffcafc00a32a0c7393c9063d5ada5b244fd5c171b4a"));
  }

  @Test
  void aGiftJoinsNobodyAndTheFriendsDenialHolds() {
    List<CanonicalEvent> events = cases.canonical("gift-order");
    CanonicalEvent order = events.get(1);
    CanonicalEvent friends = events.get(2);

    assertThat(order.profileId()).isNotEqualTo(friends.profileId());
    assertThat(events.get(0).profileId()).isEqualTo(friends.profileId());
    assertThat(order.user().emails()).containsExactly("jane@example.net");
    assertThat(order.user().firstName()).isNull();
    assertThat(order.consent()).containsEntry("marketing", ConsentState.GRANTED);
    assertThat(friends.user().emails()).containsExactly("friend@example.net");
    assertThat(friends.user().userId()).isNull();
    assertThat(friends.consent()).containsEntry("marketing", ConsentState.DENIED);
    assertThat(EveryType.sent(order).values()).noneMatch(request -> request.contains("friend"));
  }

  @Test
  void addressesThatTheSourceHashedGoToThoseWhoTakeHashes() {
    CanonicalEvent order = cases.canonical("hashed-email-and-phone").get(0);

    assertThat(order.user().emails()).isEmpty();
    assertThat(order.user().phones()).isEmpty();
    Map<String, String> sent = EveryType.sent(order);
    assertThat(EveryType.with("a".repeat(64), sent)).isEqualTo(TAKE_HASHES);
    assertThat(EveryType.with("b".repeat(64), sent)).isEqualTo(TAKE_HASHES);
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  private static List<String> without(String one, Set<String> all) {
    return all.stream().filter(each -> !each.equals(one)).toList();
  }
}
