package io.tracklayer.contract.config.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tracklayer.contract.config.Example;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in and beside a configuration. */
class ExamplesTest {

  private static final String CONFIG =
      """
      endpoints:
        - {url: http://localhost:8080/in, account: acct, environment: test, secret_ref: SECRET}
      identity: {key_ref: KEY}
      destinations:
        - name: crm
          type: webhook
          account: acct
          environment: test
          consent: []
          settings: {url: "https://crm.example.com/in", signing_secret_ref: SIGNING}
      """;

  private final ConfigReader reader = new ConfigReader(ExampleTypes.ALL);

  @TempDir private Path directory;

  @Test
  void anEventIsReadAsItsJsonWouldBe() {
    Example example =
        onlyOneOf(
            """
            examples:
              - name: all kinds of values
                event:
                  text: a b
                  quoted: "1"
                  number: 12.50
                  whole: 7
                  country: NO
                  yes: true
                  nothing: null
                  time: 2026-03-01T12:00:00Z
                  list: [1, "a", {b: c}]
                expect:
                  crm: {decision: send}
            """);

    assertThat(Json.text(example.event()))
        .isEqualTo(
            "{\"text\":\"a b\",\"quoted\":\"1\",\"number\":12.50,\"whole\":7,\"country\":\"NO\","
                + "\"yes\":true,\"nothing\":null,\"time\":\"2026-03-01T12:00:00Z\","
                + "\"list\":[1,\"a\",{\"b\":\"c\"}]}");
  }

  @Test
  void eachPartOfAnExpectationKnowsItsLine() {
    Example example =
        onlyOneOf(
            """
            examples:
              - name: lines
                event: {type: page}
                expect:
                  crm:
                    decision: send
                    requests:
                      - headers:
                          a: 1
                        body:
                          events:
                            - name: page_view
            """);

    assertThat(example.file()).isEqualTo("config.yaml");
    int first = CONFIG.split("\n", -1).length;
    assertThat(example.line()).isEqualTo(first + 1);
    Example.Expectation crm = example.expected().get(0);
    assertThat(crm.destination()).isEqualTo("crm");
    assertThat(Json.text(crm.parts()))
        .isEqualTo(
            "{\"decision\":\"send\",\"requests\":[{\"headers\":{\"a\":\"1\"},"
                + "\"body\":{\"events\":[{\"name\":\"page_view\"}]}}]}");
    assertThat(crm.lines())
        .containsEntry("", first + 4)
        .containsEntry("decision", first + 5)
        .containsEntry("requests[0].headers.a", first + 8)
        .containsEntry("requests[0].body.events[0].name", first + 11);
  }

  @Test
  void examplesMayStandInAFileBesideTheConfiguration() throws IOException {
    String one = "examples: [{name: %s, event: {}, expect: {crm: {decision: skip}}}]\n";
    Path config = write("config.yaml", CONFIG + one.formatted("inside"));
    write("config.examples.yaml", one.formatted("beside"));

    ConfigResult result = reader.readWithExamples(config);

    assertThat(((ConfigResult.Valid) result).examples())
        .extracting(Example::name, Example::file)
        .containsExactly(tuple("inside", "config.yaml"), tuple("beside", "config.examples.yaml"));
  }

  @Test
  void whatIsWrongBesideTheConfigurationIsToldWithThatFileAndItsLine() throws IOException {
    Path config = write("config.yml", CONFIG);
    write(
        "config.examples.yaml",
        """
        examples:
          - name: wrong
            event: {}
            expect:
              crn: {}
        """);

    assertThat(problems(reader.readWithExamples(config)))
        .isEqualTo(
            "config.examples.yaml:5:7: examples[0].expect.crn: there is no destination `crn`; did you"
                + " mean crm?");
    write("config.examples.yaml", "destinations: []\n");
    assertThat(problems(reader.readWithExamples(config)))
        .startsWith("config.examples.yaml:1:1: destinations: is not a known key");
    write("config.examples.yaml", "");
    assertThat(problems(reader.readWithExamples(config)))
        .startsWith("config.examples.yaml: is empty");
  }

  @Test
  void aProcessWithoutDestinationTypesIgnoresExamples() {
    ConfigResult result =
        ConfigReader.withoutDestinations()
            .read("config.yaml", CONFIG + "examples: [{name: a, expect: {nobody: {}}}]\n");

    assertThat(result).isInstanceOf(ConfigResult.Valid.class);
    assertThat(((ConfigResult.Valid) result).examples()).isEmpty();
  }

  private Example onlyOneOf(String examples) {
    ConfigResult result = reader.read("config.yaml", CONFIG + examples);
    assertThat(result.problems()).isEmpty();
    List<Example> read = ((ConfigResult.Valid) result).examples();
    assertThat(read).hasSize(1);
    return read.get(0);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static String problems(ConfigResult result) {
    return result.problems().stream()
        .map(ConfigProblem::toString)
        .collect(Collectors.joining("\n"));
  }
}
