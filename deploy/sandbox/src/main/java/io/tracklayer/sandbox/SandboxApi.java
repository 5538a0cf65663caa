package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One destination's API, played as its documentation describes it. Judges on its own: nothing here
 * may come from the code that it judges. Found by {@link java.util.ServiceLoader}.
 *
 * <p>Thread-safe.
 */
public interface SandboxApi {

  /** The first segment of the paths it answers: {@code meta}. */
  String name();

  /**
   * The name under which a request is recorded, faults are scripted and secrets are known.
   *
   * @param path as requested, with the leading {@code /name}
   */
  default String destination(String path) {
    return name();
  }

  /**
   * Checks a request and answers as the real API would. Never throws for a bad request.
   *
   * @param secrets the tokens that open it
   */
  SandboxAnswer answer(SandboxRequest request, SandboxSecrets secrets);

  /** The schema of the bodies that it takes, in its package. */
  default BodySchema schema() {
    return BodySchema.of(getClass());
  }

  /** How the real API words an answer of this status that has nothing to do with the request. */
  @Nullable JsonNode trouble(int status);
}
