package io.tracklayer.cli.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.sandbox.Sandbox;
import io.tracklayer.sandbox.SandboxOptions;
import io.tracklayer.sandbox.SandboxSecrets;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Meta says, asked of the sandbox, beside what was counted. */
class VendorsTest {

  private static Sandbox sandbox;

  private final List<String> problems = new ArrayList<>();

  @BeforeAll
  static void startSandbox() {
    SandboxSecrets secrets = new SandboxSecrets(Map.of("meta", Set.of("right")));
    sandbox = Sandbox.start(SandboxOptions.onLocalhost(0, secrets), Clock.systemUTC());
  }

  @AfterAll
  static void stopSandbox() {
    sandbox.close();
  }

  @Test
  void whatMetaSaysIsPutBesideWhatWasCounted() throws IOException {
    assertThat(report("right", "true"))
        .containsExactly(
            new MatchShare("meta", "purchase", "email", 200, 0, 3L, 199L, new BigDecimal("1E+2")),
            new MatchShare("meta", "purchase", "phone", 200, 0, 0L, 200L, null),
            new MatchShare("meta", "purchase", "click_id", 200, 0, 0L, 0L, new BigDecimal("41.5")),
            new MatchShare("meta", "purchase", "ip", 200, 0, 0L, 0L, new BigDecimal("99.9")),
            new MatchShare("meta", "purchase", "score", 200, 0, null, null, new BigDecimal("7.2")));
    assertThat(problems).isEmpty();
  }

  @Test
  void aTokenThatMetaRefusesIsToldAndTheCountsAreThereAllTheSame() throws IOException {
    assertThat(report("wrong", "true")).hasSize(2);
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("meta cannot be asked for its match quality: status 401, code 190: ")
        .doesNotContain("wrong");
  }

  @Test
  void aDestinationThatIsNotToBeAskedNeedsNoSecret() throws IOException {
    assertThat(report(null, "false")).hasSize(2);
    assertThat(problems).isEmpty();
  }

  @Test
  void allAndNoneAreSaidOnlyOfAllAndNone() throws IOException {
    List<MatchShare> shares = report(null, "false");

    assertThat(shares.get(0).beforeShare()).isEqualTo("2 %");
    assertThat(shares.get(0).afterShare()).isEqualTo("99 %");
    assertThat(shares.get(1).beforeShare()).isEqualTo("0 %");
    assertThat(shares.get(1).afterShare()).isEqualTo("100 %");
  }

  @Test
  void whatOnlyWouldBeSentIsReportedApart() throws IOException {
    JsonNode counted =
        Json.parse(
            ("{\"only_logged\":{\"meta\":{\"purchase\":{\"would_send\":4,\"keys\":{"
                    + "\"email\":{\"before\":1,\"after\":4}}}}}}")
                .getBytes(UTF_8));

    MatchShare share = MatchReport.of(counted, Map.of()).get(0);

    assertThat(share).isEqualTo(new MatchShare("meta", "purchase", "email", 0, 4, 1L, 4L, null));
    assertThat(share.events()).isEqualTo("4 only logged");
    assertThat(share.beforeShare()).isEqualTo("25 %");
    assertThat(share.afterShare()).isEqualTo("100 %");
  }

  private List<MatchShare> report(String token, String quality) throws IOException {
    JsonNode counted =
        Json.parse(
            ("{\"destinations\":{\"meta\":{\"purchase\":{\"delivered\":200,\"keys\":{"
                    + "\"email\":{\"before\":3,\"after\":199},"
                    + "\"phone\":{\"before\":0,\"after\":200}}}}}}")
                .getBytes(UTF_8));
    Secrets secrets = Secrets.of(name -> name.equals("TOKEN") ? token : null);
    return MatchReport.of(counted, Vendors.ask(config(quality), secrets, problems::add));
  }

  private static TrackLayerConfig config(String quality) {
    String yaml =
        """
        endpoints:
          - url: https://in.example.com/e
            account: acct
            environment: production
            secret_ref: S
            filters: {include: []}
        identity: {key_ref: K}
        destinations:
          - name: meta
            type: meta_capi
            account: acct
            environment: production
            consent: []
            settings: {dataset_id: "1", access_token_ref: TOKEN, quality: %s}
            base_url: http://localhost:%d/meta
        """
            .formatted(quality, sandbox.port());
    ConfigResult read = new ConfigReader(new Destinations().specs()).read("test", yaml);
    if (read instanceof ConfigResult.Valid valid) {
      return valid.config();
    }
    throw new IllegalStateException(((ConfigResult.Invalid) read).problems().toString());
  }
}
