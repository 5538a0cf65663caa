package io.tracklayer.destinations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.OwnField;
import io.tracklayer.contract.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** By what each type's requests let a person be recognised: docs/match-quality.md. */
class MatchKeysTest {

  static Set<String> types() {
    return new Destinations().specs().keySet();
  }

  @ParameterizedTest
  @CsvSource({
    "meta_capi, email phone external_id click_id browser_id name address birth_date gender ip"
        + " user_agent",
    "tiktok_events, email phone external_id click_id browser_id name address ip user_agent",
    "snapchat_capi, email phone external_id click_id browser_id name address gender ip user_agent",
    "pinterest_conversions, email phone external_id click_id name address birth_date gender ip"
        + " user_agent",
    "klaviyo, email phone external_id click_id",
    "ga4, email phone external_id browser_id name address",
    "google_data_manager, email phone click_id name address user_agent",
    "webhook, email phone external_id click_id browser_id name address birth_date gender ip"
        + " user_agent"
  })
  void eachTypeNotesWhatItsRequestsHold(String type, String expected) {
    MatchKeys keys = keys(type, event(type, Stream.of(OwnField.values()).map(OwnField::text)));

    assertThat(keys.carriedTexts()).containsExactly(expected.split(" "));
    assertThat(keys.own()).isEqualTo(keys.carried());
  }

  @ParameterizedTest
  @MethodSource("types")
  void whatTheEventDidNotBringIsTheProfiles(String type) {
    MatchKeys keys = keys(type, event(type, Stream.of()));

    assertThat(keys.carried())
        .isEqualTo(
            keys(type, event(type, Stream.of(OwnField.values()).map(OwnField::text))).carried());
    assertThat(Set.of("ip", "user_agent")).containsAll(keys.ownTexts());
  }

  @ParameterizedTest
  @CsvSource({
    "meta_capi, emails, email",
    "meta_capi, emails_sha256, email",
    "meta_capi, anonymous_id, external_id",
    "meta_capi, external_ids, external_id",
    "meta_capi, fbc, click_id",
    "meta_capi, fbp, browser_id",
    "meta_capi, gclid, ''",
    "meta_capi, first_name, ''",
    "meta_capi, first_name last_name, name",
    "meta_capi, postal_code, address",
    "tiktok_events, external_ids, ''",
    "snapchat_capi, phones, phone",
    "pinterest_conversions, epik, click_id",
    "klaviyo, emails_sha256, ''",
    "klaviyo, kx, click_id",
    "ga4, ga_client_id, browser_id",
    "google_data_manager, first_name last_name postal_code, ''",
    "google_data_manager, first_name last_name postal_code country, name address",
    "google_data_manager, wbraid, click_id",
    "webhook, ttclid, ''",
    "webhook, gclid, click_id"
  })
  void aKeyIsTheEventsOwnIfTheFieldsThatItIsMadeOfAre(String type, String fields, String own) {
    MatchKeys keys = keys(type, event(type, Stream.of(fields.split(" "))));

    assertThat(keys.ownTexts().stream().filter(key -> !Set.of("ip", "user_agent").contains(key)))
        .containsExactlyElementsOf(own.isEmpty() ? List.of() : List.of(own.split(" ")));
  }

  @ParameterizedTest
  @MethodSource("types")
  void ofAnEventThatDoesNotSayWhatItBroughtNothingIsNoted(String type) {
    GoldenSetup setup = GoldenSetup.of(type);

    assertThat(Fixtures.mapped(setup.open("secret"), setup.event("purchase")).keys()).isNull();
  }

  @Test
  void anAddressThatAnApiDoesNotTakeIsNoMatchKey() {
    ObjectNode tree = tree("meta_capi", Stream.of("emails"));
    ((ObjectNode) tree.get("user")).putArray("emails").add("no address");

    assertThat(keys("meta_capi", Fixtures.event(tree)).carriedTexts()).doesNotContain("email");
  }

  @Test
  void aUserAgentThatOnlyTheProfileKnowsIsTheProfiles() {
    ObjectNode tree = tree("meta_capi", Stream.of());
    ((ObjectNode) tree.get("client")).remove("user_agent");
    ((ObjectNode) tree.get("user")).put("user_agent", "Mozilla/5.0");
    tree.put("channel", "web");

    MatchKeys keys = keys("meta_capi", Fixtures.event(tree));

    assertThat(keys.carriedTexts()).contains("user_agent");
    assertThat(keys.ownTexts()).containsExactly("ip");
  }

  private static MatchKeys keys(String type, CanonicalEvent event) {
    Destination destination = GoldenSetup.of(type).open("secret");
    return Objects.requireNonNull(Fixtures.mapped(destination, event).keys());
  }

  private static CanonicalEvent event(String type, Stream<String> ownFields) {
    return Fixtures.event(tree(type, ownFields));
  }

  private static ObjectNode tree(String type, Stream<String> ownFields) {
    ObjectNode tree = Json.mapper().valueToTree(GoldenSetup.of(type).event("purchase"));
    ObjectNode clickIds = (ObjectNode) tree.get("click_ids");
    clickIds.put("ttp", "ttp-1").put("scid", "scid-1").put("kx", "kx-1");
    ArrayNode own = tree.putArray("own_fields");
    ownFields.forEach(own::add);
    return tree;
  }
}
