package io.tracklayer.job.gate;

import static io.tracklayer.contract.consent.ConsentState.GRANTED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DenialsTest {

  private static final Denials DENIED_AT_7 = Denials.of("marketing", 7);

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
    Denials both = DENIED_AT_7.and(Denials.of("analytics", 3)).and(Denials.of("marketing", 5));

    assertThat(both.at()).containsEntry("marketing", 7L).containsEntry("analytics", 3L);
  }
}
