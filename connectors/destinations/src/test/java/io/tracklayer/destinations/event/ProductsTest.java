package io.tracklayer.destinations.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductsTest {

  private static List<String> givenIds(String json) throws Exception {
    ObjectNode properties = Json.object();
    properties.set("content_ids", Json.mapper().readTree(json));
    return Products.givenIds(properties);
  }

  @Test
  void idsThatTheSourceListsAreTexts() throws Exception {
    assertThat(givenIds("[\" a \", 7, \"\", null, \" \", 1.5, {}]")).containsExactly("a", "7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[\"\", \" \"]", "\"a\"", "{}", "null"})
  void aListThatSaysNothingIsNone(String json) throws Exception {
    assertThat(givenIds(json)).isNull();
  }
}
