package io.tracklayer.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code deploy/rudderstack} tells users to paste. */
class RudderStackGuideTest {

  private static final List<String> HEADERS =
      List.of("X-TrackLayer-Account", "X-TrackLayer-Environment", "X-TrackLayer-Secret");

  private String guide;

  @BeforeEach
  void read() throws IOException {
    guide = Files.readString(RepositoryFiles.at("deploy/rudderstack/README.md"));
  }

  @Test
  void theDestinationSendsAllThreeHeaders() throws IOException {
    JsonNode destination =
        new ObjectMapper()
            .readTree(RepositoryFiles.at("deploy/rudderstack/destination.json").toFile());
    assertThat(destination.at("/config/webhookMethod").asText()).isEqualTo("POST");
    assertThat(destination.at("/config/webhookUrl").asText()).endsWith("/rudderstack/events");
    assertThat(destination.at("/config/headers").findValuesAsText("from"))
        .containsExactlyElementsOf(HEADERS);
    HEADERS.forEach(header -> assertThat(guide).contains("| `" + header + "` |"));
  }
}
