package io.tracklayer.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.json.Json;
import org.junit.jupiter.api.Test;

class TriedTest {

  private final Tried tried = new Tried("crm");

  private void outcome(String destination, String messageId, String outcome) {
    tried.take(
        Json.object()
            .put("destination", destination)
            .put("message_id", messageId)
            .put("outcome", outcome));
  }

  @Test
  void anEventThatIsTriedTimeAndAgainIsOne() {
    outcome("crm", "m1", "retrying");
    outcome("crm", "m1", "retrying");
    outcome("crm", "m2", "retrying");

    assertThat(tried.count()).isEqualTo(2);
  }

  @Test
  void anEventWithAFinalOutcomeIsNotPending() {
    outcome("crm", "m1", "retrying");
    outcome("crm", "m1", "delivered");
    outcome("crm", "m2", "consent_denied");

    assertThat(tried.count()).isZero();
  }

  @Test
  void oneThatWasSentAgainByAnOperatorIsPendingOnceMore() {
    outcome("crm", "m1", "rejected");
    outcome("crm", "m1", "retrying");

    assertThat(tried.count()).isEqualTo(1);
  }

  @Test
  void anotherDestinationsTroubleDoesNotCount() {
    outcome("crm", "m1", "retrying");
    outcome("meta", "m1", "delivered");
    outcome("meta", "m2", "retrying");

    assertThat(tried.count()).isEqualTo(1);
  }
}
