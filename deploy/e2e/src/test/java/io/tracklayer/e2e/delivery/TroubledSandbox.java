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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sandbox, each destination opened by its own secret only, and the trouble it is to make. */
final class TroubledSandbox implements AutoCloseable {

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

  void endTrouble(Target target) throws Exception {
    client.endFaults(target.played());
  }

  List<RecordedRequest> requests(Target target) {
    return sandbox.requests(target.played());
  }

  <T> Set<T> allOf(Target target, Function<RecordedRequest, T> property) {
    return requests(target).stream().map(property).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
