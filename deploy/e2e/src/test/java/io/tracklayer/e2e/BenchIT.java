package io.tracklayer.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.TracklayerProcess;
import io.tracklayer.local.bench.BenchCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of so few events mean nothing; that there are any is what is tested. */
class BenchIT {

  private static final Duration DEADLINE = Duration.ofMinutes(3);

  @TempDir private Path directory;

  @Test
  void aStageHasAFigureAndNothingIsLeftBehind() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    try (TracklayerProcess bench =
        TracklayerProcess.start(
            directory.resolve("output"),
            List.of("-Djava.io.tmpdir=" + temporary),
            "bench",
            "--events",
            "2000",
            "--stages",
            "resolve",
            "--output",
            "json")) {
      int code = bench.awaitEnd(DEADLINE);

      assertThat(code).as(bench.output()).isZero();
      JsonNode json = json(bench.output());
      assertThat(schema().validate(json)).isEmpty();
      assertThat(json.get("events").asInt()).isEqualTo(2_000);
      assertThat(json.get("medians").get("resolve").asInt()).isPositive();
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(file -> file.getFileName().toString().startsWith("tracklayer")))
          .isEmpty();
    }
  }

  /** What it says of its progress comes before. */
  private static JsonNode json(String output) throws IOException {
    return Json.parse(output.substring(output.indexOf('{')).getBytes(UTF_8));
  }

  private static Schema schema() throws IOException {
    try (InputStream file = BenchCommand.class.getResourceAsStream("report.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Json.parse(file.readAllBytes()));
    }
  }
}
