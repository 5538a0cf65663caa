package io.tracklayer.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalNamesTest {

  private final CanonicalNames names = new CanonicalNames(Map.of());

  @ParameterizedTest
  @CsvSource({
    "Product Viewed, view_content",
    "Product List Viewed, view_content",
    "Product Added, add_to_cart",
    "Checkout Started, begin_checkout",
    "Order Completed, purchase",
    "Order Refunded, refund",
    "Lead Submitted, lead",
    "Lead Generated, lead",
    "generate_lead, lead",
    "Lead, lead",
    "Signed Up, sign_up",
    "Sign Up, sign_up",
    "sign_up, sign_up",
    "ORDER_COMPLETED, purchase",
    "'  order completed ', purchase",
    "Order_completed, purchase"
  })
  void aTrackEventIsKnownHoweverItIsWritten(String event, String name) {
    assertThat(names.of("track", event)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Order  Completed", "OrderCompleted", "Order Completed 2", "page", ""})
  void anotherNameIsUnknown(String event) {
    assertThat(names.of("track", event)).isEmpty();
  }

  @Test
  void aTrackEventWithoutNameIsUnknown() {
    assertThat(names.of("track", null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"page, page_view", "screen, page_view", "identify, profile_update"})
  void theOtherTypesAreNamedByTypeWhateverTheirName(String type, String name) {
    assertThat(names.of(type, null)).contains(name);
    assertThat(names.of(type, "Order Completed")).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alias", "merge", "group"})
  void typesThatOnlyCarryIdentityHaveNoName(String type) {
    assertThat(names.of(type, null)).isEmpty();
  }

  @Test
  void theConfigurationAddsNamesAndOverridesOnes() {
    CanonicalNames mapped =
        new CanonicalNames(Map.of("Trial_Booked", "lead", "order completed", "big_purchase"));

    assertThat(mapped.of("track", "trial booked")).contains("lead");
    assertThat(mapped.of("track", "Order Completed")).contains("big_purchase");
    assertThat(mapped.of("track", "Product Added")).contains("add_to_cart");
    assertThat(names.of("track", "Trial Booked")).isEmpty();
  }

  @Test
  void aFilterMayNameWhatCanBeLetThrough() {
    assertThat(List.of("Order Completed", "order_completed", "page", "Screen", "alias"))
        .allMatch(names::knows);
    assertThat(List.of("Orders Completed", "group", "track", "purchase", ""))
        .noneMatch(names::knows);
    assertThat(new CanonicalNames(Map.of("Trial", "lead")).knows("TRIAL")).isTrue();
  }

  @Test
  void everyNameOfTheTableIsOneOfTheNine() {
    assertThat(CanonicalNames.ALL).hasSize(9).doesNotHaveDuplicates();
  }
}
