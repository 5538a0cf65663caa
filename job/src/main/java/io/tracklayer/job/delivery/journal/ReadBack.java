package io.tracklayer.job.delivery.journal;

import io.tracklayer.job.delivery.claim.ClaimTerms;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.kafka.LogPositions;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.KeyGroups;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a delivery subtask does before its first turn: it publishes its start, waits for the
 * acknowledgement, and reads back what was published after its checkpoint or, without a checkpoint,
 * in the time for which claims are remembered. Earlier senders are fenced off by then: whatever
 * they still write is behind the start.
 */
@FlinkShell
public final class ReadBack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReadBack.class);

  /** Receives one outcome that counts. */
  @FunctionalInterface
  public interface Recall {
    void recall(PastOutcome past) throws Exception;
  }

  private final String destination;
  private final Set<String> names;
  private final ClaimTerms terms;
  private final Clock clock;
  private final RecordLog deliveries;
  private final RecordLog claims;
  private final LogPositions deliveriesPositions;
  private final LogPositions claimsPositions;

  private ListState<SenderStart> starts;
  private SenderStart own;
  private Map<Integer, Long> claimsReadTo;
  private SenderFence claimsFence;
  private long recalled;
  private long began;
  private boolean isDone;
  private long tookMs;

  /**
   * @param names the destination's name, and one that it had before
   */
  // initialize and run are called before any other method.
  @SuppressWarnings("NullAway.Init")
  public ReadBack(
      String destination,
      Set<String> names,
      ClaimTerms terms,
      Clock clock,
      RecordLog deliveries,
      RecordLog claims) {
    this.destination = destination;
    this.names = Set.copyOf(names);
    this.terms = terms;
    this.clock = clock;
    this.deliveries = deliveries;
    this.claims = claims;
    deliveriesPositions = new LogPositions(deliveries, "deliveries");
    claimsPositions = new LogPositions(claims, "claims");
  }

  /** To be called from the operator's own initialisation. */
  public void initialize(StateInitializationContext context) throws Exception {
    deliveriesPositions.initialize(context);
    claimsPositions.initialize(context);
    starts =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "starts", new CodecTypeInfo<>(SenderStart.class, new SenderStartCodec())));
  }

  /** Whether the state was written by a sender of this destination. */
  public boolean continuesASender() throws Exception {
    return starts.get().iterator().hasNext();
  }

  /**
   * Publishes the start and reads back.
   *
   * @param ofClaims takes the outcomes of the claims topic
   * @param ofCopies takes the outcomes of the deliveries topic
   */
  public void run(
      Journal journal,
      RuntimeContext context,
      KeyGroupRange keyGroups,
      Recall ofClaims,
      Recall ofCopies)
      throws Exception {
    began = clock.millis();
    LOG.info("destination {}: reading back what was settled before this start", destination);
    List<SenderStart> restored = new ArrayList<>();
    starts.get().forEach(restored::add);
    SenderFence deliveriesFence = new SenderFence(restored);
    claimsFence = new SenderFence(restored);
    Reader deliveriesReader =
        new Reader(deliveries, deliveriesFence, Instant.MIN, context, keyGroups, ofCopies);
    Instant earliest = clock.instant().minus(terms.longestWindow());
    Reader claimsReader =
        new Reader(
            claims,
            claimsFence,
            claimsPositions.isRestored() ? Instant.MIN : earliest,
            context,
            keyGroups,
            ofClaims);
    claimsReader.read(
        claimsPositions.isRestored() ? claimsPositions.start(earliest) : claims.beginning());
    deliveriesReader.read(deliveriesPositions.start(clock.instant().minus(terms.deliveryWindow())));
    long epoch = Math.max(claimsFence.nextEpoch(), deliveriesFence.nextEpoch());
    own =
        new SenderStart(
            destination,
            new Sender(epoch, UUID.randomUUID().toString()),
            keyGroups.getStartKeyGroup(),
            keyGroups.getEndKeyGroup());
    journal.started(own);
    claimsReader.readOn();
    deliveriesReader.readOn();
    claimsReadTo = claimsReader.readTo;
    tookMs = clock.millis() - began;
    isDone = true;
    LOG.info(
        "destination {}: epoch {}, {} outcomes read back in {} ms before the first send",
        destination,
        epoch,
        recalled,
        tookMs);
  }

  private final class Reader {
    private final RecordLog log;
    private final SenderFence fence;
    private final Instant earliest;
    private final RuntimeContext context;
    private final KeyGroupRange keyGroups;
    private final Recall recall;
    private Map<Integer, Long> readTo = Map.of();

    private Reader(
        RecordLog log,
        SenderFence fence,
        Instant earliest,
        RuntimeContext context,
        KeyGroupRange keyGroups,
        Recall recall) {
      this.log = log;
      this.fence = fence;
      this.earliest = earliest;
      this.context = context;
      this.keyGroups = keyGroups;
      this.recall = recall;
    }

    private void readOn() throws Exception {
      read(readTo);
    }

    private void read(Map<Integer, Long> from) throws Exception {
      readTo =
          log.scan(
              from,
              consumed -> {
                Headers headers = consumed.headers();
                String of = PastHeaders.destination(headers);
                if (of == null || !names.contains(of)) {
                  return;
                }
                String home = PastHeaders.home(headers);
                if (home != null) {
                  take(home, consumed.partition(), headers);
                  return;
                }
                SenderStart started = PastHeaders.started(headers);
                if (started != null) {
                  fence.observe(consumed.partition(), started);
                }
              });
    }

    /** Reads no more of another subtask's outcome than whose it is: most are others'. */
    private void take(String home, int partition, Headers headers) throws Exception {
      int keyGroup = KeyGroups.of(context, home);
      if (!keyGroups.contains(keyGroup)) {
        return;
      }
      PastOutcome past = PastHeaders.past(headers);
      if (past != null
          && !Instant.ofEpochMilli(past.at()).isBefore(earliest)
          && fence.counts(partition, past, keyGroup)) {
        recall.recall(past);
        recalled++;
      }
    }
  }

  public SenderStart own() {
    return own;
  }

  /** The fence with the starts that were read so far, for later ones to be added. */
  public SenderFence fence() {
    return claimsFence;
  }

  public Map<Integer, Long> claimsReadTo() {
    return claimsReadTo;
  }

  /** How many outcomes were read back so far. */
  public long recalled() {
    return recalled;
  }

  /** How long that took, or has taken so far. */
  public long tookMs() {
    return isDone || began == 0 ? tookMs : clock.millis() - began;
  }

  public void beforeBarrier() {
    deliveriesPositions.beforeBarrier();
    claimsPositions.beforeBarrier();
  }

  public void snapshot() throws Exception {
    deliveriesPositions.snapshot();
    claimsPositions.snapshot();
    starts.update(List.of(own));
  }

  @Override
  public void close() {
    deliveries.close();
    claims.close();
  }
}
