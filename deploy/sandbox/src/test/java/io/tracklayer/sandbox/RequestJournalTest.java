package io.tracklayer.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestJournalTest {

  @TempDir private Path directory;

  @Test
  void pastItsLimitTheOldestAreForgottenButCounted() {
    try (RequestJournal journal = new RequestJournal(null, 2, 1_000_000)) {
      journal.add(request("meta", "first"));
      journal.add(request("meta", "second"));
      journal.add(request("webhook", "third"));

      assertThat(journal.list(null)).doesNotContain("first").contains("second", "third");
      assertThat(journal.counts()).isEqualTo(Map.of("meta", 2L, "webhook", 1L));
    }
  }

  @Test
  void whoReadsOnIsToldWhatCameSinceAndWhatHeMissed() {
    try (RequestJournal journal = new RequestJournal(null, 2, 1_000_000)) {
      journal.add(request("meta", "first"));
      journal.add(request("webhook", "other"));
      journal.add(request("meta", "second"));

      assertThat(journal.requestsBehind("meta", 1)).hasSize(1);
      assertThat(journal.requestsBehind("meta", 2)).isEmpty();
      assertThatThrownBy(() -> journal.requestsBehind("meta", 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("1 requests to meta are forgotten");
    }
  }

  @Test
  void itsBytesAreLimitedToo() {
    try (RequestJournal journal = new RequestJournal(null, 1000, 1000)) {
      for (int i = 0; i < 50; i++) {
        journal.add(request("meta", "body " + i));
      }

      assertThat(journal.list(null).length()).isLessThan(1100);
      assertThat(journal.list(null)).contains("body 49");
    }
  }

  @Test
  void halfALineAtTheEndOfTheFileIsPassedOver() throws Exception {
    Path file = directory.resolve("journal");
    try (RequestJournal journal = new RequestJournal(file, 10, 1_000_000)) {
      journal.add(request("meta", "whole"));
    }
    Files.writeString(file, "{\"destination\":\"meta\",\"bo", StandardOpenOption.APPEND);

    try (RequestJournal journal = new RequestJournal(file, 10, 1_000_000)) {
      assertThat(journal.requests("meta")).hasSize(1);
      journal.add(request("meta", "next"));
    }
    try (RequestJournal journal = new RequestJournal(file, 10, 1_000_000)) {
      assertThat(journal.requests("meta")).hasSize(2);
    }
  }

  @Test
  void theFileDoesNotGrowWithoutEnd() throws Exception {
    Path file = directory.resolve("journal");
    try (RequestJournal journal = new RequestJournal(file, 5, 1000)) {
      for (int i = 0; i < 500; i++) {
        journal.add(request("meta", "body " + i));
      }
    }

    assertThat(Files.size(file)).isLessThan(3000);
  }

  @Test
  void whatIsInTheFileIsThereBeforeTheProcessEnds() throws Exception {
    Path file = directory.resolve("journal");
    try (RequestJournal journal = new RequestJournal(file, 5, 1000)) {
      journal.add(request("meta", "kept"));

      assertThat(Files.readString(file)).contains("kept");
    }
  }

  private static RecordedRequest request(String destination, String body) {
    return new RecordedRequest(
        destination,
        "POST",
        "/" + destination,
        Map.of(),
        Map.of(),
        Json.mapper().getNodeFactory().textNode(body),
        200,
        Instant.EPOCH,
        null,
        null);
  }
}
