package io.tracklayer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.e2e.testing.TracklayerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

  @TempDir private Path directory;

  @Test
  void theStoryComesOutRightWithinAMinute() throws Exception {
    try (TracklayerProcess demo =
        TracklayerProcess.start(
            directory.resolve("output"), List.of("-Djava.io.tmpdir=" + directory), "demo")) {
      int code = demo.awaitEnd(Duration.ofSeconds(60));

      assertThat(code).as(demo.output()).isZero();
      assertThat(demo.output())
          .contains("downstream_ready: true")
          .contains("canonical_event: purchase")
          .doesNotContain("FAILED");
    }
  }
}
