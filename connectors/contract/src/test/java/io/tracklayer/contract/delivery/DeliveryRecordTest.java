package io.tracklayer.contract.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryRecordTest {

  @ParameterizedTest
  @EnumSource
  void itKeepsItsReason(Reason reason) throws IOException {
    DeliveryRecord record = record(Cause.of(reason, "detail"));
    String json = Json.text(record);

    assertThat(json).contains("\"reason\":\"" + reason.text() + "\",\"detail\":\"detail\"");
    assertThat(Json.read(json.getBytes(UTF_8), DeliveryRecord.class)).isEqualTo(record);
  }

  @Test
  void oneWithAReasonOfALaterVersionCanStillBeRead() throws IOException {
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
