package io.tracklayer.job.delivery;

import static java.util.Objects.requireNonNull;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.delivery.claim.ClaimTerms;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.Gate;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.Outgoing;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.RequiredConsent;
import io.tracklayer.job.gate.selection.Selection;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.testing.Events;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** The operator over RocksDB; Flink's own harness for two inputs takes no factory. */
class DeliveryHarness extends AbstractStreamOperatorTestHarness<Void> {

  private final DestinationConfig destination;
  private final MachineTime machine;

  /** Set up, and not opened yet. */
  DeliveryHarness(DestinationConfig destination, FakeApi api, FakeJournal journal)
      throws Exception {
    this(destination, api, journal, journal.deliveries(), journal.claims());
  }

  /** Reads back other topics than it writes. */
  DeliveryHarness(
      DestinationConfig destination,
      FakeApi api,
      FakeJournal journal,
      RecordLog deliveries,
      RecordLog claims)
      throws Exception {
    this(destination, new OnAMachine(api, journal, deliveries, claims, destination));
  }

  private DeliveryHarness(DestinationConfig destination, OnAMachine factory) throws Exception {
    super(factory, 1, 1, 0);
    config.setStateKeySerializer(Types.STRING.createSerializer(new SerializerConfigImpl()));
    config.setStatePartitioner(0, (Outgoing outgoing) -> outgoing.key());
    config.serializeAllConfigs();
    setStateBackend(rocksDb());
    setup();
    this.destination = destination;
    machine = requireNonNull(factory.machine);
  }

  /** Makes the operator with the time of a machine whose clock can step back. */
  private static final class OnAMachine extends AbstractStreamOperatorFactory<Void>
      implements TwoInputStreamOperatorFactory<Outgoing, News, Void> {

    private static final long serialVersionUID = 1L;

    private final DestinationConfig destination;
    private final transient FakeApi api;
    private final transient FakeJournal journal;
    private final transient RecordLog deliveries;
    private final transient RecordLog claims;
    private transient MachineTime machine;

    private OnAMachine(
        FakeApi api,
        FakeJournal journal,
        RecordLog deliveries,
        RecordLog claims,
        DestinationConfig destination) {
      this.api = api;
      this.journal = journal;
      this.deliveries = deliveries;
      this.claims = claims;
      this.destination = destination;
    }

    @Override
    public <T extends StreamOperator<Void>> T createStreamOperator(
        StreamOperatorParameters<Void> given) {
      machine = new MachineTime(given.getProcessingTimeService());
      return factory()
          .createStreamOperator(
              new StreamOperatorParameters<>(
                  given.getContainingTask(),
                  given.getStreamConfig(),
                  given.getOutput(),
                  () -> machine,
                  given.getOperatorEventDispatcher(),
                  given.getMailboxExecutor()));
    }

    private DeliveryFactory factory() {
      ClaimTerms terms =
          new ClaimTerms(
              RequiredConsent.of(destination.consent(), false),
              destination.delivery().mode(),
              destination.delivery().maxAge(),
              Duration.ofDays(7),
              Duration.ofDays(30));
      return new DeliveryFactory(
          destination,
          terms,
          api,
          clock -> journal,
          () -> deliveries,
          () -> claims,
          journal::control,
          journal::notices,
          service -> machine.steady());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
      return DeliveryStep.class;
    }
  }

  /**
   * As our configurations set it up. By itself Flink's harness gives it 3 MiB: too little for more
   * than some thousand claims.
   */
  private static EmbeddedRocksDBStateBackend rocksDb() {
    Configuration settings = new Configuration();
    settings.set(RocksDBOptions.FIX_PER_SLOT_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    settings.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
    settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    return new EmbeddedRocksDBStateBackend()
        .configure(settings, DeliveryHarness.class.getClassLoader());
  }

  final void processElement1(Outgoing outgoing) throws Exception {
    StreamRecord<Outgoing> element = new StreamRecord<>(outgoing);
    delivery().setKeyContextElement1(element);
    delivery().processElement1(element);
  }

  final void processElement2(News news) throws Exception {
    delivery().processElement2(new StreamRecord<>(news));
  }

  /** An event of a profile of which nothing else is known. */
  final void take(Events event) throws Exception {
    processElement1(new Outgoing.OfCopy(copy(event)));
    settle();
  }

  final Copy copy(Events event) {
    CanonicalEvent built = event.build();
    Gate.Arrival arrival =
        new Selection(destination, Events.TAKING_EVERYTHING)
            .arrival(built, Json.write(built), null);
    Gate gate = new Gate(RequiredConsent.of(destination.consent(), false));
    return gate.handle(ProfileConsent.NOTHING, arrival).copy();
  }

  /** The one gate has caught up, on both ways. */
  final void catchUp() throws Exception {
    processElement2(new News.CaughtUp(0, 1));
    processElement1(new Outgoing.CaughtUp(0, 1, "delivery:0"));
    settle();
  }

  /** The machine's clock is set back, while time goes by as before. */
  final void stepBack(Duration step) {
    machine.stepBack(step);
  }

  /** Time goes by in small steps, as timers and answers follow upon each other. */
  final void pass(Duration time) throws Exception {
    long end = getProcessingTime() + time.toMillis();
    while (getProcessingTime() < end) {
      setProcessingTime(Math.min(end, getProcessingTime() + 20));
      settle();
    }
  }

  /** Runs what waits in the mailbox. */
  final void settle() throws Exception {
    boolean goesOn = true;
    while (goesOn) {
      goesOn = settleOne();
    }
  }

  /** Runs the first of what waits in the mailbox; false when nothing does. */
  final boolean settleOne() throws Exception {
    Optional<Mail> mail = getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    if (mail.isEmpty()) {
      return false;
    }
    run(mail.get());
    return true;
  }

  /** One step of the task. */
  void run(Mail mail) throws Exception {
    mail.run();
  }

  @SuppressWarnings("unchecked")
  private TwoInputStreamOperator<Outgoing, News, Void> delivery() {
    return (TwoInputStreamOperator<Outgoing, News, Void>) operator;
  }
}
