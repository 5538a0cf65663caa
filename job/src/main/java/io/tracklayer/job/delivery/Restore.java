package io.tracklayer.job.delivery;

import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.journal.Journal;
import io.tracklayer.job.delivery.journal.ReadBack;
import io.tracklayer.job.delivery.journal.UnwrittenClaims;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.gate.CatchUp;
import java.time.Clock;
import java.util.Collection;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores, before a delivery subtask's first request, what the process before it knew. It takes
 * four steps.
 *
 * <ol>
 *   <li>It publishes its start, so that it replaces the sender before it.
 *   <li>It reads back what was settled after its checkpoint, and writes the records of settled
 *       claims that the process before it was killed too early to write.
 *   <li>Every undecided claim has a turn.
 *   <li>It takes in the canonical topic to where that ended at the start. Otherwise copies that
 *       wait would go out before it has read again the withdrawals that the process before it had
 *       received. Every gate reports on both of its streams when it has come that far.
 * </ol>
 */
@FlinkShell
final class Restore {

  private static final Logger LOG = LoggerFactory.getLogger(Restore.class);

  private final String destination;
  private final Clock clock;
  private final ReadBack readBack;
  private final ClaimStore store;
  private final Backlog backlog;
  private final CatchUp copies = new CatchUp();
  private final CatchUp news = new CatchUp();
  private long catchingUpSince;
  private long takenIn;

  /**
   * @param backlog gets what is undecided
   */
  Restore(String destination, Clock clock, ReadBack readBack, ClaimStore store, Backlog backlog) {
    this.destination = destination;
    this.clock = clock;
    this.readBack = readBack;
    this.store = store;
    this.backlog = backlog;
  }

  /** The first three steps; undecided claims have their turns as there is room for them. */
  void announceAndReadBack(Journal journal, RuntimeContext context, KeyGroupRange keyGroups)
      throws Exception {
    store.countWhatIsOpen();
    UnwrittenClaims unwritten = new UnwrittenClaims();
    readBack.run(
        journal,
        context,
        keyGroups,
        past -> {
          unwritten.readAmongClaims(past);
          store.recallClaim(past);
        },
        past -> unwritten.readAmongDeliveries(past, store.recall(past)));
    write(unwritten.all(), journal);
    backlog.addEverything();
    catchingUpSince = clock.millis();
    LOG.info(
        "destination {}: {} events wait; nothing is sent until the canonical topic is read to the"
            + " end it has now",
        destination,
        store.ages().pending());
  }

  private void write(Collection<PastOutcome> settled, Journal journal) throws Exception {
    for (PastOutcome past : settled) {
      journal.settled(past.by(readBack.own().sender()));
    }
    if (!settled.isEmpty()) {
      journal.flush();
    }
  }

  /** A copy was taken in. */
  void copyIsTakenIn() {
    takenIn++;
  }

  /** A gate has come that far, on the stream of its copies. */
  void copiesAreReadBy(int gate, int gates) {
    if (copies.heardFrom(gate, gates) && hasCaughtUp()) {
      tellTheEnd();
    }
  }

  /** The same, on the stream of its news. */
  void newsIsReadBy(int gate, int gates) {
    if (news.heardFrom(gate, gates) && hasCaughtUp()) {
      tellTheEnd();
    }
  }

  private void tellTheEnd() {
    LOG.info(
        "destination {}: caught up in {} ms, in which {} copies came; sending begins",
        destination,
        clock.millis() - catchingUpSince,
        takenIn);
  }

  /** Whether the last step is done. */
  boolean hasCaughtUp() {
    return copies.isComplete() && news.isComplete();
  }
}
