package io.tracklayer.destinations.everytype;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.text.Sha256;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.GoldenSetup;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.event.PersonalFields;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds for every type, a webhook being one that sends nothing personal in clear. */
class PersonalFieldsTest {

  private static final List<String> PERSONAL =
      List.of(
          "planted@shop.example",
          "Gift card for planted@shop.example",
          "planted%40shop.example",
          "planted, +491701234567",
          "WELCOME-planted@shop.example");

  private static final List<String> OF_EVENT =
      List.of("coupon", "order_id", "lead_id", "refund_id", "source_event");

  private static final List<String> OF_ITEM =
      List.of(
          "id",
          "sku",
          "name",
          "brand",
          "category",
          "category2",
          "category3",
          "category4",
          "category5",
          "variant",
          "coupon",
          "affiliation",
          "list_id",
          "list_name",
          "url",
          "image_url");

  private static final List<String> CLICK_IDS =
      List.of(
          "fbc",
          "fbp",
          "ttclid",
          "ttp",
          "sccid",
          "scid",
          "epik",
          "gclid",
          "gbraid",
          "wbraid",
          "kx",
          "ga_client_id",
          "ga_app_instance_id");

  static Stream<String> types() {
    return new Destinations().specs().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void noFieldOfAnOrderTellsOfAPerson(String type) {
    GoldenSetup setup = GoldenSetup.of(type);
    Destination destination =
        new Destinations().open(setup.configWithoutPersonalData(), Fixtures.always("secret"));
    for (String personal : PERSONAL) {
      for (String field : OF_EVENT) {
        ObjectNode event = tree(setup);
        event.put(field, personal);
        assertNothingOf(destination, event, field);
      }
      for (String field : OF_ITEM) {
        ObjectNode event = tree(setup);
        event.path("items").forEach(item -> ((ObjectNode) item).put(field, personal));
        assertNothingOf(destination, event, field);
      }
      for (String id : CLICK_IDS) {
        ObjectNode event = tree(setup);
        event.withObjectProperty("click_ids").put(id, personal);
        assertNothingOf(destination, event, id);
      }
      ObjectNode event = tree(setup);
      event.withObjectProperty("client").put("locale", personal);
      assertNothingOf(destination, event, "locale");
    }
  }

  private static void assertNothingOf(Destination destination, ObjectNode event, String field) {
    Mapping mapping = destination.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED);
    String body = mapping instanceof Mapping.Mapped mapped ? new String(mapped.body(), UTF_8) : "";
    assertThat(body).as(field).doesNotContain("planted").doesNotContain("491701234567");
  }

  private static ObjectNode tree(GoldenSetup setup) {
    return Json.mapper().valueToTree(setup.event("purchase"));
  }

  @Test
  void ofTheIdOfAnOrderItsHashStays() {
    ObjectNode event = tree(GoldenSetup.of("meta_capi"));
    event.put("order_id", " jane@shop.example");

    assertThat(PersonalFields.removedFrom(Fixtures.event(event)).orderId())
        .isEqualTo(new Sha256().hex("jane@shop.example"));
  }

  @Test
  void anEventWithoutSuchFieldsStaysTheSame() {
    ObjectNode tree = tree(GoldenSetup.of("meta_capi"));
    tree.put("order_id", "00491701234567");
    tree.path("items").forEach(item -> ((ObjectNode) item).put("sku", "0012345678905"));
    tree.withObjectProperty("click_ids").put("gclid", "Cj0KCQ-_8.1.2.3+12345678/abc=");
    CanonicalEvent event = Fixtures.event(tree);

    assertThat(PersonalFields.removedFrom(event)).isSameAs(event);
  }
}
