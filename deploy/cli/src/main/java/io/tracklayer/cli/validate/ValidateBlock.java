package io.tracklayer.cli.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.json.Json;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was really observed of one order, in the documented form.
 *
 * @param delivered whether the source was answered with success
 * @param canonicalEvent the order's canonical name; none if it did not become a canonical event
 * @param identityState the same of what its identifiers led to
 * @param downstreamReady whether its destinations are ready for it
 * @param destinations what was seen of each of them; empty where somebody else tells
 * @param why for every line that is not as it should be, what was seen and what to do
 */
public record ValidateBlock(
    boolean delivered,
    boolean accepted,
    @Nullable String canonicalEvent,
    @Nullable String identityState,
    boolean downstreamReady,
    List<SeenDestination> destinations,
    List<String> why) {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();

  /** Whether every line is as it should be. */
  public boolean isRight() {
    return delivered
        && accepted
        && canonicalEvent != null
        && IdentityState.MERGED.text().equals(identityState)
        && downstreamReady;
  }

  /** One line of JSON. */
  public String json() {
    return Json.text(tree());
  }

  /** YAML, without the last line break. */
  public String yaml() {
    try {
      return YAML.writeValueAsString(tree()).stripTrailing();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a block could not be written", e);
    }
  }

  private ObjectNode tree() {
    ObjectNode tree = Json.object();
    ObjectNode block = tree.putObject("validate");
    block.put("rudderstack", delivered ? "delivered" : "failed");
    block
        .putObject("tracklayer")
        .put("accepted", accepted)
        .put("canonical_event", canonicalEvent)
        .put("identity_state", identityState)
        .put("downstream_ready", downstreamReady);
    if (!destinations.isEmpty()) {
      ObjectNode seen = block.putObject("destinations");
      for (SeenDestination destination : destinations) {
        seen.putObject(destination.name())
            .put("state", destination.state().text())
            .put("seen", destination.seen());
      }
    }
    if (!why.isEmpty()) {
      ArrayNode reasons = block.putArray("why");
      why.forEach(reasons::add);
    }
    return tree;
  }

  @Override
  public String toString() {
    return yaml();
  }
}
