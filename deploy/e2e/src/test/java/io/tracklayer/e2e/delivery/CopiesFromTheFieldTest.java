package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.Configs;
import io.tracklayer.job.copies.CheckoutTie;
import io.tracklayer.job.copies.ClaimKey;
import io.tracklayer.job.intake.Intake;
import io.tracklayer.job.intake.IntakeResult;
import io.tracklayer.job.intake.commerce.BusinessKey;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.rudderstack.envelope.EnvelopeReader;
import io.tracklayer.rudderstack.envelope.EnvelopeResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which copies are of one order, by the rules alone; what is delivered of them, the IT says. */
class CopiesFromTheFieldTest {

  private static final Instant NOW = Instant.parse("2026-08-20T10:00:00Z");

  private EnvelopeReader reader;
  private Intake intake;

  @BeforeEach
  void configure(@TempDir Path directory) throws Exception {
    Target crm =
        new Target("crm", "webhook", "acct", "http://localhost:1", null, "s".repeat(32), "");
    TrackLayerConfig config =
        Configs.read(DeliveryConfig.yaml("localhost:9092", "copies", directory, List.of(crm)));
    reader = new EnvelopeReader(config.endpoints().get(0));
    intake = new Intake(config, new NodeIds("0123456789".repeat(4)));
  }

  static Stream<CopiesCase> cases() throws Exception {
    return CopiesCase.all(NOW).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachOrderIsOneClaim(CopiesCase of) {
    List<Draft> drafts = of.events().stream().map(this::draft).toList();

    assertThat(claims(drafts)).as(of.right()).hasSize(of.purchases());
  }

  @Test
  void allCasesTogetherInAnyOrderOfArrivalAreAsManyClaims() throws Exception {
    List<CopiesCase> cases = CopiesCase.all(NOW);
    int purchases = cases.stream().mapToInt(CopiesCase::purchases).sum();
    List<Draft> drafts =
        new ArrayList<>(
            cases.stream()
                .filter(of -> !of.id().equals("shopify-order"))
                .flatMap(of -> of.events().stream())
                .map(this::draft)
                .toList());
    for (int seed = 0; seed < 500; seed++) {
      Collections.shuffle(drafts, new Random(seed));
      assertThat(claims(drafts)).as("seed " + seed).hasSize(purchases - 1);
    }
  }

  private Draft draft(ObjectNode event) {
    EnvelopeResult read = reader.read(Json.write(event), NOW);
    RawEvent raw = ((EnvelopeResult.Accepted) read).event();
    return ((IntakeResult.Accepted) intake.take(raw)).draft();
  }

  private static Set<String> claims(List<Draft> drafts) {
    Map<String, CheckoutTie.Known> checkouts = new HashMap<>();
    Set<String> claims = new LinkedHashSet<>();
    for (Draft draft : drafts) {
      claims.add(claim(draft, checkouts));
    }
    return claims;
  }

  private static String claim(Draft draft, Map<String, CheckoutTie.Known> checkouts) {
    BusinessKey key = draft.businessKey() == null ? null : BusinessKey.parse(draft.businessKey());
    ClaimKey own =
        ClaimKey.of(
            draft.account(),
            draft.environment(),
            draft.name(),
            key == null ? null : key.id(),
            draft.eventId());
    if (key == null || key.checkout() == null) {
      return own.claim();
    }
    String checkout = CheckoutTie.key(own, key.checkout());
    CheckoutTie.Ruling ruling =
        CheckoutTie.judge(
            checkouts.get(checkout), own.claim(), key.isOfCheckout() ? null : own.claim());
    checkouts.put(checkout, ruling.known());
    return ruling.claim();
  }
}
