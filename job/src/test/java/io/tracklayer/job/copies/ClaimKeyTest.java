package io.tracklayer.job.copies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimKeyTest {

  private static final String ACCOUNT = "acct";
  private static final String PRODUCTION = "production";

  private static String purchase(String orderId, String eventId) {
    return ClaimKey.of(ACCOUNT, PRODUCTION, "purchase", orderId, eventId).claim();
  }

  @Test
  void allCopiesOfAnOrderAreOfOneClaimWhateverTheirEventIds() {
    assertThat(purchase("1001", "e1")).isEqualTo(purchase("1001", "e2"));
  }

  @Test
  void anotherOrderIsAnotherClaimAlsoUnderTheSameEventId() {
    assertThat(purchase("1001", "e1")).isNotEqualTo(purchase("1002", "e1"));
  }

  @Test
  void withoutABusinessKeyTheEventIdIsTheClaim() {
    assertThat(purchase(null, "e1")).isEqualTo(purchase(null, "e1"));
    assertThat(purchase(null, "e1")).isNotEqualTo(purchase(null, "e2"));
  }

  @Test
  void anEventIdIsNeverTakenForAnOrderOfTheSameText() {
    assertThat(purchase("1001", "e1")).isNotEqualTo(purchase(null, "1001"));
  }

  @Test
  void accountEnvironmentAndNameBelongToTheClaim() {
    String claim = ClaimKey.of(ACCOUNT, PRODUCTION, "purchase", "1", "e").claim();

    assertThat(claim)
        .isNotEqualTo(ClaimKey.of("other", PRODUCTION, "purchase", "1", "e").claim())
        .isNotEqualTo(ClaimKey.of(ACCOUNT, "staging", "purchase", "1", "e").claim())
        .isNotEqualTo(ClaimKey.of(ACCOUNT, PRODUCTION, "refund", "1", "e").claim());
  }

  @Test
  void noPartCanBeTakenForAPieceOfAnother() {
    assertThat(ClaimKey.of("a", "bc", "purchase", "1", "e").claim())
        .isNotEqualTo(ClaimKey.of("ab", "c", "purchase", "1", "e").claim());
  }

  @Test
  void theTextIsOpaqueAndTellsWhetherItIsOfABusinessKey() {
    String order = purchase("jane@example.com", "e1");
    String event = purchase(null, "jane@example.com");

    assertThat(order).matches("b[0-9a-f]{32}");
    assertThat(event).matches("e[0-9a-f]{32}");
    assertThat(ClaimKey.hasBusinessKey(order)).isTrue();
    assertThat(ClaimKey.hasBusinessKey(event)).isFalse();
  }

  @Test
  void theTextIsTheSameInEveryRelease() {
    assertThat(purchase("1001", "e1")).isEqualTo("b271b1e4b137d55b8f880a654287cbe79");
  }
}
