package io.tracklayer.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.json.Json;
import io.tracklayer.job.intake.testing.RawEvents;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What it costs to take in an event, in multiples of what it costs to parse it: both in CPU time of
 * one thread, in turns, so that neither the machine nor what else it does counts. It catches what
 * makes each event cost several times as much, such as a pattern that backtracks.
 */
class IntakeCostIT {

  private static final int WARM_UP = 20;
  private static final int ROUNDS = 21;

  /** Measured, without the optimising compiler: 26 to 28. */
  private static final double TOO_MUCH = 60;

  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
  private final Intake intake = Configs.intake();
  private final List<byte[]> records =
      IntStream.range(0, 300).mapToObj(IntakeCostIT::record).toList();

  @Test
  void anEventCostsAFewTimesWhatParsingItDoes() throws IOException {
    long[] taken = new long[ROUNDS];
    long[] parsed = new long[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      int done = 0;
      long start = clock.getCurrentThreadCpuTime();
      for (byte[] record : records) {
        done += Json.mapper().readTree(record).has("message_id") ? 1 : 0;
      }
      long middle = clock.getCurrentThreadCpuTime();
      for (byte[] record : records) {
        done += intake.take(record) instanceof IntakeResult.Accepted ? 1 : 0;
      }
      if (round >= 0) {
        parsed[round] = middle - start;
        taken[round] = clock.getCurrentThreadCpuTime() - middle;
      }
      assertThat(done).isEqualTo(2 * records.size());
    }
    Arrays.sort(taken);
    Arrays.sort(parsed);
    assertThat((double) taken[ROUNDS / 2] / parsed[ROUNDS / 2]).isBetween(1.0, TOO_MUCH);
  }

  private static byte[] record(int i) {
    return Json.write(
        RawEvents.record(
            ("{'message_id':'m-%1$d','anonymous_id':'a-%1$d','user_id':'u-%1$d',"
                    + "'event':'Order Completed','traits':{'email':'jane%1$d@example.com',"
                    + "'phone':'+4917012345%1$03d','firstName':'Jane','lastName':'Roe','country':'DE'},"
                    + "'context':{'ip':'203.0.113.7','userAgent':'Mozilla/5.0',"
                    + "'page':{'url':'https://shop.example.com/thanks?fbclid=IwAR%1$d'}},"
                    + "'properties':{'order_id':'A-%1$d','revenue':99.9,'currency':'EUR',"
                    + "'products':[{'product_id':'p1','price':49.95,'quantity':2}]}}")
                .formatted(i)));
  }
}
