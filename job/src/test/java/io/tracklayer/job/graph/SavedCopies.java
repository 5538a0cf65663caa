package io.tracklayer.job.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.job.copies.CopiesStep;
import io.tracklayer.job.copies.MarkedEvent;
import io.tracklayer.job.kafka.FakeRecordLog;
import io.tracklayer.job.kafka.TopicTypes;
import io.tracklayer.job.state.SavedOperator;
import java.time.Duration;
import org.apache.flink.util.OutputTag;

/** An order of which a copy passed, and how far the canonical topic is known. */
final class SavedCopies implements SavedOperator<RememberingHarness> {

  private static final OutputTag<DeliveryRecord> DUPLICATES =
      new OutputTag<>("duplicates", TopicTypes.OUTCOME);

  @Override
  public String uid() {
    return "copies";
  }

  @Override
  public RememberingHarness harness() throws Exception {
    FakeRecordLog canonical = new FakeRecordLog();
    return new RememberingHarness(
        new CopiesStep(() -> canonical, Duration.ofDays(30), DUPLICATES),
        MarkedEvent::claim,
        canonical);
  }

  @Override
  public void fill(RememberingHarness copies) throws Exception {
    copies.take("m1", "e1", "order");
    copies.publishAndReachBarrier();
  }

  @Override
  public void check(RememberingHarness copies) throws Exception {
    assertThat(copies.readFrom()).as("the topic is read from the checkpoint on").isEqualTo(1);
    copies.take("m1", "e1", "order");
    assertThat(copies.extractOutputValues()).as("the message has passed").isEmpty();
    copies.take("m2", "e2", "order");
    assertThat(copies.extractOutputValues())
        .as("the first copy is known")
        .singleElement()
        .satisfies(
            copy -> {
              assertThat(copy.eventId()).isEqualTo("e1");
              assertThat(copy.duplicateOf()).isEqualTo("m1");
            });
  }
}
