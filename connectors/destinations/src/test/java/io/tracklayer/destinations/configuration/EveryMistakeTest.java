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
 * Puts every mistake that follows from the declared options into a valid configuration, one at a
 * time. New options are covered without a change here.
 */
class EveryMistakeTest {

  private final Map<String, DestinationSpec> types = new Destinations().specs();
  private final ConfigReader reader = new ConfigReader(types);
  private final ObjectNode document = ValidDocument.of(types);
  private final Schema schema = ConfigurationSchema.compiled(types);

  @Test
  void everyMistakeIsFoundWithItsLineAndWhatToWriteInstead() {
    List<Mistake> mistakes = Mistakes.in(document, types);
    List<String> missed = new ArrayList<>();
    for (Mistake mistake : mistakes) {
      String yaml = DocumentText.yaml(mistake.aloneIn(document));
      Mistake alone = mistake.alone();
      int line = line(yaml, alone);
      List<ConfigProblem> problems = DocumentText.problems(reader, yaml);
      if (problems.stream().noneMatch(problem -> tells(problem, alone, line))) {
        missed.add(mistake + " (line " + line + ") is not among " + problems);
      }
    }

    assertThat(missed).isEmpty();
    assertThat(mistakes).hasSizeGreaterThan(900);
  }

  @Test
  void anEditorFindsWhatASchemaCanTell() {
    assertThat(
            Mistakes.in(document, types).stream()
                .filter(Mistake::schemaTells)
                .filter(mistake -> schema.validate(mistake.in(document)).isEmpty()))
        .isEmpty();
  }

  private static boolean tells(ConfigProblem problem, Mistake mistake, int line) {
    return problem.path().equals(mistake.path())
        && problem.line() == line
        && problem
            .message()
            .matches(
                "(?s).*(write|expected|known|did you mean|keep|leave|move|choose|missing|belongs"
                    + "|set|give).*");
  }

  /** For a missing key, the line of the section that lacks it. */
  private static int line(String yaml, Mistake mistake) {
    List<Object> named = mistake.named();
    return DocumentText.line(
        yaml, mistake.value() == null ? named.subList(0, named.size() - 1) : named);
  }
}
