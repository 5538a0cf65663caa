package io.tracklayer.contract.reason;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.json.Json;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

  private static final Path PAGE = RepositoryFiles.at("docs/reasons.md");

  @Test
  void thePageSaysWhatTheEnumerationSays() throws IOException {
    String page = ReasonsPage.text();
    if (Boolean.getBoolean("tracklayer.docs.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("regenerate it with -Dtracklayer.docs.write=true")
        .content()
        .isEqualTo(page);
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonSaysWhatItMeansAndWhatToDo(Reason reason) {
    assertThat(reason.where()).isNotEmpty();
    assertThat(reason.meaning()).endsWith(".").doesNotContain("|");
    assertThat(reason.remedy()).endsWith(".").doesNotContain("|").isNotEqualTo(reason.meaning());
  }

  @ParameterizedTest
  @EnumSource
  void aRecordKeepsItsReason(Reason reason) throws IOException {
    DeliveryRecord record = record(Cause.of(reason, "detail"));
    String json = Json.text(record);

    assertThat(json).contains("\"reason\":\"" + reason.text() + "\",\"detail\":\"detail\"");
    assertThat(Json.read(json.getBytes(UTF_8), DeliveryRecord.class)).isEqualTo(record);
  }

  @Test
  void aRecordWithAReasonOfALaterVersionCanStillBeRead() throws IOException {
    String json = Json.text(record(Cause.of(Reason.TOO_OLD))).replace("too_old", "of_tomorrow");

    assertThat(Json.read(json.getBytes(UTF_8), DeliveryRecord.class)).isEqualTo(record(null));
  }

  private static DeliveryRecord record(Cause cause) {
    return DeliveryRecord.of(
            new EventRef("e-1", "m-1", "purchase", "acct", "test"),
            Outcome.REJECTED,
            0,
            Instant.ofEpochSecond(5))
        .destination("meta")
        .because(cause)
        .build();
  }
}
