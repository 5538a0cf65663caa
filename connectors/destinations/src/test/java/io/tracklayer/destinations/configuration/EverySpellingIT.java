package io.tracklayer.destinations.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.reading.ConfigProblem;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.destinations.Destinations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Writes each value of a valid configuration in other ways, right and wrong, one at a time. New
 * options are covered without a change here.
 */
class EverySpellingIT {

  private final Map<String, DestinationSpec> types = new Destinations().specs();
  private final ConfigReader reader = new ConfigReader(types);
  private final ObjectNode document = ValidDocument.of(types);
  private final Schema schema = ConfigurationSchema.compiled(types);

  @Test
  void anEditorAndTheCheckGiveOneVerdictHoweverAValueIsSpelt() {
    List<Spelling> spellings = Mistakes.spellings(document, types);
    List<String> stricter = new ArrayList<>();
    List<String> laxer = new ArrayList<>();
    for (Spelling spelling : spellings) {
      ObjectNode spelt = spelling.in(document);
      boolean editorTakesIt = schema.validate(spelt).isEmpty();
      List<ConfigProblem> problems = DocumentText.problems(reader, DocumentText.yaml(spelt));
      if (problems.isEmpty() && !editorTakesIt) {
        stricter.add(spelling.at().toString());
      } else if (editorTakesIt && !problems.isEmpty() && !spelling.isBeyondTheSchema()) {
        laxer.add(spelling.at() + ": " + problems);
      }
    }

    assertThat(stricter).as("right by the check, wrong by the schema").isEmpty();
    assertThat(laxer).as("wrong by the check, right by the schema").isEmpty();
    assertThat(spellings).hasSizeGreaterThan(3000);
  }
}
