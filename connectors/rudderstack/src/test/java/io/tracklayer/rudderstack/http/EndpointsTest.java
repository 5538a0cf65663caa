package io.tracklayer.rudderstack.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.Secrets;
import io.tracklayer.rudderstack.http.Endpoints.Access;
import io.tracklayer.rudderstack.testing.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-08-20T12:00:00Z"), ZoneOffset.UTC);

  private final Endpoints endpoints =
      new Endpoints(
          List.of(
              Configs.endpoint(),
              Configs.endpoint("staging", 401, List.of(), "STAGING"),
              Configs.endpointOf("/retry", "a", "production", 401, List.of(), "PRODUCTION"),
              Configs.endpointOf("/retry", "b", "production", 429, List.of(), "PRODUCTION")),
          Configs.secrets(),
          CLOCK);

  @ParameterizedTest
  @CsvSource({
    "production, secret of production",
    "production, next secret of production",
    "staging, secret of staging",
  })
  void eachActiveSecretOpensItsOwnEnvironment(String environment, String secret) {
    Access access = open(environment, secret);
    assertThat(((Access.Granted) access).endpoint().config().environment()).isEqualTo(environment);
  }

  @ParameterizedTest
  @CsvSource({
    "/rudderstack/events, acct_live_123, production, secret of staging",
    "/rudderstack/events, acct_live_123, staging, secret of production",
    "/rudderstack/events, acct_live_123, production, secret of productio",
    "/rudderstack/events, acct_live_123, production, Secret of production",
    "/rudderstack/events, acct_live_123, production, ''",
    "/rudderstack/events, acct_live_123, production, ",
    "/rudderstack/events, acct_live_123, development, secret of production",
    "/rudderstack/events, acct_live_124, production, secret of production",
    "/rudderstack/events, , , ",
    "/other, acct_live_123, production, secret of production",
  })
  void everythingElseIsDeniedAlike(String path, String account, String environment, String secret) {
    assertThat(endpoints.open(path, account, environment, secret))
        .isEqualTo(new Access.Denied(401));
  }

  @Test
  void aWrongSecretGetsTheStatusOfItsEndpointAndAnUnknownAccountTheMilderOfThePath() {
    assertThat(endpoints.open("/retry", "a", "production", "x")).isEqualTo(new Access.Denied(401));
    assertThat(endpoints.open("/retry", "b", "production", "x")).isEqualTo(new Access.Denied(429));
    assertThat(endpoints.open("/retry", "c", "production", "x")).isEqualTo(new Access.Denied(429));
  }

  @Test
  void aSecretInAFileIsRotatedWithoutARestart(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("secret");
    Files.writeString(file, "first\n");
    TestClock clock = new TestClock();
    Endpoints rotating =
        new Endpoints(
            List.of(Configs.endpoint("production", 401, List.of(), "file:" + file)),
            Secrets.ofThisProcess(),
            clock);
    assertThat(open(rotating, "first")).isInstanceOf(Access.Granted.class);
    Files.writeString(file, "second\n");
    assertThat(open(rotating, "second")).isInstanceOf(Access.Granted.class);
    assertThat(open(rotating, "first")).isEqualTo(new Access.Denied(401));
    Files.writeString(file, "third\n");
    clock.now = clock.now.plusMillis(EndpointSecrets.FRESH_MILLIS);
    assertThat(open(rotating, "second")).isEqualTo(new Access.Denied(401));
  }

  @Test
  void whileASecretCannotBeReadItsSenderIsToTryAgain(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("secret");
    Files.writeString(file, "first");
    TestClock clock = new TestClock();
    Endpoints endpointsOfFile =
        new Endpoints(
            List.of(Configs.endpoint("production", 401, List.of(), "file:" + file)),
            Secrets.ofThisProcess(),
            clock);
    Files.delete(file);
    clock.now = clock.now.plusMillis(EndpointSecrets.FRESH_MILLIS);
    assertThat(open(endpointsOfFile, "first")).isEqualTo(new Access.Denied(429));
  }

  private Access open(String environment, String secret) {
    return endpoints.open(Configs.PATH, Configs.ACCOUNT, environment, secret);
  }

  private static Access open(Endpoints endpoints, String secret) {
    return endpoints.open(Configs.PATH, Configs.ACCOUNT, "production", secret);
  }

  private static final class TestClock extends Clock {

    private Instant now = Instant.parse("2026-08-20T12:00:00Z");

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
