package io.tracklayer.job.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckoutTieTest {

  private static final Copy PIXEL = new Copy("checkout", null);
  private static final Copy WEBHOOK = new Copy("5511", "5511");
  private static final Copy OTHER_ORDER = new Copy("5512", "5512");

  /** One that has the checkout, and perhaps an order id. */
  private record Copy(String claim, @Nullable String order) {}

  @Test
  void anOrderIsACopyOfThePurchaseThatItsCheckoutTold() {
    assertThat(claims(PIXEL, WEBHOOK, PIXEL, WEBHOOK)).containsOnly("checkout");
  }

  @Test
  void aPurchaseOfWhichOnlyTheCheckoutIsToldIsACopyOfTheOrder() {
    assertThat(claims(WEBHOOK, PIXEL, WEBHOOK)).containsOnly("5511");
  }

  @Test
  void aSecondOrderUnderTheCheckoutIsAnOrderOfItsOwn() {
    assertThat(claims(WEBHOOK, OTHER_ORDER, PIXEL, OTHER_ORDER))
        .containsExactly("5511", "5512", "5511", "5512");
    assertThat(claims(PIXEL, WEBHOOK, OTHER_ORDER, WEBHOOK))
        .containsExactly("checkout", "checkout", "5512", "checkout");
  }

  @Test
  void twoOrdersNeverBecomeOneInWhateverOrderCopiesComeAndComeAgain() {
    List<Copy> copies = List.of(PIXEL, WEBHOOK, OTHER_ORDER);
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      List<Copy> stream = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        stream.add(copies.get(random.nextInt(copies.size())));
      }
      List<String> claims = claims(stream.toArray(Copy[]::new));
      assertThat(claimsOf(WEBHOOK, stream, claims)).as("seed " + seed).hasSizeLessThan(2);
      assertThat(claimsOf(PIXEL, stream, claims)).as("seed " + seed).hasSizeLessThan(2);
      assertThat(claimsOf(WEBHOOK, stream, claims))
          .as("seed " + seed)
          .noneMatch(claimsOf(OTHER_ORDER, stream, claims)::contains);
    }
  }

  /** The canonical topic has both records, the state neither. */
  @Test
  void whatWasDecidedBeforeACrashIsDecidedAgain() {
    CanonicalHeader pixel = header("checkout", null);
    CanonicalHeader webhook = header("checkout", "5511");
    for (List<CanonicalHeader> records :
        List.of(List.of(pixel, webhook), List.of(webhook, pixel), List.of(webhook))) {
      CheckoutTie.Known known = null;
      for (CanonicalHeader record : records) {
        known = CheckoutTie.learn(known, record);
      }
      assertThat(known).isEqualTo(new CheckoutTie.Known("checkout", "5511"));
    }
  }

  @Test
  void checkoutsOfTwoAccountsOrOfAnotherEventAreNotOne() {
    ClaimKey one = ClaimKey.of("acct", "production", "purchase", "5511", "m");
    ClaimKey account = ClaimKey.of("other", "production", "purchase", "5511", "m");
    ClaimKey event = ClaimKey.of("acct", "production", "trial", "5511", "m");

    assertThat(CheckoutTie.key(one, "tok"))
        .isEqualTo(CheckoutTie.key(one, "tok"))
        .isNotEqualTo(CheckoutTie.key(one, "tok-2"))
        .isNotEqualTo(CheckoutTie.key(account, "tok"))
        .isNotEqualTo(CheckoutTie.key(event, "tok"));
  }

  private static CanonicalHeader header(String claim, @Nullable String order) {
    return new CanonicalHeader(claim, "e", "m", null, null, "tok", order);
  }

  private static List<String> claims(Copy... copies) {
    List<String> claims = new ArrayList<>();
    CheckoutTie.Known known = null;
    for (Copy copy : copies) {
      CheckoutTie.Ruling ruling = CheckoutTie.judge(known, copy.claim(), copy.order());
      known = ruling.known();
      claims.add(ruling.claim());
    }
    return claims;
  }

  private static List<String> claimsOf(Copy copy, List<Copy> stream, List<String> claims) {
    List<String> of = new ArrayList<>();
    for (int i = 0; i < stream.size(); i++) {
      if (stream.get(i).equals(copy) && !of.contains(claims.get(i))) {
        of.add(claims.get(i));
      }
    }
    return of;
  }
}
