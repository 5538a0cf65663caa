package io.tracklayer.job.delivery;

import static io.tracklayer.contract.consent.ConsentState.GRANTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.state.SavedOperator;
import io.tracklayer.job.testing.Events;
import java.time.Duration;
import java.util.List;

/**
 * An order and an event that were delivered, an order that waits for its second attempt, a
 * withdrawal, how far the outcomes are known, and which sender wrote them.
 */
public final class SavedDelivery implements SavedOperator<SavedDelivery.Delivery> {

  private static final String PURPOSE = "marketing";
  private static final DestinationConfig DESTINATION = Events.destination("crm", List.of(PURPOSE));
  private static final long SAID_AT = Events.OCCURRED.toEpochMilli();
  private static final long NOW = SAID_AT + 5_000;
  private static final Duration UNTIL_SENT = Duration.ofMillis(500);

  @Override
  public String uid() {
    return "deliver-crm-delivery";
  }

  @Override
  public Delivery harness() throws Exception {
    return new Delivery(new FakeApi(), new FakeJournal("crm", List.of(PURPOSE)));
  }

  @Override
  public void fill(Delivery delivery) throws Exception {
    delivery.catchUp();
    delivery.takeGranted(Events.purchase("delivered"));
    delivery.takeGranted(Events.named("page_view", "viewed"));
    delivery.pass(UNTIL_SENT);
    delivery.api.answering(events -> FakeApi.status(500));
    delivery.takeGranted(Events.purchase("waiting"));
    while (delivery.journal.outcomes().size() < 3) {
      delivery.pass(Duration.ofMillis(20));
    }
    delivery.processElement2(
        new News.Withdrawn(
            "another profile",
            Revocations.ofDenial(PURPOSE, new Statement(ConsentState.DENIED, null, SAID_AT + 1))));
    delivery.prepareSnapshotPreBarrier(7);
  }

  @Override
  public void check(Delivery delivery) throws Exception {
    assertThat(delivery.journal.sender().epoch()).as("an earlier sender is known").isEqualTo(2);
    assertThat(delivery.journal.claims().readFrom()).as("settled claims").isEqualTo(3);
    assertThat(delivery.journal.deliveries().readFrom()).as("outcomes").isEqualTo(4);
    assertThat(delivery.numProcessingTimeTimers()).as("the second attempt is due").isEqualTo(1);

    delivery.catchUp();
    delivery.takeGranted(Events.purchase("copy").ofOrder("order-delivered"));
    delivery.takeGranted(Events.named("page_view", "viewed"));
    delivery.takeGranted(Events.purchase("withdrawn").of("another profile"));
    delivery.pass(Duration.ofMinutes(1));
    assertThat(delivery.api.requests())
        .as("nothing is sent but what waited")
        .containsExactly(List.of("waiting"));
    assertThat(delivery.outcomes())
        .as("what was delivered is known, and what was withdrawn")
        .containsExactlyInAnyOrder(
            "delivered duplicate", "withdrawn consent_denied", "waiting delivered");
  }

  /** The operator, its destination and its topics. */
  public static final class Delivery extends DeliveryHarness {

    private final FakeApi api;
    private final FakeJournal journal;

    private Delivery(FakeApi api, FakeJournal journal) throws Exception {
      super(DESTINATION, api, journal);
      this.api = api;
      this.journal = journal;
      setProcessingTime(NOW);
    }

    private void takeGranted(Events event) throws Exception {
      take(event.consent(PURPOSE, GRANTED, SAID_AT));
    }

    private List<String> outcomes() {
      return journal.outcomes().stream().map(r -> r.eventId() + " " + r.outcome().text()).toList();
    }
  }
}
