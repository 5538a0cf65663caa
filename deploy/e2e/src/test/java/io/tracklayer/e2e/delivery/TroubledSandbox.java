package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.sandbox.RecordedRequest;
import io.tracklayer.sandbox.Sandbox;
import io.tracklayer.sandbox.SandboxClient;
import io.tracklayer.sandbox.SandboxOptions;
import io.tracklayer.sandbox.SandboxSecrets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sandbox, each destination opened by its own secret only, and the trouble it is to make. */
final class TroubledSandbox implements AutoCloseable {

  /** Of a request that met it, the sandbox took nothing, whatever it answered. */
  private static final Set<String> NOT_TAKEN = Set.of("status", "reset", "malformed", "poison");

  /** What every destination can do, and delivery has to get over. */
  static final List<String> TROUBLE =
      List.of(
          "\"status\":500",
          "\"status\":503,\"headers\":{\"Retry-After\":\"1\"}",
          "\"reset\":true",
          "\"malformed\":true",
          "\"drop\":true",
          "\"slow\":\"600ms\"",
          "\"delay\":\"300ms\"");

  private static final String DROPPED = "drop";

  private final Sandbox sandbox;
  private final SandboxClient client;

  /**
   * @param webhooks their names
   */
  TroubledSandbox(String... webhooks) {
    Map<String, Set<String>> secrets = new HashMap<>();
    secrets.put("meta", Set.of(Target.secret("meta")));
    for (String name : webhooks) {
      secrets.put("webhook/" + name, Set.of(Target.secret(name)));
    }
    sandbox =
        Sandbox.start(
            SandboxOptions.onLocalhost(0, new SandboxSecrets(secrets)), Clock.systemUTC());
    client = new SandboxClient(sandbox);
  }

  int port() {
    return sandbox.port();
  }

  /**
   * What happens to the next requests that have no other trouble scripted before.
   *
   * @param trouble as {@code "status":500}
   */
  void trouble(Target target, String trouble) throws Exception {
    String script = "{\"destination\":\"%s\",%s}".formatted(target.played(), trouble);
    assertThat(client.fault(script).statusCode()).as(script).isEqualTo(204);
  }

  void anyTrouble(Target target, Random random) throws Exception {
    trouble(target, TROUBLE.get(random.nextInt(TROUBLE.size())));
  }

  void endTrouble(Target target) throws Exception {
    client.endFaults(target.played());
  }

  List<RecordedRequest> requests(Target target) {
    return sandbox.requests(target.played());
  }

  /** What came behind the first so many requests. */
  List<RecordedRequest> requestsBehind(Target target, long number) {
    return sandbox.requestsBehind(target.played(), number);
  }

  <T> Set<T> allOf(Target target, Function<RecordedRequest, T> property) {
    return requests(target).stream().map(property).collect(Collectors.toSet());
  }

  /** Whether the destination has what was sent. */
  static boolean wasTaken(RecordedRequest request) {
    return request.status() / 100 == 2 && !NOT_TAKEN.contains(String.valueOf(request.fault()));
  }

  /** Whether it was taken, and the sender could not know. */
  static boolean answerWasLost(RecordedRequest request) {
    return DROPPED.equals(request.fault());
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
