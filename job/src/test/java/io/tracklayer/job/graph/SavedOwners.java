package io.tracklayer.job.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.copies.MarkedEvent;
import io.tracklayer.job.copies.OwnershipStep;
import io.tracklayer.job.kafka.FakeRecordLog;
import io.tracklayer.job.state.SavedOperator;
import java.time.Duration;

/** An event id that an order owns, and how far the canonical topic is known. */
final class SavedOwners implements SavedOperator<RememberingHarness> {

  @Override
  public String uid() {
    return "event-id-owners";
  }

  @Override
  public RememberingHarness harness() throws Exception {
    FakeRecordLog canonical = new FakeRecordLog();
    return new RememberingHarness(
        new OwnershipStep(() -> canonical, Duration.ofDays(30)), OwnershipStep::key, canonical);
  }

  @Override
  public void fill(RememberingHarness owners) throws Exception {
    owners.take("m1", "concert", "first order");
    owners.publishAndReachBarrier();
  }

  @Override
  public void check(RememberingHarness owners) throws Exception {
    assertThat(owners.readFrom()).as("the topic is read from the checkpoint on").isEqualTo(1);
    owners.take("m2", "concert", "second order");
    assertThat(owners.extractOutputValues())
        .as("the first order owns the event id")
        .extracting(MarkedEvent::eventId)
        .containsExactly("m2");
  }
}
