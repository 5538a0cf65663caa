package io.tracklayer.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.Intake;
import io.tracklayer.job.intake.IntakeResult;
import io.tracklayer.rudderstack.envelope.EnvelopeReader;
import io.tracklayer.rudderstack.envelope.EnvelopeResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleInMemoryTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir private Path directory;

  private TrackLayerConfig config;
  private PeopleInMemory people;
  private int messages;

  @BeforeEach
  void readConfig() throws IOException {
    config = BenchConfig.write(directory, "localhost:9092", "http://localhost:1/");
    people = new PeopleInMemory(Limits.of(config.identity()));
  }

  @Test
  void anEventThatCarriesTheIdentifiersOfTwoPeopleMakesThemOne() {
    Resolved first = seen("d-1", "u-1");
    Resolved second = seen("d-2", "u-2");
    Resolved linking = seen("d-1", "u-2");

    assertThat(first.state()).isEqualTo(IdentityState.CREATED);
    assertThat(second.state()).isEqualTo(IdentityState.CREATED);
    assertThat(linking.state()).isEqualTo(IdentityState.MERGED);
    assertThat(linking.profile().members()).hasSize(4);
    assertThat(seen("d-2", "u-1").state()).isEqualTo(IdentityState.RECOGNISED);
    assertThat(seen("d-2", "u-1").profile().id()).isEqualTo(linking.profile().id());
  }

  @Test
  void peopleStayOneOverSeveralMerges() {
    for (int i = 1; i <= 4; i++) {
      seen("d-" + i, "u-" + i);
    }
    seen("d-1", "u-2");
    seen("d-3", "u-4");
    seen("d-4", "u-1");

    assertThat(seen("d-2", "u-3").profile().members()).hasSize(8);
    assertThat(seen("d-3", "u-1").state()).isEqualTo(IdentityState.RECOGNISED);
  }

  @Test
  void aNewIdentifierJoinsAKnownPersonAndStrangersStayApart() {
    seen("d-1", "u-1");

    assertThat(seen("d-2", "u-1").state()).isEqualTo(IdentityState.MERGED);
    assertThat(seen("d-9", "u-9").profile().members()).hasSize(2);
  }

  @Test
  void aMessagePassesOnce() {
    assertThat(resolve("m", "d-1", "u-1")).isPresent();
    assertThat(resolve("m", "d-1", "u-1")).isEmpty();
  }

  private Resolved seen(String device, String user) {
    return resolve("m-" + messages++, device, user).orElseThrow();
  }

  private Optional<Resolved> resolve(String messageId, String device, String user) {
    byte[] envelope =
        Json.write(
            Json.object()
                .put("messageId", messageId)
                .put("type", "track")
                .put("event", "Product Viewed")
                .put("anonymousId", device)
                .put("userId", user));
    RawEvent event =
        ((EnvelopeResult.Accepted)
                new EnvelopeReader(config.endpoints().get(0)).read(envelope, NOW))
            .event();
    Intake intake = new Intake(config, new NodeIds("an identity key, longer than 32 bytes"));
    return people.resolve(((IntakeResult.Accepted) intake.take(event)).draft());
  }
}
