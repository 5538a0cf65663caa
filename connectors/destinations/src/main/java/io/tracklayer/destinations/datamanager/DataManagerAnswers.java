package io.tracklayer.destinations.datamanager;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.answers.EventsAtFault;
import io.tracklayer.destinations.answers.StatusTable;
import io.tracklayer.destinations.http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the Data Manager API's answers mean. 200 with a request id says that all events were well
 * formed and will be processed. One malformed event makes Google refuse the whole request and keep
 * nothing of it; the violations listed in a 400 usually name the events at fault.
 */
// https://developers.google.com/data-manager/api/devguides/concepts/understand-errors
final class DataManagerAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(DataManagerAnswers.class);

  // A 401 comes after the sender has tried a new token, which was refused as well.
  private static final StatusTable TABLE = StatusTable.USUAL_STRICT;

  /** Reasons that concern the account or the conversion action, so no event is to blame. */
  // https://developers.google.com/data-manager/api/reference/rest/v1/ErrorReason
  private static final Set<String> OF_ACCOUNT =
      Set.of(
          "CONVERSION_ACTION_TOO_RECENTLY_CREATED",
          "DESTINATION_ACCOUNT_DATA_POLICY_PROHIBITS_ENHANCED_CONVERSIONS",
          "DESTINATION_ACCOUNT_ENHANCED_CONVERSIONS_TERMS_NOT_SIGNED",
          "DESTINATION_ACCOUNT_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS",
          "DESTINATION_ACCOUNT_TYPE_MISMATCH",
          "INVALID_CONVERSION_ACTION_ID",
          "INVALID_CONVERSION_ACTION_TYPE",
          "INVALID_DESTINATION",
          "NOT_ALLOWLISTED",
          "OPERATING_ACCOUNT_LOGIN_ACCOUNT_MISMATCH",
          "PERMISSION_DENIED",
          "TERMS_AND_CONDITIONS_NOT_SIGNED");

  /** The part of a request that names the account and the conversion action. */
  private static final Pattern ACCOUNT = Pattern.compile("destinations\\b.*");

  /** {@code events.events[3].user_data…}; shorter in some of Google's examples. */
  private static final Pattern EVENT = Pattern.compile("(?:events\\.)?events\\[(\\d{1,4})].*");

  private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{2,99}");

  private DataManagerAnswers() {}

  /**
   * One thing that is wrong with a request.
   *
   * @param reason empty when Google does not say
   */
  private record Violation(String field, String reason, String description) {

    static Violation of(JsonNode json) {
      return new Violation(
          json.path("field").asText(""), googlesWord(json), json.path("description").asText(""));
    }

    boolean isOfAccount() {
      return OF_ACCOUNT.contains(reason) || ACCOUNT.matcher(field).matches();
    }
  }

  static Verdict classify(Answer.Response response, int events) {
    JsonNode body = AnswerJson.of(response);
    if (response.status() == 200) {
      return ofSuccess(response, body);
    }
    JsonNode details = body.path("error").path("details");
    List<Violation> violations = new ArrayList<>();
    for (JsonNode part : details) {
      part.path("fieldViolations").forEach(json -> violations.add(Violation.of(json)));
    }
    return response.status() == 400 && !violations.isEmpty()
        ? refused(violations, events)
        : TABLE.verdict(response, detail(response, body.path("error")));
  }

  private static Verdict ofSuccess(Answer.Response response, JsonNode body) {
    if (body.path("requestId").asText("").isEmpty()) {
      return new Verdict.Retry(Cause.of(Reason.UNEXPECTED_ANSWER), detail(response, body), null);
    }
    Map<String, Integer> warnings = new TreeMap<>();
    for (JsonNode warning : body.path("fieldWarnings")) {
      warnings.merge(googlesWord(warning), 1, Integer::sum);
    }
    if (!warnings.isEmpty()) {
      LOG.warn("Google accepted all events but warns about fields, by reason: {}", warnings);
    }
    return new Verdict.Delivered();
  }

  private static Verdict refused(List<Violation> violations, int events) {
    EventsAtFault wrong = new EventsAtFault(events);
    for (Violation violation : violations) {
      if (violation.isOfAccount()) {
        return new Verdict.CredentialsWrong(
            Cause.of(Reason.SETTINGS_REFUSED, word(violation)), detail(violation));
      }
      wrong.add(EVENT, violation.field());
    }
    Violation first = violations.get(0);
    return wrong.rejected(Cause.of(Reason.INVALID_REQUEST, word(first)), detail(first));
  }

  /** Google's own reason, such as {@code INVALID_HEX_ENCODING}, if there is one. */
  private static @Nullable String word(Violation violation) {
    return violation.reason().isEmpty() ? null : violation.reason();
  }

  private static String detail(Violation violation) {
    return AnswerJson.detail("status 400", violation.field() + ": " + violation.description());
  }

  /** Google's own reason, such as {@code SERVICE_DISABLED}, says more than the status. */
  private static String detail(Answer.Response response, JsonNode error) {
    StringBuilder head = new StringBuilder("status ").append(response.status());
    for (JsonNode part : error.path("details")) {
      String reason = googlesWord(part);
      if (!reason.isEmpty()) {
        head.append(", ").append(reason);
        break;
      }
    }
    return AnswerJson.detail(head.toString(), error.path("message").asText(response.body()));
  }

  /** Google's own reason in a part of an answer; empty when there is none. */
  private static String googlesWord(JsonNode part) {
    String reason = part.path("reason").asText("");
    return REASON.matcher(reason).matches() ? reason : "";
  }
}
