package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.DataProcessing;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.contract.text.FieldSpelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code context.dataProcessingOptions}, such as {@code [["LDU"], 1, 1000]}, from which
 * RudderStack's own destinations for Meta take the options (its facebook_conversions/transform.js),
 * with the values of developers.facebook.com/docs/marketing-apis/data-processing-options. Any other
 * value is taken for Limited Data Use, wherever the person is, since it was meant as a restriction.
 */
public final class DataProcessingOptions {

  private static final String LIMITED_DATA_USE = "LDU";
  private static final DataProcessing LIMITED = new DataProcessing(List.of(LIMITED_DATA_USE), 0, 0);

  private DataProcessingOptions() {}

  /** Null if no restriction is asked for. Other spellings of the name count too. */
  public static @Nullable DataProcessing of(ObjectNode context) {
    for (Map.Entry<String, JsonNode> field : context.properties()) {
      if (FieldSpelling.plain(field.getKey()).equals("dataprocessingoptions")) {
        DataProcessing asked = asked(field.getValue());
        if (asked != null) {
          return asked;
        }
      }
    }
    return null;
  }

  private static @Nullable DataProcessing asked(JsonNode node) {
    if (JsonText.isEmptied(node) || (node.isArray() && node.isEmpty())) {
      return null;
    }
    JsonNode value = JsonText.unwrapped(node);
    JsonNode options = value.path(0);
    if (!value.isArray() || !options.isArray()) {
      return LIMITED;
    }
    List<String> named = new ArrayList<>();
    for (JsonNode option : options) {
      if (!LIMITED_DATA_USE.equals(option.textValue())) {
        return LIMITED;
      }
      named.add(LIMITED_DATA_USE);
    }
    boolean isPlaced = value.path(1).isInt() && value.path(2).isInt();
    return named.isEmpty()
        ? null
        : new DataProcessing(
            List.of(LIMITED_DATA_USE),
            isPlaced ? value.path(1).intValue() : 0,
            isPlaced ? value.path(2).intValue() : 0);
  }
}
