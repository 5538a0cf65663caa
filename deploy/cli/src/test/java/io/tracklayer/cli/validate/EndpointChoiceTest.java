package io.tracklayer.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.config.EndpointConfig;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointChoiceTest {

  private static final List<EndpointConfig> ENDPOINTS =
      Configurations.of(
              """
              endpoints:
                - {url: "https://in.example.com/e", account: acct, environment: production, secret_ref: S}
                - {url: "https://staging.example.com/e", account: acct, environment: staging, secret_ref: T}
                - {url: "https://in.example.com/other", account: acct_2, environment: production, secret_ref: U}
              identity: {key_ref: K}
              """)
          .endpoints();

  @ParameterizedTest
  @CsvSource({
    "https://in.example.com/e,,, acct, production",
    "https://staging.example.com/e,,, acct, staging",
    "http://localhost:8080/e,, staging, acct, staging",
    "http://localhost:8080/other,,, acct_2, production",
    "http://localhost:8080/e, acct, production, acct, production"
  })
  void thePathDecidesThenTheWholeUrlThenAccountAndEnvironment(
      String url, String account, String environment, String itsAccount, String itsEnvironment) {
    EndpointConfig chosen =
        new EndpointChoice(URI.create(url), account, environment).among(ENDPOINTS);

    assertThat(chosen.account()).isEqualTo(itsAccount);
    assertThat(chosen.environment()).isEqualTo(itsEnvironment);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080/e,, several endpoints have this path; add --environment of one of",
    "http://localhost:8080/none,, the configuration has no such endpoint; it has https://in.example.com/e (acct",
    "https://in.example.com/e, test, the configuration has no such endpoint",
    "localhost,, --endpoint must be a URL such as https://in.example.com/e",
    "ftp://in.example.com/e,, --endpoint must be a URL such as https://in.example.com/e"
  })
  void whatIsNotOneEndpointIsSaidWithWhatToGiveInstead(
      String url, String environment, String message) {
    assertThatThrownBy(
            () -> new EndpointChoice(URI.create(url), null, environment).among(ENDPOINTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theListOfEndpointsSaysWhichIsWhich() {
    assertThatThrownBy(
            () -> new EndpointChoice(URI.create("http://h/e"), null, null).among(ENDPOINTS))
        .hasMessageEndingWith(
            "https://in.example.com/e (acct, production),"
                + " https://staging.example.com/e (acct, staging)");
  }
}
