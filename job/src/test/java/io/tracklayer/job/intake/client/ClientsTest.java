package io.tracklayer.job.intake.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.intake.testing.RawEvents;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python-requests/2.31.0",
        "Python/3.11 aiohttp/3.9.1",
        "axios/1.6.2",
        "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
        "Go-http-client/2.0",
        "Java/17.0.2",
        "Apache-HttpClient/4.5.14 (Java/17)",
        "GuzzleHttp/7",
        "WooCommerce/8.2.1 Hookshot (WordPress/6.4)",
        "Shopify-Captain-Hook",
        "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Ruby",
        "curl/8.4.0",
        "PostmanRuntime/7.36.0",
        "analytics-node/6.0.0",
        "RudderLabs"
      })
  void whatABackEndCallsItselfIsNoBrowserOfAPerson(String userAgent) {
    assertThat(userAgent(userAgent)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/126.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 [FBAN/FBIOS]",
        "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8)",
        "Opera/9.80 (Android; Opera Mini/36.2)",
        "okhttp/4.12.0",
        "MyShop/3.1 CFNetwork/1490.0.4 Darwin/23.2.0",
        "Mozilla/5.0 (compatible) python-requests"
      })
  void browsersAndAppsAre(String userAgent) {
    assertThat(userAgent(userAgent)).isEqualTo(userAgent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'context':{'ip':['203.0.113.9','10.0.0.1']}} | 203.0.113.9",
        "{'properties':{'user_data':{'client_ip_address':'203.0.113.9'}}} | 203.0.113.9",
        "{'context':{'ip':'10.0.0.1'},'properties':{'userData':{'clientIpAddress':'203.0.113.9'}}} | 203.0.113.9",
        "{'context':{'ip':'198.51.100.1'},'properties':{'user_data':{'client_ip_address':'203.0.113.9'}}}"
            + " | 198.51.100.1"
      })
  void theAddressIsThatOfTheRequestElseThatOfTheUsersData(String event, String address) {
    assertThat(Clients.of(RawEvents.event(event)).ip()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'properties':{'user_data':{'client_user_agent':'Mozilla/5.0'}}}",
        "{'context':{'userAgent':'curl/8.4.0'},'properties':{'user_data':{'client_user_agent':'Mozilla/5.0'}}}",
        "{'context':{'user_agent':'Mozilla/5.0'},'properties':{'user_data':{'client_user_agent':'Other/1'}}}"
      })
  void theUserAgentToo(String event) {
    assertThat(Clients.of(RawEvents.event(event)).userAgent()).isEqualTo("Mozilla/5.0");
  }

  @ParameterizedTest
  @CsvSource({
    "$direct, ",
    "https://www.example.net/, https://www.example.net/",
    "android-app://com.example.mail, android-app://com.example.mail"
  })
  void aVisitWithoutReferrerHasNone(String stated, String referrer) {
    for (String event :
        List.of("{'context':{'page':{'referrer':'%s'}}}", "{'properties':{'referrer':'%s'}}")) {
      assertThat(Clients.of(RawEvents.event(event.formatted(stated))).referrer())
          .isEqualTo(referrer);
    }
  }

  private static String userAgent(String userAgent) {
    return Clients.of(RawEvents.event("{'context':{'userAgent':'" + userAgent + "'}}")).userAgent();
  }
}
