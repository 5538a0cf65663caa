package io.tracklayer.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.DestinationScope;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenamedDestinationTest {

  private static final long AT = ShopTraffic.START.toEpochMilli();
  private static final List<DestinationScope> RENAMED =
      List.of(new DestinationScope("shop", Log.ACCOUNT, Log.ENVIRONMENT, "crm"));

  @TempDir private Path directory;
  @TempDir private Path emptyDirectory;

  private final Log log = new Log();

  private void told(String message, String destination, String outcome, long after) {
    log.outcome(message, destination, outcome, "", AT + after, AT);
  }

  @Test
  void whatWasToldUnderTheEarlierNameIsTheDestinationsOwn() throws SQLException {
    for (String message : List.of("m-1", "m-2", "m-3", "m-4")) {
      log.raw(message, "track", AT);
      log.canonical(message, message, null, AT);
    }
    told("m-1", "crm", "delivered", 10);
    told("m-2", "crm", "rejected", 10);
    try (Viewed view = new Viewed(directory, log)) {
      view.readAll(new Random(1));
    }
    told("m-3", "shop", "delivered", 20);
    told("m-1", "shop", "duplicate", 20); // reads canonical again, and finds it delivered
    told("m-4", "crm", "delivered", 15);

    for (Path each : List.of(directory, emptyDirectory)) {
      try (Viewed view = new Viewed(each, log, RENAMED)) {
        view.readAll(new Random(2));

        JsonNode funnel = view.funnel(AT);
        assertThat(funnel.path("destinations").path("shop").toString())
            .isEqualTo(
                "{\"delivered\":3,\"waiting\":0,\"consent_denied\":0,\"rejected\":1,\"expired\":0,"
                    + "\"not_applicable\":0,\"duplicate\":0}");
        assertThat(funnel.path("destinations").has("crm")).isFalse();
        assertThat(funnel.at("/last_hour/destinations/shop/delivered").asInt()).isEqualTo(3);
        assertThat(funnel.at("/last_hour/destinations").has("crm")).isFalse();
        assertThat(funnel.at("/health/shop").has("delivered_at")).isTrue();
      }
    }
  }
}
