package io.tracklayer.sandbox.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.BodySchema;
import io.tracklayer.sandbox.SandboxApi;
import io.tracklayer.testing.GoldenFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden requests of the destinations, with whose code the sandbox shares nothing. */
class GoldenBodiesTest {

  /**
   * A webhook passes its event on, and the golden events are not canonical: their identifiers are
   * raw.
   */
  static Stream<String> vendors() {
    return GoldenFiles.types().stream().filter(type -> !type.equals("webhook"));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void everyBodyIsAsTheVendorDocumentsIt(String type) throws IOException {
    BodySchema schema = SandboxApi.ofType(type).schema();
    List<String> wrong = new ArrayList<>();
    int bodies = 0;
    for (Map.Entry<String, String> file : GoldenFiles.of(type).entrySet()) {
      int end = file.getValue().indexOf("\n\n");
      if (file.getKey().endsWith(".txt") && end > 0) {
        bodies++;
        schema
            .findings(Json.parse(file.getValue().substring(end).strip().getBytes(UTF_8)))
            .forEach(finding -> wrong.add(file.getKey() + ": " + finding));
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(bodies).isPositive();
  }
}
