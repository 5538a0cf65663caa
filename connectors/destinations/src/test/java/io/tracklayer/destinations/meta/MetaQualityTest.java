package io.tracklayer.destinations.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.QualityQuestion;
import io.tracklayer.destinations.VendorQuality;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetaQualityTest {

  private static final String TOKEN = "token-that-nobody-may-see";

  private final QualityQuestion question = destination(true).quality().orElseThrow();

  private static Destination destination(boolean quality) {
    Map<String, Serializable> settings =
        Map.of("dataset_id", "1234567890", "access_token_ref", "TOKEN", "quality", quality);
    return new MetaType().open(Fixtures.meta(settings), Fixtures.always(TOKEN));
  }

  @Test
  void itIsAskedOnlyWhereTheConfigurationSaysSo() {
    assertThat(destination(false).quality()).isEmpty();
  }

  @Test
  void itIsAskedOfTheDatasetWithTheTokenInAHeader() {
    HttpCall call = question.request();

    assertThat(call.method()).isEqualTo("GET");
    assertThat(call.uri().getRawPath()).isEqualTo("/v25.0/dataset_quality");
    assertThat(call.uri().getQuery())
        .isEqualTo(
            "dataset_id=1234567890&fields=web{event_name,event_match_quality{composite_score,"
                + "match_key_feedback{identifier,coverage{percentage}}}}");
    assertThat(call.headers())
        .containsExactly(new HttpCall.Header("authorization", "Bearer " + TOKEN, true));
  }

  @Test
  void metasScoreAndSharesComeUnderTheCanonicalName() throws IOException {
    Map<String, VendorQuality> said =
        question.read(
            answer(
                200,
                "{\"web\":[{\"event_name\":\"Purchase\",\"event_match_quality\":{"
                    + "\"composite_score\":6.2,\"match_key_feedback\":["
                    + "{\"identifier\":\"email\",\"coverage\":{\"percentage\":99.9}},"
                    + "{\"identifier\":\"fbc\",\"coverage\":{\"percentage\":40}},"
                    + "{\"identifier\":\"of_tomorrow\",\"coverage\":{\"percentage\":1}},"
                    + "{\"identifier\":\"phone\"}]}},"
                    + "{\"event_name\":\"Lead\",\"event_match_quality\":{}},"
                    + "{\"event_name\":\"pLTVPurchase\"}]}"));

    assertThat(said)
        .containsOnly(
            Map.entry(
                "purchase",
                new VendorQuality(
                    new BigDecimal("6.2"),
                    Map.of(
                        MatchKey.EMAIL, new BigDecimal("99.9"),
                        MatchKey.CLICK_ID, new BigDecimal("40")))),
            Map.entry("lead", new VendorQuality(null, Map.of())));
  }

  @Test
  void anErrorSaysWhatMetaSaid() {
    assertThatThrownBy(
            () ->
                question.read(
                    answer(400, "{\"error\":{\"code\":200,\"message\":\"Permissions error\"}}")))
        .isInstanceOf(IOException.class)
        .hasMessage("status 400, code 200: Permissions error");
    assertThatThrownBy(() -> question.read(answer(200, "<html>")))
        .hasMessage("status 200, code none");
    assertThatThrownBy(() -> question.read(new Answer.NoResponse(Reason.CONNECT_TIMEOUT)))
        .hasMessage("connect_timeout");
  }

  private static Answer answer(int status, String body) {
    return new Answer.Response(status, Map.of(), body);
  }
}
