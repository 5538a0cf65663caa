package io.tracklayer.job.delivery;

import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.gate.CatchUp;
import java.util.Collection;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.KeyGroupRange;

/**
 * How a delivery subtask comes to know, after a start, what the process before knew: in four steps,
 * and before its first request.
 *
 * <ol>
 *   <li>It writes that it has started, so that whoever sent before is replaced.
 *   <li>It reads back what was settled after its checkpoint, and makes up for what the process
 *       before did not come to write of it.
 *   <li>Every claim that is undecided has a turn.
 *   <li>It takes in the canonical topic to where that ended at the start: else what waits would go
 *       out before a withdrawal is read again that the process before had heard. Every gate says on
 *       both of its ways when it is that far.
 * </ol>
 */
@FlinkShell
final class Restore {

  private final ReadBack readBack;
  private final ClaimStore store;
  private final CatchUp copies = new CatchUp();
  private final CatchUp news = new CatchUp();

  Restore(ReadBack readBack, ClaimStore store) {
    this.readBack = readBack;
    this.store = store;
  }

  /** The first two steps. */
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
        past -> {
          unwritten.readAmongDeliveries(past, store.get(past.claim()));
          store.recall(past);
        });
    write(unwritten.all(), journal);
  }

  private void write(Collection<Past> settled, Journal journal) throws Exception {
    for (Past past : settled) {
      journal.settled(past.by(readBack.own().sender()));
    }
    if (!settled.isEmpty()) {
      journal.flush();
    }
  }

  /** The third step: they are found as there is room for them. */
  void lookAtWhatIsUndecided(ClaimTurns turns) {
    turns.findWhatWaits();
  }

  /** A gate is that far, on the way that its copies take. */
  void copiesAreReadBy(int gate, int gates) {
    copies.heardFrom(gate, gates);
  }

  /** The same on the way that news takes. */
  void newsIsReadBy(int gate, int gates) {
    news.heardFrom(gate, gates);
  }

  /** Whether the last step is done. */
  boolean hasCaughtUp() {
    return copies.isComplete() && news.isComplete();
  }
}
