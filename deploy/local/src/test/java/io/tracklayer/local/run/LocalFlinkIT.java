package io.tracklayer.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.testing.SpacedTempDir;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFlinkIT {

  // A space, as in a user's home directory.
  @TempDir(factory = SpacedTempDir.class)
  private Path directory;

  @Test
  void aJobGoesOnFromItsNewestCheckpoint() throws Exception {
    Path progress = Files.createDirectory(directory.resolve("progress"));
    try (LocalFlink flink = LocalFlink.start(directory, 0, 1, e -> count(e, progress, "first"))) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Checkpoints.newest(directory.resolve("checkpoints")).isPresent());
      assertThat(flink.failure()).isEmpty();
      assertThat(webUi(flink)).contains("Apache Flink");
    }

    try (LocalFlink flink = LocalFlink.start(directory, 0, 1, e -> count(e, progress, "second"))) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Files.exists(progress.resolve("second")));
      assertThat(Long.parseLong(Files.readString(progress.resolve("second"))))
          .as("the first count after the restart")
          .isGreaterThan(1);
      assertThat(flink.failure()).isEmpty();
    }
  }

  @Test
  void aJobThatCannotRunIsRefusedWithItsReason() {
    assertThatThrownBy(
            () ->
                LocalFlink.start(
                    directory,
                    0,
                    1,
                    e -> {
                      throw new IllegalStateException("the reason");
                    }))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("the reason");
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      assertThatThrownBy(() -> LocalFlink.start(directory, taken.getLocalPort(), 1, e -> {}))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()))
          .hasMessageContaining("--flink-port");
    }
  }

  private static String webUi(LocalFlink flink) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + flink.port() + "/")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static void count(StreamExecutionEnvironment environment, Path progress, String run) {
    DataGeneratorSource<Long> numbers =
        new DataGeneratorSource<>(
            n -> n, Long.MAX_VALUE, RateLimiterStrategy.perSecond(50), Types.LONG);
    environment
        .fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
        .uid("numbers")
        .keyBy(n -> 0, Types.INT)
        .process(new Count(progress.resolve(run).toString()))
        .uid("count")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
  }

  /** Counts across restarts, and writes the first count of each run to a file. */
  private static final class Count extends KeyedProcessFunction<Integer, Long, Long> {

    private static final long serialVersionUID = 1L;

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
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
      long next = count.value() == null ? 1 : count.value() + 1;
      count.update(next);
      if (!Files.exists(Path.of(file))) {
        Files.writeString(Path.of(file), Long.toString(next));
      }
    }
  }
}
