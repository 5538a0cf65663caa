package io.tracklayer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.e2e.testing.TracklayerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

  private static final int SIGTERM = 15;

  @TempDir private Path directory;

  /** The exit code of a demo that is not kept is what CI runs it for. */
  @Test
  void theStoryComesOutRightWithinAMinuteAndIsKeptUntilTheDemoIsStopped() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("temporary"));
    try (TracklayerProcess demo =
        TracklayerProcess.start(
            directory.resolve("output"),
            List.of("-Djava.io.tmpdir=" + temporary),
            "demo",
            "--keep")) {
      demo.awaitOutput("Press Ctrl-C to stop.", Duration.ofSeconds(60));
      assertThat(demo.output())
          .contains("downstream_ready: true")
          .contains("canonical_event: purchase")
          .contains("All checks passed.")
          .doesNotContain("FAILED");
      assertThat(liveView(demo.output())).contains("<title>");

      demo.terminate();
      assertThat(demo.awaitEnd(Duration.ofSeconds(30))).isEqualTo(128 + SIGTERM);
      assertThat(demo.output()).endsWith("Press Ctrl-C to stop." + System.lineSeparator());
      assertThat(temporary).isEmptyDirectory();
    }
  }

  private static String liveView(String output) throws Exception {
    Matcher named = Pattern.compile("live view .*: (http://\\S+)").matcher(output);
    assertThat(named.find()).isTrue();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(named.group(1))).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
