package io.tracklayer.destinations.meta;

import io.tracklayer.contract.config.DestinationConfig;
import java.net.URI;

/**
 * Where one dataset's events are posted to.
 *
 * @param operatorsChoice whether the host is the operator's and not Meta's
 */
record MetaEndpoint(URI uri, boolean operatorsChoice) {

  static final String DEFAULT_BASE = "https://graph.facebook.com";

  /** Meta supports a version for at least two years. */
  static final String DEFAULT_VERSION = "v25.0";

  static MetaEndpoint of(DestinationConfig config) {
    String dataset = pathSegment(MetaType.DATASET_ID, config.settings().requireText("dataset_id"));
    String version =
        pathSegment(
            MetaType.API_VERSION,
            config.settings().text(MetaType.API_VERSION).orElse(DEFAULT_VERSION));
    String base = config.baseUrl() == null ? DEFAULT_BASE : config.baseUrl().toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return new MetaEndpoint(
        URI.create(root + "/" + version + "/" + dataset + "/events"), config.baseUrl() != null);
  }

  private static String pathSegment(String setting, String value) {
    String segment = value.strip();
    boolean plain =
        !segment.isEmpty()
            && !segment.startsWith(".")
            && segment
                .chars()
                .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0));
    if (!plain) {
      throw new IllegalStateException(
          "settings." + setting + " may hold only letters, digits, '.', '_' and '-'");
    }
    return segment;
  }
}
