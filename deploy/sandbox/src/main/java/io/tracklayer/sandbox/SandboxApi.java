package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One vendor's API, simulated as its documentation describes it. It shares no code with the
 * destinations, whose requests it judges. Found by {@link ServiceLoader}.
 *
 * <p>Thread-safe.
 */
public interface SandboxApi {

  static Stream<SandboxApi> all() {
    return ServiceLoader.load(SandboxApi.class, SandboxApi.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get);
  }

  /**
   * The API that destinations of a type send to: {@code meta} of {@code meta_capi}.
   *
   * @throws IllegalArgumentException when the sandbox has none
   */
  static SandboxApi ofType(String type) {
    return all()
        .filter(api -> (type + "_").startsWith(api.name() + "_"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the sandbox has no API of " + type));
  }

  /** The first segment of the paths it answers: {@code meta}. */
  String name();

  /**
   * The name under which requests are recorded, faults are scripted and secrets are known.
   *
   * @param path as requested, with the leading {@code /name}
   */
  default String destination(String path) {
    return name();
  }

  /**
   * Checks a request and answers as the real API would. Never throws for a bad request.
   *
   * @param secrets the tokens that it accepts
   */
  SandboxAnswer answer(SandboxRequest request, SandboxSecrets secrets);

  /** What the vendor counts after all that it accepted; of most vendors this is not simulated. */
  default List<JsonNode> conversions() {
    return List.of();
  }

  /** The schema of the bodies that it accepts. */
  default BodySchema schema() {
    return BodySchema.of(getClass());
  }

  /** The body of an error answer with this status whose cause is not the request. */
  @Nullable JsonNode trouble(int status);
}
