package io.tracklayer.contract.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSpellingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "billing_email1",
        "billingEmail1",
        "BillingEmail1",
        "Billing E-mail 1",
        "BILLING_EMAIL1",
        "$billing.email.1",
        "billingemail1"
      })
  void everySpellingIsOneName(String name) {
    assertThat(FieldSpelling.plain(name)).isEqualTo("billingemail1");
  }

  @Test
  void lettersOfOtherScriptsStay() {
    assertThat(FieldSpelling.plain("Straße_Ö")).isEqualTo("straßeö");
    assertThat(FieldSpelling.plain("_-")).isEmpty();
  }
}
