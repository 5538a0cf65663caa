package io.tracklayer.job.identity.simulation;

import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.protocol.HintsInMemory;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.intake.draft.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One attempt to execute the job, from a start or restore to its end, step by step in an order left
 * to chance.
 *
 * <p>Checkpoints are aligned, as Flink's: the barrier fixes what the sources have read; a subtask
 * takes its part when it has handled all that came before the barrier, and handles what comes
 * behind it only then. What a subtask sends into the loop is readable at once, but whoever reads it
 * reads it behind the barriers that the sources have sent out until then.
 */
final class Execution {

  /** Something read or sent on, that its subtask has not handled yet. */
  private record InFlight(long barrier, Task task, Runnable handling) {}

  private static final int STEPS = 100;
  private static final int BARRIERS_IN_A_HUNDRED = 4;
  private static final int ALIGNMENTS_IN_A_HUNDRED = 30;
  private static final int GIVEN_UP_IN = 30;
  private static final int TWICE_IN = 4;

  /**
   * A message that goes round because too many are parked is read again and again. If a quarter of
   * those reads were repeated, copies would multiply faster than they can be handled.
   */
  private static final int MOST_COPIES = 100;

  private static final int COPY_IN = 20;

  private final World world;
  private final Chance chance;
  private final Subtasks subtasks;
  private final List<Checkpoint> completed = new ArrayList<>();
  private final List<InFlight> inFlight = new ArrayList<>();
  private final List<Integer> unread;
  private final List<Integer> copies = new ArrayList<>();
  private int copiesMade;
  private int loopEnd;
  private int position;
  private long nextCheckpoint;
  private long barrier;
  private Checkpoint begun;

  /**
   * @param from the checkpoint that it goes on from
   * @param nextCheckpoint the number of the first that it takes
   */
  Execution(
      Epoch epoch,
      Checkpoint from,
      long nextCheckpoint,
      int parallelism,
      World world,
      Chance chance,
      boolean tellsTheGate) {
    this.world = world;
    this.chance = chance;
    this.nextCheckpoint = nextCheckpoint;
    subtasks = new Subtasks(epoch, from, parallelism, world, tellsTheGate);
    unread = new ArrayList<>(from.unread());
    loopEnd = from.loopEnd();
    position = from.position();
    barrier = from.id();
  }

  /**
   * @return whether anything was left to do
   */
  boolean step() {
    while (loopEnd < world.loop().end()) {
      unread.add(loopEnd++);
    }
    return checkpoint()
        || readSomething()
        || handleOne()
        || readPromptly()
        || readRaw()
        || readWhatIsLeft()
        || align();
  }

  private boolean checkpoint() {
    int dice = chance.below(STEPS);
    if (begun == null) {
      return world.regime().has(Trouble.CRASHES) && dice < BARRIERS_IN_A_HUNDRED && sendBarrier();
    }
    return dice < ALIGNMENTS_IN_A_HUNDRED && (chance.oneIn(GIVEN_UP_IN) ? giveUp() : align());
  }

  private boolean readSomething() {
    int dice = chance.below(STEPS);
    if (dice < world.pace().rawReads()) {
      return readRaw();
    }
    return dice < world.pace().rawReads() + world.pace().loopReads() && readPromptly();
  }

  private boolean readRaw() {
    if (position == world.log().size()) {
      return false;
    }
    Draft draft = world.log().get(position++);
    RecogniseTask task = subtasks.recogniseOf(draft.anchor());
    inFlight.add(
        new InFlight(
            barrier,
            task,
            () -> {
              world.trace().say(() -> "handle raw " + draft.messageId());
              task.event(draft).ifPresent(message -> sendStraight(task, message));
            }));
    return true;
  }

  private void sendStraight(RecogniseTask from, Message message) {
    ForestTask task = subtasks.forestOf(message.to());
    inFlight.add(
        new InFlight(from.barrier(), task, () -> handle(task, world.wire().carry(message))));
  }

  private void handle(ForestTask task, Message message) {
    world.trace().say(() -> "handle " + world.trace().describe(message));
    task.handle(message);
  }

  private boolean readPromptly() {
    if (!copies.isEmpty() && chance.oneIn(COPY_IN)) {
      return read(chance.take(copies));
    }
    for (int i = 0; i < unread.size(); i++) {
      int index = chance.below(unread.size());
      if (!world.pace().putsOff(unread.get(index), chance)) {
        return readFirst(Chance.takeAt(index, unread));
      }
    }
    return false;
  }

  private boolean readWhatIsLeft() {
    if (!unread.isEmpty()) {
      return readFirst(chance.take(unread));
    }
    return !copies.isEmpty() && read(chance.take(copies));
  }

