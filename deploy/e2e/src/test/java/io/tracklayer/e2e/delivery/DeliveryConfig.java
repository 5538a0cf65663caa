package io.tracklayer.e2e.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configuration of a test: orders of one endpoint for each account, to its targets. */
final class DeliveryConfig {

  private static final String WITHOUT_VIEW = "view: {enabled: false}";

  static final String ENDPOINT_SECRET = "the-endpoint-secret-of-this-test";

  private DeliveryConfig() {}

  /**
   * As YAML.
   *
   * @param directory where its secrets go
   */
  static String yaml(
      String bootstrapServers, String topicPrefix, Path directory, List<Target> targets)
      throws IOException {
    Path key = Files.writeString(directory.resolve("identity-key"), "0123456789".repeat(4));
    Path secret = Files.writeString(directory.resolve("endpoint-secret"), ENDPOINT_SECRET);
    StringBuilder yaml =
        new StringBuilder(
            """
            kafka: {bootstrap_servers: "%s", topic_prefix: %s}
            identity: {key_ref: "file:%s"}
            %s
            consent: {purposes: {marketing: {consent_ids: [C0004], traits: [marketing_opt_in]}}}
            endpoints:
            """
                .formatted(bootstrapServers, topicPrefix, key, WITHOUT_VIEW));
    for (String account : targets.stream().map(Target::account).distinct().toList()) {
      yaml.append(
          """
            - url: https://inbound.example.com/rudderstack/events
              account: %s
              environment: production
              secret_ref: "file:%s"
              filters: {include: [Order Completed, Order Created]}
              mapping: {Order Created: purchase}
          """
              .formatted(account, secret));
    }
    yaml.append("destinations:\n");
    for (Target target : targets) {
      yaml.append(target.yaml(directory));
    }
    return yaml.toString();
  }

  /**
   * The same with a live view.
   *
   * @param directory the view's own
   */
  static String withView(String yaml, Path directory) {
    return yaml.replace(WITHOUT_VIEW, "view: {directory: \"%s\"}".formatted(directory));
  }
}
