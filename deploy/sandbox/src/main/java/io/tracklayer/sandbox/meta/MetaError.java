package io.tracklayer.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.util.Locale;

/**
 * An error of Meta's Graph API.
 *
 * @param subcode 0 for none
 * @param title what Meta shows to people; null for none
 * @param userMessage what Meta tells people to do; null for none
 */
record MetaError(
    int code, int subcode, boolean isTransient, String message, String title, String userMessage) {

  static MetaError of(int code, int subcode, String message) {
    return new MetaError(code, subcode, false, message, null, null);
  }

  static MetaError transientOf(int code, String message) {
    return new MetaError(code, 0, true, message, null, null);
  }

  /** A parameter error about an event: code 100. */
  static MetaError ofParameter(int subcode, String title, String userMessage) {
    return new MetaError(100, subcode, false, "Invalid parameter", title, userMessage);
  }

  static MetaError unsupportedRequest(String method) {
    return new MetaError(
        100,
        33,
        false,
        "Unsupported "
            + method.toLowerCase(Locale.ROOT)
            + " request. Object does not exist, cannot be loaded due to missing permissions, or"
            + " does not support this operation.",
        null,
        null);
  }

  JsonNode json(String trace) {
    ObjectNode error = Json.object();
    error.put("message", message);
    error.put("type", isTransient ? "ServerException" : "OAuthException");
    error.put("code", code);
    if (subcode != 0) {
      error.put("error_subcode", subcode);
    }
    error.put("is_transient", isTransient);
    if (title != null) {
      error.put("error_user_title", title).put("error_user_msg", userMessage);
    }
    error.put("fbtrace_id", trace);
    return Json.object().set("error", error);
  }
}
