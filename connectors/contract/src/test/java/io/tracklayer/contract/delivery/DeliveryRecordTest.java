package io.tracklayer.contract.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
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

  @Test
  void theMatchKeysOfADeliveredEventAreItsOwnAndThoseThatIdentityAdded() throws IOException {
    MatchKeys keys =
        MatchKeys.of(
            List.of("email", "phone", "click_id", "of_tomorrow"), List.of("click_id", "ip"));
    DeliveryRecord record =
        DeliveryRecord.of(
                new EventRef("e-1", "m-1", "purchase", "acct", "test"),
                Outcome.DELIVERED,
                0,
                Instant.ofEpochSecond(5))
            .destination("meta")
            .matched(keys)
            .build();

    String json = Json.text(record);

    assertThat(json)
        .contains("\"match\":[\"email\",\"phone\",\"click_id\"],\"match_before\":[\"click_id\"]");
    assertThat(Json.read(json.getBytes(UTF_8), DeliveryRecord.class)).isEqualTo(record);
    assertThat(MatchKeys.of(keys.carriedTexts(), keys.ownTexts())).isEqualTo(keys);
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
