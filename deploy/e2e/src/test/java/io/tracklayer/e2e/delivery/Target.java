package io.tracklayer.e2e.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A destination of a test.
 *
 * @param played under which name the sandbox plays it; null where something else does
 * @param secret what it is opened with
 * @param delivery in YAML, what differs from the defaults
 */
record Target(
    String name,
    String type,
    String account,
    String url,
    String played,
    String secret,
    String delivery) {

  static Target webhook(String name, String account, TroubledSandbox sandbox, String delivery) {
    String url = "http://localhost:" + sandbox.port() + "/webhook/" + name;
    return new Target(name, "webhook", account, url, "webhook/" + name, secret(name), delivery);
  }

  static Target webhook(String name, String account, int port, String delivery) {
    return new Target(
        name, "webhook", account, "http://localhost:" + port, null, secret(name), delivery);
  }

  static Target meta(String account, TroubledSandbox sandbox, String delivery) {
    String url = "http://localhost:" + sandbox.port() + "/meta";
    return new Target("meta", "meta_capi", account, url, "meta", secret("meta"), delivery);
  }

  /** Purchases from 10 are of the conversion action 777, and refunds restate them. */
  static Target dataManager(String account, int port, String keyFile) {
    String name = "google_data_manager";
    return new Target(
        name, name, account, "http://localhost:" + port + "/" + name, name, keyFile, "");
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
    Path file = Files.writeString(directory.resolve(name + ".secret"), secret);
    String settings =
        switch (type) {
          case "webhook" ->
              "settings: {url: \"%s\", signing_secret_ref: \"file:%s\", allow_private_addresses: true}"
                  .formatted(url, file);
          case "google_data_manager" ->
              """
              when: {min_value: 10}
                  settings: {operating_account_id: "1234567890", conversion_actions: {purchase: "777"}, credentials_ref: "file:%s", restate: true}
                  base_url: "%s"\
              """
                  .formatted(file, url);
          default ->
              "settings: {dataset_id: \"1\", access_token_ref: \"file:%s\"}\n    base_url: \"%s\""
                  .formatted(file, url);
        };
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
