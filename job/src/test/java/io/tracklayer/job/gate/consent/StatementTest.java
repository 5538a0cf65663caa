package io.tracklayer.job.gate.consent;

import static io.tracklayer.contract.consent.ConsentState.DENIED;
import static io.tracklayer.contract.consent.ConsentState.GRANTED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementTest {

  private static final Statement GRANT = new Statement(GRANTED, "banner", 10);
  private static final Statement DENIAL = new Statement(DENIED, "form", 20);

  @Test
  void theLaterStatementCountsInWhateverOrderTheyAreHeard() {
    assertThat(Statement.newest(GRANT, DENIAL)).isEqualTo(DENIAL);
    assertThat(Statement.newest(DENIAL, GRANT)).isEqualTo(DENIAL);
  }

  @Test
  void ofTwoAtTheSameTimeTheDenialCounts() {
    Statement grant = new Statement(GRANTED, "banner", 20);

    assertThat(Statement.newest(grant, DENIAL)).isEqualTo(DENIAL);
    assertThat(Statement.newest(DENIAL, grant)).isEqualTo(DENIAL);
  }

  @Test
  void anyStatementCountsMoreThanNone() {
    assertThat(Statement.newest(Statement.NONE, GRANT)).isEqualTo(GRANT);
  }

  @Test
  void whenProfilesThatDisagreeBecomeOneTheDenialCountsAsOfTheLaterTime() {
    Statement laterGrant = new Statement(GRANTED, "banner", 30);

    assertThat(Statement.ofUnion(laterGrant, DENIAL))
        .isEqualTo(Statement.ofUnion(DENIAL, laterGrant))
        .isEqualTo(new Statement(DENIED, "form", 30));
  }

  @Test
  void whenProfilesThatAgreeBecomeOneTheLaterStatementCounts() {
    Statement laterGrant = new Statement(GRANTED, "banner", 30);

    assertThat(Statement.ofUnion(laterGrant, GRANT)).isEqualTo(laterGrant);
    assertThat(Statement.ofUnion(Statement.NONE, DENIAL)).isEqualTo(DENIAL);
  }
}
