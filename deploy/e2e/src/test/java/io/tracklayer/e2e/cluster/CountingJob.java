package io.tracklayer.e2e.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * The smallest job with a source and keyed state: counts the numbers 0, 1, 2, … and writes {@code
 * NUMBER COUNT} to the file it is given. The count is one more than the number exactly as long as
 * state and source go back to the same checkpoint.
 */
public final class CountingJob {

  private CountingJob() {}

  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment
        .fromSource(
            new DataGeneratorSource<>(
                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(200), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .setParallelism(1)
        .keyBy(number -> 0, Types.INT)
        .process(new Count(arguments[0]))
        .uid("count")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    environment.execute("counting");
  }

  private static final class Count extends KeyedProcessFunction<Integer, Long, Long> {

    private static final long serialVersionUID = 1;
    private final String file;
    private transient ValueState<Long> count;

    Count(String file) {
      this.file = file;
    }

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out)
        throws IOException {
      Long before = count.value();
      long now = (before == null ? 0 : before) + 1;
      count.update(now);
      Path target = Path.of(file);
      Path next = target.resolveSibling(target.getFileName() + ".next");
      Files.writeString(next, number + " " + now);
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
      out.collect(now);
    }
  }
}
