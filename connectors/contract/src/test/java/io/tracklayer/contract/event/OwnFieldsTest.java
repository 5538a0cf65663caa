package io.tracklayer.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnFieldsTest {

  @ParameterizedTest
  @EnumSource
  void eachFieldIsWrittenByItsNameAndReadAgain(OwnField field) throws IOException {
    OwnFields fields = OwnFields.NONE.with(field);

    String json = Json.text(fields);

    assertThat(json).isEqualTo("[\"" + field.text() + "\"]");
    assertThat(read(json)).isEqualTo(fields);
    assertThat(fields.has(field)).isTrue();
    assertThat(OwnFields.NONE.has(field)).isFalse();
  }

  @Test
  void whatALaterVersionAddsIsLeftOut() throws IOException {
    assertThat(read("[\"of_tomorrow\",{\"a\":[1]},\"emails\",[\"phones\"]]"))
        .isEqualTo(OwnFields.NONE.with(OwnField.EMAILS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"emails\"", "7", "{\"emails\":[\"emails\"]}"})
  void whatIsNoListNamesNothing(String json) throws IOException {
    assertThat(read(json)).isEqualTo(OwnFields.NONE);
  }

  private static OwnFields read(String json) throws IOException {
    return Json.read(json.getBytes(UTF_8), OwnFields.class);
  }
}
