package io.tracklayer.job.gate.consent;

import static io.tracklayer.contract.consent.ConsentState.DENIED;
import static io.tracklayer.contract.consent.ConsentState.GRANTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.consent.ConsentState;
import org.junit.jupiter.api.Test;

class DenialsTest {

  private static final Denials DENIED_AT_7 =
      Denials.of("marketing", new Statement(ConsentState.DENIED, null, 7));

  private static Statement granted(long at) {
    return new Statement(GRANTED, "banner", at);
  }

  @Test
  void aDenialOverrulesWhatWasGrantedBeforeItOrAtTheSameTime() {
    assertThat(DENIED_AT_7.overrule("marketing", granted(6))).isTrue();
    assertThat(DENIED_AT_7.overrule("marketing", granted(7))).isTrue();
    assertThat(DENIED_AT_7.overrule("marketing", Statement.NONE)).isTrue();
  }

  @Test
  void aLaterGrantLiftsIt() {
    assertThat(DENIED_AT_7.overrule("marketing", granted(8))).isFalse();
  }

  @Test
  void aDenialOfOnePurposeSaysNothingOfAnother() {
    assertThat(DENIED_AT_7.overrule("analytics", granted(1))).isFalse();
  }

  @Test
  void ofEachPurposeTheLaterDenialCounts() {
    Denials both =
        DENIED_AT_7
            .and(Denials.of("analytics", new Statement(ConsentState.DENIED, null, 3)))
            .and(Denials.of("marketing", new Statement(ConsentState.DENIED, null, 5)));

    assertThat(both)
        .isEqualTo(
            Denials.of("analytics", new Statement(ConsentState.DENIED, null, 3)).and(DENIED_AT_7));
    assertThat(both.last())
        .hasEntrySatisfying("marketing", denial -> assertThat(denial.at()).isEqualTo(7))
        .hasEntrySatisfying("analytics", denial -> assertThat(denial.at()).isEqualTo(3));
  }

  @Test
  void ofTwoDenialsAtOneTimeTheOneWithWordsCountsInWhateverOrderTheyCome() {
    Denials inWords =
        Denials.of("marketing", new Statement(DENIED, "context.consent", "declined", 7));

    assertThat(DENIED_AT_7.and(inWords)).isEqualTo(inWords);
    assertThat(inWords.and(DENIED_AT_7)).isEqualTo(inWords);
  }
}
