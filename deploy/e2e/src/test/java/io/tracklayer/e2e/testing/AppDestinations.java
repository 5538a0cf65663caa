package io.tracklayer.e2e.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The types whose golden requests are those of a website, and that need others for an app. */
public final class AppDestinations {

  /** Ends the names of such destinations, which begin with the type. */
  public static final String SUFFIX = "-of-apps";

  private AppDestinations() {}

  /** The settings for an app on iOS, by type. */
  public static Map<String, JsonNode> settings() {
    return Map.of(
        "tiktok_events",
        json(
            """
            {"event_source": "app", "pixel_code": "7568", "app_id": "343200656", "access_token_ref": "T"}
            """),
        "ga4",
        json(
            """
            {"firebase_app_id": "1:42:ios:321abc456def7890", "api_secret_ref": "T"}
            """));
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
