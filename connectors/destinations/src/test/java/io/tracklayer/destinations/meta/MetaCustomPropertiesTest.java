package io.tracklayer.destinations.meta;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetaCustomPropertiesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email",
        "E-Mail",
        "customerEmail",
        "billing_email",
        "phone",
        "phone_number",
        "mobile",
        "name",
        "firstName",
        "last_name",
        "shipping_address",
        "zip",
        "city",
        "birthday",
        "gender",
        "password",
        "access_token",
        "ip",
        "user_agent",
        "url",
        "referrer",
        "gclid",
        "ttclid",
        "_ga_ABC123",
        "action_source",
        "value",
        "order_id",
        "products",
        "",
        "---"
      })
  void personalAndHandledKeysStayOut(String key) {
    assertThat(MetaCustomProperties.WRITER.maySend(key)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plan", "affiliation", "first_purchase", "cart_id", "größe", "payment_method"})
  void otherKeysAreSent(String key) {
    assertThat(MetaCustomProperties.WRITER.maySend(key)).isTrue();
  }
}
