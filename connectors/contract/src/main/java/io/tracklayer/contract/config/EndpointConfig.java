package io.tracklayer.contract.config;

import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP endpoint. Requests are matched to it by path, account and environment.
 *
 * @param secretRefs one, or two while a secret is rotated
 * @param include the filter, as configured; empty lets through everything that has a canonical name
 * @param mapping source event to canonical name, added to the default table
 * @param eventIdFrom where a source may put its own event id; the first usable one counts
 * @param authFailureStatus 401, or 429 so that a botched rotation of the secret loses nothing
 * @param maxBodyBytes of the decompressed body
 * @param honoursIntegrations whether the source may exclude destinations by its integrations object
 * @param defaultCurrency of amounts without one, by its ISO 4217 code; null if there is none
 */
public record EndpointConfig(
    URI url,
    String account,
    String environment,
    String source,
    List<SecretRef> secretRefs,
    List<String> include,
    Map<String, String> mapping,
    List<String> eventIdFrom,
    int authFailureStatus,
    int maxBodyBytes,
    int maxEvents,
    boolean honoursIntegrations,
    @Nullable String defaultCurrency)
    implements Serializable {

  /** The largest event that is let in, as it is sent. */
  public static final int MAX_EVENT_BYTES = 256 * 1024;

  /** The default of {@code eventIdFrom}. */
  public static final List<String> DEFAULT_EVENT_ID_FROM =
      List.of(
          "properties.event_id",
          "properties.eventID",
          "context.event_id",
          "traits.event_id",
          "context.traits.event_id");

  public String path() {
    return url.getPath();
  }
}
