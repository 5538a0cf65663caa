package io.tracklayer.cli.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchReportTest {

  private static final String COUNTED =
      "\"destinations\":{\"meta\":{\"purchase\":{\"delivered\":200,\"keys\":{"
          + "\"email\":{\"before\":3,\"after\":199},"
          + "\"phone\":{\"before\":0,\"after\":200}}}}}";

  private static final String SAID =
      "\"vendors\":{\"meta\":{\"asked_at\":\"2026-08-20T10:15:30Z\",\"events\":{"
          + "\"lead\":{\"keys\":{\"email\":96}},"
          + "\"purchase\":{\"score\":7.2,\"keys\":{\"email\":100,\"ip\":99.9}}}},"
          + "\"snap\":{\"asked_at\":\"2026-08-20T10:15:31Z\",\"problem\":\"no answer\","
          + "\"events\":{}}}";

  private static JsonNode answer(String... parts) throws IOException {
    return Json.parse(("{" + String.join(",", parts) + "}").getBytes(UTF_8));
  }

  @Test
  void whatAVendorSaysIsPutBesideWhatWasCountedAndAlsoWhatItKnowsAlone() throws IOException {
    assertThat(MatchReport.of(answer(COUNTED, SAID)))
        .containsExactly(
            new MatchShare("meta", "lead", "email", 0, 0, null, null, new BigDecimal("96")),
            new MatchShare("meta", "purchase", "email", 200, 0, 3L, 199L, new BigDecimal("100")),
            new MatchShare("meta", "purchase", "phone", 200, 0, 0L, 200L, null),
            new MatchShare("meta", "purchase", "ip", 200, 0, 0L, 0L, new BigDecimal("99.9")),
            new MatchShare("meta", "purchase", "score", 200, 0, null, null, new BigDecimal("7.2")));
  }

  @Test
  void whenAVendorWasAskedIsToldAndWhyItSaysNothing() throws IOException {
    assertThat(MatchReport.asked(answer(COUNTED, SAID)))
        .containsExactly(
            "meta was asked at 2026-08-20T10:15:30Z",
            "snap could not be asked at 2026-08-20T10:15:31Z: no answer");
    assertThat(MatchReport.asked(answer(COUNTED))).isEmpty();
    assertThat(
            MatchReport.asked(
                answer(
                    "\"vendors\":{\"meta\":{\"asked_at\":\"2026-08-20T10:15:32Z\","
                        + "\"problem\":\"status 500\",\"said_at\":\"2026-08-20T09:15:32Z\","
                        + "\"events\":{\"purchase\":{\"keys\":{\"email\":98}}}}}")))
        .containsExactly(
            "meta could not be asked at 2026-08-20T10:15:32Z: status 500;"
                + " its answer of 2026-08-20T09:15:32Z is shown");
  }

  @Test
  void allAndNoneAreSaidOnlyOfAllAndNone() throws IOException {
    List<MatchShare> shares = MatchReport.of(answer(COUNTED));

    assertThat(shares.get(0).beforeShare()).isEqualTo("2 %");
    assertThat(shares.get(0).afterShare()).isEqualTo("99 %");
    assertThat(shares.get(1).beforeShare()).isEqualTo("0 %");
    assertThat(shares.get(1).afterShare()).isEqualTo("100 %");
  }

  @Test
  void whatOnlyWouldBeSentIsReportedApartAndTheVendorsWordBesideIt() throws IOException {
    String onlyLogged =
        "\"only_logged\":{\"meta\":{\"purchase\":{\"would_send\":4,\"keys\":{"
            + "\"email\":{\"before\":1,\"after\":4}}}}}";

    MatchShare share = MatchReport.of(answer(onlyLogged)).get(0);

    assertThat(share).isEqualTo(new MatchShare("meta", "purchase", "email", 0, 4, 1L, 4L, null));
    assertThat(share.events()).isEqualTo("4 only logged");
    assertThat(share.beforeShare()).isEqualTo("25 %");
    assertThat(share.afterShare()).isEqualTo("100 %");
    assertThat(MatchReport.of(answer(onlyLogged, SAID)))
        .extracting(MatchShare::event, MatchShare::key, MatchShare::events)
        .startsWith(tuple("lead", "email", "0"), tuple("purchase", "email", "4 only logged"));
  }
}
