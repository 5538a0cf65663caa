package io.tracklayer.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    JsonNode destination = new ObjectMapper().readTree(block("json"));
    assertThat(destination.at("/config/webhookMethod").asText()).isEqualTo("POST");
    assertThat(destination.at("/config/webhookUrl").asText()).endsWith("/rudderstack/events");
    assertThat(destination.at("/config/headers").findValuesAsText("from"))
        .containsExactlyElementsOf(HEADERS);
    HEADERS.forEach(header -> assertThat(guide).contains("| `" + header + "` |"));
  }

  @Test
  void theTransformationMakesThinPayloads() {
    Matcher field = Pattern.compile("(?m)^ {4}([a-z_]+): ").matcher(block("js"));
    List<String> fields = field.results().map(found -> found.group(1)).toList();
    assertThat(fields)
        .contains("message_id", "type", "event", "sent_at", "anonymous_id", "user_id")
        .isSubsetOf(
            "message_id",
            "type",
            "event",
            "sent_at",
            "timestamp",
            "original_timestamp",
            "anonymous_id",
            "user_id",
            "traits",
            "properties",
            "context",
            "consent");
  }

  @Test
  void theTransformationKeepsWhateverStatesConsentInTheContext() {
    assertThat(block("js"))
        .contains("consentManagement:", "tcString:", "gppString:", "gpc: event.context.gpc");
  }

  private String block(String language) {
    Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(guide);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
