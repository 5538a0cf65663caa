package io.tracklayer.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.BodyProblem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An error of Meta's Graph API.
 *
 * @param subcode 0 for none
 * @param title what Meta shows to people
 * @param userMessage what Meta tells people to do
 */
record MetaError(
    int code,
    int subcode,
    boolean isTransient,
    String message,
    @Nullable String title,
    @Nullable String userMessage) {

  private static final int INVALID_PARAMETER = 100;

  // Subcodes of events.
  private static final int MALFORMED_FBC = 2804001;
  private static final int TOO_OLD = 2804003;
  private static final int BAD_USER_DATA = 2804007;
  private static final int BAD_TIME = 2804016;
  private static final int BAD_VALUE = 2804017;
  private static final int OTHER = 2804019;
  private static final int TOO_LITTLE_USER_DATA = 2804050;

  static MetaError of(int code, int subcode, String message) {
    return new MetaError(code, subcode, false, message, null, null);
  }

  static MetaError transientOf(int code, String message) {
    return new MetaError(code, 0, true, message, null, null);
  }

  /** An error about the request as a whole, or about an event in it. */
  static MetaError of(BodyProblem finding) {
    if (finding.at().size() < 2) {
      return of(INVALID_PARAMETER, 0, "Invalid parameter: " + finding);
    }
    if (part(finding).equals("event_time") && finding.keyword().equals("minimum")) {
      return eventTooOld();
    }
    int subcode = subcode(finding);
    return ofEvent(
        subcode,
        subcode == TOO_LITTLE_USER_DATA
            ? "You Haven't Added Sufficient Customer Information Parameter Data For This Event"
            : "Invalid " + part(finding).replace('_', ' '),
        finding.toString());
  }

  /** Of {@code data[0].user_data.em}, the {@code user_data}. */
  private static String part(BodyProblem finding) {
    return finding.at().size() > 2 ? finding.at().get(2) : "event";
  }

  private static int subcode(BodyProblem finding) {
    return switch (part(finding)) {
      case "event_time" -> BAD_TIME;
      case "custom_data" -> BAD_VALUE;
      case "user_data" -> {
        if (finding.keyword().equals(BodyProblem.ALTERNATIVES)) {
          yield TOO_LITTLE_USER_DATA;
        }
        yield finding.field().equals("fbc") ? MALFORMED_FBC : BAD_USER_DATA;
      }
      default -> OTHER;
    };
  }

  static MetaError eventTooOld() {
    return ofEvent(
        TOO_OLD,
        "Event Timestamp Too Old",
        "The timestamp for this event is too far in the past. Events need to be sent from your"
            + " server within 7 days of when they occurred. Enter a timestamp that has occurred"
            + " within the last 7 days.");
  }

  private static MetaError ofEvent(int subcode, String title, String userMessage) {
    return new MetaError(
        INVALID_PARAMETER, subcode, false, "Invalid parameter", title, userMessage);
  }

  static MetaError unsupportedRequest(String method) {
    return new MetaError(
        INVALID_PARAMETER,
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
