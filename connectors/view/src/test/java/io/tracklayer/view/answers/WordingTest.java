package io.tracklayer.view.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "granted | granted | marketing granted (traits)",
        "granted | unknown | marketing granted (traits)",
        "denied  | denied  | marketing denied (traits)",
        "denied  | granted | marketing denied (traits)",
        "granted | denied  | marketing denied by the event itself (cookies), although the newest"
            + " answer of its person is granted (traits)",
        "unknown | denied  | marketing denied by the event itself (cookies), although the newest"
            + " answer of its person is unknown (traits)",
      })
  void theEventsOwnDenialIsToldWhateverItsPersonSaidLast(String newest, String own, String said) {
    ObjectNode step = Json.object().put("step", "canonical").put("name", "purchase");
    step.put("profile_id", "p-1");
    step.putObject("consent")
        .putObject("marketing")
        .put("state", newest)
        .put("source", "traits")
        .put("own", own)
        .put("own_source", "cookies");

    assertThat(Wording.of(step, false))
        .isEqualTo("It became a “purchase” event. Consent: " + said + ".");
  }
}
