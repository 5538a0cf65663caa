package io.tracklayer.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalNamesTest {

  private final CanonicalNames names = new CanonicalNames(Map.of());

  @ParameterizedTest
  @CsvSource({
    "Product Viewed, view_content",
    "Product List Viewed, view_content",
    "Products Searched, search",
    "Product Added to Wishlist, add_to_wishlist",
    "Product Added, add_to_cart",
    "Cart Viewed, view_cart",
    "Checkout Started, begin_checkout",
    "Payment Info Entered, add_payment_info",
    "Payment Info Submitted, add_payment_info",
    "Order Completed, purchase",
    "Order Updated, order_updated",
    "Order Cancelled, order_cancelled",
    "Order Canceled, order_cancelled",
    "Order Refunded, refund",
    "Lead Submitted, lead",
    "Lead Generated, lead",
    "generate_lead, lead",
    "Lead, lead",
    "Signed Up, sign_up",
    "Sign Up, sign_up",
    "sign_up, sign_up",
    "Subscription Started, subscribe",
    "Subscription Created, subscribe",
    "ORDER_COMPLETED, purchase",
    "'  order completed ', purchase",
    "Order_completed, purchase",
    "orderCompleted, purchase",
    "Order\u00a0Completed, purchase",
    "Order Completed\u200b, purchase",
    "\ufeffOrder Completed, purchase",
    "Order  Completed, purchase"
  })
  void aTrackEventIsKnownHoweverItIsWritten(String event, String name) {
    assertThat(names.of("track", event)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Order Completed 2",
        "Orders Completed",
        "Reorder Completed",
        "Order Paid",
        "Order.Completed",
        "Checkout Updated",
        "Product Removed from Wishlist",
        "Subscription Renewed",
        "Subscription Cancelled",
        "Subscribed",
        "profile_update",
        "page",
        "-",
        ""
      })
  void anotherNameIsUnknown(String event) {
    assertThat(names.of("track", event)).isEmpty();
  }

  static Stream<Arguments> spellings() {
    return Stream.concat(CanonicalNames.sourceNames().stream(), CanonicalNames.ALL.stream())
        .filter(name -> !name.equals(CanonicalNames.PROFILE_UPDATE))
        .flatMap(name -> spellings(name).map(spelling -> Arguments.of(spelling, name)));
  }

  private static Stream<String> spellings(String name) {
    List<String> words =
        Arrays.stream(name.split("[ _]")).map(word -> word.toLowerCase(Locale.ROOT)).toList();
    List<String> titled =
        words.stream()
            .map(w -> w.substring(0, 1).toUpperCase(Locale.ROOT) + w.substring(1))
            .toList();
    String pascal = String.join("", titled);
    return Stream.of(" ", "_", "-", "  ", " - ", "\t", "\u2003", "")
        .flatMap(
            separator ->
                Stream.of(
                    String.join(separator, words),
                    String.join(separator, titled),
                    String.join(separator, words).toUpperCase(Locale.ROOT),
                    " " + String.join(separator, titled) + "\n"))
        .flatMap(
            spelling ->
                Stream.of(spelling, words.get(0) + pascal.substring(words.get(0).length())));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void everyNameIsKnownInEverySpelling(String spelling, String name) {
    assertThat(names.of("track", spelling)).isPresent().isEqualTo(names.of("track", name));
    assertThat(names.knows(spelling)).isTrue();
    assertThat(new CanonicalNames(Map.of(spelling, "own")).of("track", name)).contains("own");
  }

  @Test
  void aCanonicalNameThatASourceTracksIsThatEvent() {
    assertThat(CanonicalNames.ALL)
        .filteredOn(name -> !name.equals(CanonicalNames.PROFILE_UPDATE))
        .allMatch(name -> names.of("track", name).filter(name::equals).isPresent());
  }

  @Test
  void noNameOfAnOrderThatChangedIsThatOfAPurchase() {
    assertThat(Stream.of("Updated", "Cancelled", "Canceled", "Refunded").map(w -> "Order " + w))
        .noneMatch(name -> names.of("track", name).filter("purchase"::equals).isPresent());
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
    assertThat(List.of("Orders Completed", "group", "track", "profile_update", ""))
        .noneMatch(names::knows);
    assertThat(new CanonicalNames(Map.of("Trial", "lead")).knows("TRIAL")).isTrue();
  }

  @Test
  void everyNameOfTheTableIsCanonical() {
    assertThat(CanonicalNames.ALL).doesNotHaveDuplicates();
    assertThat(CanonicalNames.sourceNames())
        .allMatch(name -> names.of("track", name).filter(CanonicalNames.ALL::contains).isPresent());
  }
}
