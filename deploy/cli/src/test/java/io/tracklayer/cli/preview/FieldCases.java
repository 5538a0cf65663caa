package io.tracklayer.cli.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.job.canonical.CanonicalWriter;
import io.tracklayer.job.canonical.ClaimNaming;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.ForestInMemory;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.Intake;
import io.tracklayer.job.intake.IntakeResult;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.rudderstack.envelope.EnvelopeReader;
import io.tracklayer.rudderstack.envelope.EnvelopeResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What users reported, as they sent it: envelopes in the order in which they arrived, which one
 * forest makes canonical events of.
 */
final class FieldCases {

  private final Map<String, JsonNode> cases = new TreeMap<>();
  private final TrackLayerConfig settings;
  private final Intake intake;
  private final ForestInMemory forest;
  private final CanonicalWriter writer;

  /**
   * @param file of a case a line
   */
  FieldCases(String file, TrackLayerConfig settings) {
    this.settings = settings;
    intake = new Intake(settings, new NodeIds("0123456789abcdef0123456789abcdef"));
    forest = new ForestInMemory(Limits.of(settings.identity()));
    writer = new CanonicalWriter(settings.consent());
    try (InputStream in = FieldCases.class.getResourceAsStream(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(requireNonNull(in), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode one = Json.parse(line.getBytes(UTF_8));
        cases.put(one.get("id").asText(), one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TrackLayerConfig settings(String yaml) {
    ConfigResult read = new ConfigReader(new Destinations().specs()).read("test", yaml);
    if (read instanceof ConfigResult.Valid valid) {
      return valid.config();
    }
    throw new IllegalStateException(read.toString());
  }

  Set<String> ids() {
    return cases.keySet();
  }

  /** The cases that a test tries: those at the beginning of its rows. */
  static Set<String> triedBy(Class<?> test) {
    Set<String> ids = new TreeSet<>();
    for (Method method : test.getDeclaredMethods()) {
      CsvSource rows = method.getAnnotation(CsvSource.class);
      if (rows != null) {
        Arrays.stream(rows.value()).map(row -> row.split("[ ,|]", 2)[0]).forEach(ids::add);
      }
    }
    return ids;
  }

  String right(String id) {
    return requireNonNull(cases.get(id)).get("right").asText();
  }

  JsonNode events(String id) {
    return requireNonNull(cases.get(id)).get("events");
  }

  /** Of all events of a case that have a name. */
  List<CanonicalEvent> canonical(String id) {
    List<CanonicalEvent> canonical = new ArrayList<>();
    events(id).forEach(event -> canonical(event).ifPresent(canonical::add));
    return canonical;
  }

  Optional<CanonicalEvent> canonical(JsonNode envelope) {
    EnvelopeResult read =
        new EnvelopeReader(settings.endpoints().get(0))
            .read(Json.write(envelope), Instant.parse(envelope.get("receivedAt").asText()));
    assertThat(read).isInstanceOf(EnvelopeResult.Accepted.class);
    IntakeResult taken = intake.take(Json.write(((EnvelopeResult.Accepted) read).event()));
    Draft draft = ((IntakeResult.Accepted) taken).draft();
    Resolved resolved = forest.resolve(draft);
    if (draft.carriesIdentityOnly()) {
      return Optional.empty();
    }
    byte[] json =
        new ClaimNaming("claim", draft.eventId(), draft.eventId(), null)
            .inFrontOf(writer.write(resolved));
    try {
      return Optional.of(Json.read(json, CanonicalEvent.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
