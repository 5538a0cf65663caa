package io.tracklayer.job.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.copies.EventIdOwnership.Ruling;
import org.junit.jupiter.api.Test;

class EventIdOwnershipTest {

  private static final ClaimKey ORDER =
      ClaimKey.of("acct", "production", "purchase", "1001", "concert");

  @Test
  void theFirstClaimThatBringsAnIdOwnsIt() {
    assertThat(EventIdOwnership.judge(null, "b1", "concert", "m1"))
        .isEqualTo(new Ruling("b1", "concert", false));
  }

  @Test
  void allCopiesOfTheOwnerMayUseIt() {
    assertThat(EventIdOwnership.judge("b1", "b1", "concert", "m2"))
        .isEqualTo(new Ruling("b1", "concert", false));
  }

  @Test
  void aSecondClaimIsToldUnderItsMessageId() {
    assertThat(EventIdOwnership.judge("b1", "b2", "concert", "m2"))
        .isEqualTo(new Ruling("b1", "m2", true));
  }

  @Test
  void theOwnerIsLearntFromTheFirstRecordThatSaysSo() {
    CanonicalHeader first = new CanonicalHeader("b1", "concert", "m1", "id", null, null, null);
    CanonicalHeader second = new CanonicalHeader("b2", "concert", "m2", "id", null, null, null);

    String owner = EventIdOwnership.learn(EventIdOwnership.learn(null, first), second);

    assertThat(owner).isEqualTo("b1");
  }

  @Test
  void onlyAnIdThatABusinessKeyedEventBringsItselfIsAnybodys() {
    ClaimKey withoutOrder = ClaimKey.of("acct", "production", "purchase", null, "concert");

    assertThat(EventIdOwnership.applies(ORDER, "concert", "m1")).isTrue();
    assertThat(EventIdOwnership.applies(ORDER, "m1", "m1")).isFalse();
    assertThat(EventIdOwnership.applies(withoutOrder, "concert", "m1")).isFalse();
  }

  @Test
  void anIdIsOwnedAmongEventsOfOneName() {
    ClaimKey refund = ClaimKey.of("acct", "production", "refund", "1001", "concert");
    ClaimKey otherOrder = ClaimKey.of("acct", "production", "purchase", "1002", "concert");

    assertThat(EventIdOwnership.key(ORDER, "concert"))
        .isEqualTo(EventIdOwnership.key(otherOrder, "concert"))
        .isNotEqualTo(EventIdOwnership.key(refund, "concert"));
  }
}
