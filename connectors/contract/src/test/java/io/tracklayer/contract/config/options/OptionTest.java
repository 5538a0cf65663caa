package io.tracklayer.contract.config.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Settings;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OptionTest {

  private static final Option<String> DATASET =
      Option.required("dataset_id", Types.text(), "The dataset.");
  private static final Option<SecretRef> TOKEN =
      Option.required("access_token_ref", Types.secretRef(), "The token.");
  private static final Option<Boolean> VALIDATE =
      Option.withDefault("validate", Types.flag(), "false", "Whether.");
  private static final Option<Integer> LIMIT =
      Option.optional("limit", Types.number(1, 9), "none", "The limit.");
  private static final Option<Map<String, String>> ACTIONS =
      Option.withDefault("actions", Types.mapOf(Types.text()), "{}", "Actions.");

  private final Settings settings =
      new Settings(
          Map.of(
              "dataset_id",
              "123",
              "access_token_ref",
              new SecretRef("TOKEN"),
              "validate",
              true,
              "limit",
              5,
              "actions",
              new TreeMap<>(Map.of("purchase", "777"))));

  @Test
  void eachIsReadAsWhatItIs() {
    assertThat(DATASET.in(settings)).isEqualTo("123");
    assertThat(TOKEN.in(settings)).isEqualTo(new SecretRef("TOKEN"));
    assertThat(VALIDATE.in(settings)).isTrue();
    assertThat(LIMIT.find(settings)).contains(5);
    assertThat(ACTIONS.in(settings)).isEqualTo(Map.of("purchase", "777"));
  }

  @Test
  void whatIsNotSetIsAbsent() {
    Settings empty = new Settings(Map.of());

    assertThat(LIMIT.find(empty)).isEmpty();
    assertThatThrownBy(() -> DATASET.in(empty))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dataset_id");
  }

  @Test
  void everySecretThatASectionRefersToIsFound() {
    assertThat(settings.secretRefs()).containsExactly(new SecretRef("TOKEN"));
  }

  @Test
  void theTextOfASectionNamesKeysOnly() {
    assertThat(settings)
        .hasToString("Settings[access_token_ref, actions, dataset_id, limit, validate]");
  }
}
