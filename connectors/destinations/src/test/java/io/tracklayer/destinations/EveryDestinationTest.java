package io.tracklayer.destinations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds for every type on the class path, configured as for its golden files. */
class EveryDestinationTest {

  private static final String SECRET = "secret-that-nobody-may-see";

  static Set<String> types() {
    return new Destinations().specs().keySet();
  }

  /** One purchase that every type accepts. */
  private record Sent(Destination destination, List<Mapping.Mapped> purchase) {

    static Sent by(String type) {
      GoldenSetup setup = GoldenSetup.of(type);
      Destination destination = setup.open(SECRET);
      return new Sent(destination, List.of(Fixtures.mapped(destination, setup.event("purchase"))));
    }

    HttpCall request() {
      return destination.request(purchase, Fixtures.NOW);
    }

    Verdict without(String answer) {
      return destination.classify(new Answer.NoResponse(Reason.of(answer)), purchase);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void aPurchaseThatGotNoAnswerIsSentAgain(String type) {
    assertThat(Sent.by(type).without("response_timeout"))
        .isEqualTo(new Verdict.Retry(Cause.of(Reason.RESPONSE_TIMEOUT), null, null));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aRequestThatOurOwnRulesStoppedBurnsNothing(String type) {
    assertThat(Sent.by(type).without("private_address"))
        .isEqualTo(new Verdict.CredentialsWrong(Cause.of(Reason.PRIVATE_ADDRESS), null));
  }

  @ParameterizedTest
  @MethodSource("types")
  void theSameEventGivesTheSameBytes(String type) {
    assertThat(Sent.by(type).request().body()).isEqualTo(Sent.by(type).request().body());
  }

  @ParameterizedTest
  @MethodSource("types")
  void noSecretIsShownOrInABody(String type) {
    HttpCall call = Sent.by(type).request();

    assertThat(call.toString() + call.headers() + new String(call.body(), UTF_8))
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @MethodSource("types")
  void theVendorsOwnAddressGivesNoRightToPrivateOnes(String type) {
    assertThat(GoldenSetup.of(type).open(SECRET).mayReachPrivateAddresses()).isFalse();
  }
}
