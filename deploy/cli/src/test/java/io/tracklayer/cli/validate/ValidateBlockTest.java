package io.tracklayer.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.cli.validate.SeenDestination.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateBlockTest {

  private static ValidateBlock block(String canonical, String state, boolean isReady) {
    return new ValidateBlock(true, true, canonical, state, isReady, List.of(), List.of());
  }

  @Test
  void theBlockIsTheDocumentedOne() {
    assertThat(block("purchase", "merged", true).yaml())
        .isEqualTo(
            """
            validate:
              rudderstack: delivered
              tracklayer:
                accepted: true
                canonical_event: purchase
                identity_state: merged
                downstream_ready: true""");
  }

  @Test
  void destinationsAndReasonsFollowAndJsonSaysTheSame() {
    ValidateBlock block =
        new ValidateBlock(
            false,
            false,
            null,
            null,
            false,
            List.of(new SeenDestination("crm", State.NOT_READY, "attempt 1 failed: no_route")),
            List.of("accepted: no"));

    assertThat(block.yaml())
        .contains("rudderstack: failed", "canonical_event: null")
        .contains("    crm:\n      state: not_ready\n      seen: \"attempt 1 failed: no_route\"")
        .endsWith("  why:\n  - \"accepted: no\"");
    assertThat(block.json())
        .isEqualTo(
            "{\"validate\":{\"rudderstack\":\"failed\",\"tracklayer\":{\"accepted\":false,"
                + "\"canonical_event\":null,\"identity_state\":null,\"downstream_ready\":false},"
                + "\"destinations\":{\"crm\":{\"state\":\"not_ready\","
                + "\"seen\":\"attempt 1 failed: no_route\"}},\"why\":[\"accepted: no\"]}}");
  }

  @ParameterizedTest
  @CsvSource({
    "purchase, merged, true, true",
    "lead, merged, true, true",
    ", merged, true, false",
    "purchase, created, true, false",
    "purchase, , true, false",
    "purchase, merged, false, false"
  })
  void everyLineMustBeAsItShould(String canonical, String state, boolean isReady, boolean isRight) {
    assertThat(block(canonical, state, isReady).isRight()).isEqualTo(isRight);
  }
}
