package io.tracklayer.destinations.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.destinations.QualityQuestion;
import io.tracklayer.destinations.VendorQuality;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.event.EventNames;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.RotatingSecret;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Meta's Dataset Quality API: its score of each event, and how many events have each match key. */
// https://developers.facebook.com/docs/marketing-api/conversions-api/dataset-quality-api
final class MetaQuality implements QualityQuestion {

  /** Encoded, since braces may not stand in a URL. */
  private static final String FIELDS =
      "web%7Bevent_name,event_match_quality%7Bcomposite_score,"
          + "match_key_feedback%7Bidentifier,coverage%7Bpercentage%7D%7D%7D%7D";

  /** Those of Meta's keys that are one of ours by themselves. */
  private static final Map<String, MatchKey> KEYS =
      Map.of(
          "email", MatchKey.EMAIL,
          "phone", MatchKey.PHONE,
          "external_id", MatchKey.EXTERNAL_ID,
          "fbc", MatchKey.CLICK_ID,
          "fbp", MatchKey.BROWSER_ID,
          "ip_address", MatchKey.IP,
          "user_agent", MatchKey.USER_AGENT);

  private final URI uri;
  private final RotatingSecret accessToken;
  private final EventNames names;

  MetaQuality(MetaEndpoint endpoint, RotatingSecret accessToken, EventNames names) {
    uri =
        URI.create(
            endpoint.version()
                + "/dataset_quality?dataset_id="
                + endpoint.dataset()
                + "&fields="
                + FIELDS);
    this.accessToken = accessToken;
    this.names = names;
  }

  @Override
  public HttpCall request() {
    return new HttpCall(
        "GET",
        uri,
        List.of(new HttpCall.Header("authorization", "Bearer " + accessToken.current(), true)),
        new byte[0]);
  }

  @Override
  public Map<String, VendorQuality> read(Answer answer) throws IOException {
    if (!(answer instanceof Answer.Response response)) {
      throw new IOException(
          answer instanceof Answer.NoResponse none ? none.reason().text() : "no answer");
    }
    JsonNode json = AnswerJson.of(response);
    JsonNode web = json.path("web");
    if (response.status() != 200 || !web.isArray()) {
      JsonNode error = json.path("error");
      throw new IOException(
          AnswerJson.detail(
              "status " + response.status() + ", code " + error.path("code").asText("none"),
              error.path("message").asText(null)));
    }
    Map<String, VendorQuality> byName = new HashMap<>();
    for (JsonNode event : web) {
      VendorQuality quality = quality(event.path("event_match_quality"));
      for (String canonical : names.sentAs(event.path("event_name").asText())) {
        byName.put(canonical, quality);
      }
    }
    return byName;
  }

  private static VendorQuality quality(JsonNode json) {
    Map<MatchKey, BigDecimal> shares = new EnumMap<>(MatchKey.class);
    for (JsonNode key : json.path("match_key_feedback")) {
      MatchKey known = KEYS.get(key.path("identifier").asText());
      JsonNode percentage = key.path("coverage").path("percentage");
      if (known != null && percentage.isNumber()) {
        shares.put(known, percentage.decimalValue());
      }
    }
    JsonNode score = json.path("composite_score");
    return new VendorQuality(score.isNumber() ? score.decimalValue() : null, shares);
  }
}
