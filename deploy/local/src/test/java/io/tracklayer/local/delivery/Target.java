package io.tracklayer.local.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A destination of a test.
 *
 * @param played under which name the sandbox plays it; null where something else does
 * @param delivery in YAML, what differs from the defaults
 */
record Target(
    String name, String type, String account, String url, String played, String delivery) {

  static Target webhook(String name, String account, TroubledSandbox sandbox, String delivery) {
    String url = "http://localhost:" + sandbox.port() + "/webhook/" + name;
    return new Target(name, "webhook", account, url, "webhook/" + name, delivery);
  }

  static Target webhook(String name, String account, int port, String delivery) {
    return new Target(name, "webhook", account, "http://localhost:" + port, null, delivery);
  }

  static Target meta(String account, TroubledSandbox sandbox, String delivery) {
    String url = "http://localhost:" + sandbox.port() + "/meta";
    return new Target("meta", "meta_capi", account, url, "meta", delivery);
  }

  /** What this destination, and no other, is opened with. */
  static String secret(String name) {
    return "secret-of-" + name + "-alone-0123456789";
  }

  /**
   * As one entry of {@code destinations}.
   *
   * @param directory where its secret goes
   */
  String yaml(Path directory) throws IOException {
    Path secret = Files.writeString(directory.resolve(name + ".secret"), secret(name));
    String settings =
        type.equals("webhook")
            ? "settings: {url: \"%s\", signing_secret_ref: \"file:%s\", allow_private_addresses: true}"
                .formatted(url, secret)
            : "settings: {dataset_id: \"1\", access_token_ref: \"file:%s\"}\n    base_url: \"%s\""
                .formatted(secret, url);
    return """
          - name: %s
            type: %s
            account: %s
            environment: production
            consent: [marketing]
            delivery: {%s}
            %s
        """
        .formatted(name, type, account, delivery, settings);
  }
}
