package io.tracklayer.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private final Settings settings =
      new Settings(
          Map.of(
              "dataset_id",
              "123",
              "access_token_ref",
              "TOKEN",
              "validate",
              true,
              "limit",
              5,
              "actions",
              new TreeMap<>(Map.of("purchase", "777"))));

  @Test
  void eachKindIsReadAsWhatItIs() {
    assertThat(settings.text("dataset_id")).contains("123");
    assertThat(settings.text("limit")).contains("5");
    assertThat(settings.requireText("dataset_id")).isEqualTo("123");
    assertThat(settings.flag("validate")).isTrue();
    assertThat(settings.secret("access_token_ref")).contains(new SecretRef("TOKEN"));
    assertThat(settings.map("actions")).isEqualTo(Map.of("purchase", "777"));
  }

  @Test
  void whatIsNotSetIsAbsent() {
    assertThat(settings.text("other")).isEmpty();
    assertThat(settings.flag("other")).isFalse();
    assertThat(settings.secret("other")).isEmpty();
    assertThat(settings.map("other")).isEmpty();
    assertThatThrownBy(() -> settings.requireText("other"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("settings.other");
  }

  @Test
  void itsTextNamesKeysOnly() {
    assertThat(settings)
        .hasToString("Settings[access_token_ref, actions, dataset_id, limit, validate]");
  }
}
