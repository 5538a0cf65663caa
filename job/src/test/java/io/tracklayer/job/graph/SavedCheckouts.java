package io.tracklayer.job.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.copies.CheckoutStep;
import io.tracklayer.job.copies.MarkedEvent;
import io.tracklayer.job.intake.commerce.BusinessKey;
import io.tracklayer.job.kafka.FakeRecordLog;
import io.tracklayer.job.state.SavedOperator;
import java.time.Duration;

/** A checkout and the order that it led to, and how far the canonical topic is known. */
final class SavedCheckouts implements SavedOperator<RememberingHarness> {

  private static final String CHECKOUT = BusinessKey.ofCheckout("tok-1").text();
  private static final String ORDER = new BusinessKey("5511", "tok-1").text();
  private static final String OTHER_ORDER = new BusinessKey("5512", "tok-1").text();

  @Override
  public String uid() {
    return "checkouts";
  }

  @Override
  public RememberingHarness harness() throws Exception {
    FakeRecordLog canonical = new FakeRecordLog();
    return new RememberingHarness(
        new CheckoutStep(() -> canonical, Duration.ofDays(30)), CheckoutStep::key, canonical);
  }

  @Override
  public void fill(RememberingHarness checkouts) throws Exception {
    checkouts.take("m1", "e1", CHECKOUT);
    checkouts.take("m2", "e2", ORDER);
    checkouts.publishAndReachBarrier();
  }

  @Override
  public void check(RememberingHarness checkouts) throws Exception {
    assertThat(checkouts.readFrom()).as("the topic is read from the checkpoint on").isEqualTo(1);
    checkouts.take("m3", "e3", CHECKOUT);
    checkouts.take("m4", "e4", ORDER);
    checkouts.take("m5", "e5", OTHER_ORDER);
    assertThat(checkouts.extractOutputValues())
        .extracting(MarkedEvent::claim)
        .satisfies(
            claims -> {
              assertThat(claims.get(0)).as("order and checkout are tied").isEqualTo(claims.get(1));
              assertThat(claims.get(2)).as("another order is not").isNotEqualTo(claims.get(0));
            });
  }
}
