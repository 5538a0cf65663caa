package io.tracklayer.job.gate.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadProgressTest {

  private static final Map<Integer, Long> NOTHING_DELETED = Map.of();

  @Test
  void aPartitionIsToldByItsLastRecordOfThoseThatWereThereAtTheStart() {
    ReadProgress progress = ReadProgress.fresh(Map.of(0, 0L), Map.of(0, 2L), 0, 1);
    assertThat(progress.empty(NOTHING_DELETED, 0, 1)).isEmpty();
    assertThat(progress.read(0, 0)).isFalse();
    assertThat(progress.read(0, 1)).isTrue();
    assertThat(progress.read(0, 2)).as("told once").isFalse();
  }

  @Test
  void whatIsLeftToReadIsKnownUntilItHasCaughtUp() {
    ReadProgress progress = ReadProgress.fresh(Map.of(0, 0L), Map.of(0, 3L), 0, 1);
    List<Long> left = new ArrayList<>();
    for (long offset = 0; offset < 5; offset++) {
      progress.read(0, offset);
      left.add(progress.left());
    }
    assertThat(left).containsExactly(2L, 1L, 0L, 0L, 0L);
  }

  @Test
  void aPartitionThatRetentionEmptiedIsTold() {
    ReadProgress progress = ReadProgress.restored(Map.of(0, 3L), Map.of(0, 9L));
    assertThat(progress.empty(Map.of(0, 9L), 0, 1)).containsExactly(0);
  }

  @Test
  void aPartitionThatIsNewAndEmptyIsTold() {
    ReadProgress progress = ReadProgress.restored(Map.of(0, 3L), Map.of(0, 4L, 1, 0L));
    assertThat(progress.empty(NOTHING_DELETED, 0, 1)).containsExactly(1);
  }

  /**
   * Subtasks are stopped and started again in other numbers, at any point, and with partitions and
   * kept positions dealt among them in any way. Each time, every partition has to be told once all
   * that was there is read, and none before.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void everyPartitionIsToldOnceItIsReadThroughHoweverItIsRescaled(long seed) {
    Random random = new Random(seed);
    int partitions = random.nextInt(1, 5);
    Map<Integer, Long> ends = new HashMap<>();
    Map<Integer, Long> read = new HashMap<>();
    Map<Integer, Long> start = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      start.put(partition, (long) random.nextInt(3));
      ends.put(partition, start.get(partition) + random.nextInt(4));
    }
    read.putAll(start);
    List<Map.Entry<Integer, Long>> kept = null;
    for (int run = 0; run < 6; run++) {
      int subtasks = random.nextInt(1, 4);
      List<ReadProgress> all = new ArrayList<>();
      Set<Integer> told = new HashSet<>();
      for (int subtask = 0; subtask < subtasks; subtask++) {
        ReadProgress progress =
            kept == null
                ? ReadProgress.fresh(start, ends, subtask, subtasks)
                : ReadProgress.restored(dealt(kept, subtask, subtasks), ends);
        told.addAll(progress.empty(NOTHING_DELETED, subtask, subtasks));
        all.add(progress);
      }
      assertThat(told).allMatch(partition -> read.get(partition) >= ends.get(partition));
      boolean isStoppedHalfway = random.nextBoolean();
      for (int partition = 0; partition < partitions; partition++) {
        ReadProgress reader = all.get(random.nextInt(subtasks));
        long to = isStoppedHalfway ? read.get(partition) + random.nextInt(2) : ends.get(partition);
        for (long offset = read.get(partition);
            offset < Math.min(to, ends.get(partition));
            offset++) {
          boolean isTold = reader.read(partition, offset);
          assertThat(isTold).isEqualTo(offset + 1 == ends.get(partition));
          if (isTold) {
            told.add(partition);
          }
          read.put(partition, offset + 1);
        }
      }
      if (!isStoppedHalfway) {
        assertThat(told).isEqualTo(ends.keySet());
      }
      kept = new ArrayList<>();
      for (ReadProgress progress : all) {
        kept.addAll(progress.positions().entrySet());
      }
      ends.replaceAll((partition, end) -> end + random.nextInt(3));
    }
  }

  /** One after the other in turn, as Flink deals a list. */
  private static Map<Integer, Long> dealt(
      List<Map.Entry<Integer, Long>> kept, int subtask, int subtasks) {
    Map<Integer, Long> dealt = new HashMap<>();
    for (int i = subtask; i < kept.size(); i += subtasks) {
      dealt.merge(kept.get(i).getKey(), kept.get(i).getValue(), Math::max);
    }
    return dealt;
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }
}