  /** Its second copy may come long after it. */
  private boolean readFirst(int offset) {
    if (world.regime().has(Trouble.DUPLICATES)
        && copiesMade < MOST_COPIES
        && chance.oneIn(TWICE_IN)) {
      copiesMade++;
      copies.add(offset);
    }
    return read(offset);
  }

  private boolean read(int offset) {
    LoopRecord record = world.loop().at(offset);
    if (record.isHint()) {
      RecogniseTask task = subtasks.recogniseOf(record.to());
      inFlight.add(new InFlight(barrier, task, () -> handle(task, record)));
    } else {
      ForestTask task = subtasks.forestOf(record.to());
      inFlight.add(new InFlight(barrier, task, () -> handle(task, record)));
    }
    return true;
  }

  private void handle(RecogniseTask task, LoopRecord record) {
    say(record);
    task.advice(record);
  }

  private void handle(ForestTask task, LoopRecord record) {
    say(record);
    task.looped(record);
  }

  private void say(LoopRecord record) {
    world
        .trace()
        .say(
            () ->
                "handle "
                    + world.trace().describe(record.message())
                    + " sent by "
                    + record.epoch().attempt()
                    + " after "
                    + record.stamp());
  }

  private boolean handleOne() {
    int size = inFlight.size();
    int first = size == 0 ? 0 : chance.below(size);
    for (int i = 0; i < size; i++) {
      int index = (first + i) % size;
      InFlight side = inFlight.get(index);
      if (side.barrier() <= side.task().barrier()) {
        Chance.takeAt(index, inFlight).handling().run();
        return true;
      }
    }
    return false;
  }

  private boolean sendBarrier() {
    barrier = nextCheckpoint++;
    begun = new Checkpoint(barrier, position, notRead(), loopEnd, List.of(), List.of(), List.of());
    world.trace().say(() -> "checkpoint " + barrier + " begins");
    return true;
  }

  private List<Integer> notRead() {
    return Stream.concat(unread.stream(), copies.stream()).toList();
  }

  /** One subtask takes its part. */
  private boolean align() {
    if (begun == null) {
      return false;
    }
    List<Task> ready = subtasks.all().stream().filter(this::isAligned).toList();
    if (ready.isEmpty()) {
      return false;
    }
    Task task = chance.pick(ready);
    world.trace().say(() -> task + " takes its part of checkpoint " + begun.id());
    task.pass(begun.id());
    if (subtasks.all().stream().allMatch(one -> one.barrier() == begun.id())) {
      complete();
    }
    return true;
  }

  private boolean isAligned(Task task) {
    if (task.barrier() >= begun.id() || inFlight.stream().anyMatch(one -> isBefore(one, task))) {
      return false;
    }
    return task instanceof RecogniseTask
        || subtasks.recognise().stream().allMatch(one -> one.barrier() >= begun.id());
  }

  private boolean isBefore(InFlight one, Task task) {
    return one.task() == task && one.barrier() < begun.id();
  }

  private void complete() {
    Checkpoint taken =
        new Checkpoint(
            begun.id(),
            begun.position(),
            begun.unread(),
            begun.loopEnd(),
            subtasks.recognise().stream().map(RecogniseTask::lastSnapshot).toList(),
            subtasks.forest().stream().map(ForestTask::lastSnapshot).toList(),
            Stream.concat(
                    subtasks.recognise().stream().map(RecogniseTask::lastSnapshotOfFence),
                    subtasks.forest().stream().map(ForestTask::lastSnapshotOfFence))
                .flatMap(List::stream)
                .toList());
    world.trace().say(() -> "checkpoint " + taken.id() + " is complete");
    completed.add(taken);
    begun = null;
  }

  /** Those subtasks that took their part keep its number on what they send. */
  private boolean giveUp() {
    world.trace().say(() -> "checkpoint " + begun.id() + " is given up");
    subtasks.all().forEach(task -> task.passWithoutSnapshot(begun.id()));
    begun = null;
    return true;
  }

  /** Those that were completed since the last call. */
  List<Checkpoint> takeCompleted() {
    List<Checkpoint> taken = List.copyOf(completed);
    completed.clear();
    return taken;
  }

  List<HintsInMemory> hints() {
    return subtasks.recognise().stream().map(task -> task.state().hints()).toList();
  }

  List<ForestTask.State> forest() {
    return subtasks.forest().stream().map(ForestTask::state).toList();
  }

  /** The number after the last checkpoint that it began. */
  long nextCheckpoint() {
    return nextCheckpoint;
  }
}
