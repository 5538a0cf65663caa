package io.tracklayer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {

  private static final String NAME = "tracklayer.yaml";
  private static final String EXAMPLES = "tracklayer.examples.yaml";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path config;
  private String shipped;

  @BeforeEach
  void copyWhatIsShipped() throws IOException {
    config = Files.copy(RepositoryFiles.at("deploy/compose/" + NAME), directory.resolve(NAME));
    shipped = Files.readString(RepositoryFiles.at("deploy/compose/" + EXAMPLES));
    examples(shipped);
  }

  @Test
  void thePageShowsTheShippedExamplesAndWhatComesOfThem() throws IOException {
    String page = Files.readString(RepositoryFiles.at("docs/examples.md"));

    assertThat(run()).as(out + err.toString()).isZero();
    assertThat(page)
        .contains("```yaml\n" + shipped.substring(shipped.indexOf("\nexamples:") + 1) + "```")
        .contains(
            "```\n$ ./tracklayer test --config deploy/compose/tracklayer.yaml\n" + out + "```");

    examples(shipped.replace("marketing_opt_in: false", "marketing_opt_in: true"));
    assertThat(run()).isEqualTo(1);
    assertThat(page)
        .contains("```\n" + out.toString().replaceAll("(?m)^(ok|[0-9]).*\n", "") + "```");
  }

  @Test
  void aPartThatIsNotAsExpectedIsToldWithItsPathAndLine() throws IOException {
    examples(shipped.replace("value: 12.5,", "value: \"12.5\","));

    assertThat(run()).isEqualTo(1);
    assertThat(out.toString())
        .contains("FAILED  An order of somebody who agreed")
        .contains(
            EXAMPLES
                + ":"
                + line("custom_data")
                + ": meta: requests[0].body.data[0].custom_data.value: expected \"12.5\", got"
                + " 12.5\n")
        .contains("ok      An order of somebody who did not agree")
        .endsWith("1 of 2 examples failed\n");
  }

  @Test
  void numbersAreComparedByTheirValueListsAsAWholeAndObjectsByWhatIsGiven() throws IOException {
    examples(shipped.replace("value: 12.5,", "value: 12.500,"));
    assertThat(run()).as(out.toString()).isZero();

    examples(shipped.replace("em: [", "em: [\"another\", "));
    assertThat(run()).isEqualTo(1);
    assertThat(out.toString()).contains("user_data.em: expected [\"another\",\"8c87");

    examples(shipped.replace("ph: null", "em: null"));
    assertThat(run()).isEqualTo(2);
    examples(shipped.replace("ph: null", "ph: [\"491\"]"));
    assertThat(run()).isEqualTo(1);
    assertThat(out.toString()).contains("user_data.ph: expected [\"491\"], got nothing");
    examples(shipped.replace("order_id: o-1, value: 12.5", "order_id: null, value: 12.5"));
    assertThat(run()).isEqualTo(1);
    assertThat(out.toString()).contains("custom_data.order_id: expected nothing, got \"o-1\"");
  }

  @Test
  void whereSomethingWasToBeSentTheReasonWhyNotIsTold() throws IOException {
    examples(shipped.replace("marketing_opt_in: true", "marketing_opt_in: false"));
    assertThat(run()).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "meta: decision: expected \"send\", got \"skip\" because of no_consent (marketing)");

    examples(shipped.replaceFirst("event: Order Completed", "event: Cart Viewed"));
    assertThat(run()).isEqualTo(1);
    assertThat(out.toString())
        .contains("meta: decision: expected \"send\", got \"skip\" because of not_in_allowlist")
        .contains("crm: decision: expected \"send\", got \"skip\" because of not_in_allowlist");
  }

  @Test
  void anEventThatIsRefusedCanBeExpectedToBe() throws IOException {
    examples(
        """
        examples:
          - name: carts are not let in
            event: {messageId: m, type: track, event: Cart Viewed}
            expect:
              crm: {decision: skip, reason: not_in_allowlist, requests: []}
          - name: who somebody is goes nowhere
            event: {messageId: m, type: alias, userId: a, previousId: b}
            expect:
              crm: {decision: skip}
        """);

    assertThat(run()).as(out.toString()).isZero();
  }

  @Test
  void anExampleNeverBecomesTooOldUnlessItIsAskedTo() throws IOException {
    examples(shipped.replace("2026-03-01", "2016-03-01"));

    assertThat(run()).as(out.toString()).isZero();
    assertThat(run("--now", "2016-03-20T12:00:00Z")).isEqualTo(1);
    assertThat(out.toString()).contains("because of too_old");
    assertThat(run("--now", "today")).isEqualTo(2);
    assertThat(err.toString()).contains("today is no time; write one such as");
  }

  @Test
  void programsGetAnObjectForEachExample() throws IOException {
    examples(shipped.replace("event_name: Purchase", "event_name: Lead"));

    assertThat(run("--output", "json")).isEqualTo(1);
    String[] lines = out.toString().split("\n", -1);
    JsonNode failed = Json.parse(lines[0].getBytes(UTF_8));
    assertThat(failed.get("passed").asBoolean()).isFalse();
    assertThat(failed.get("file").asText()).isEqualTo(EXAMPLES);
    assertThat(failed.get("line").asInt()).isEqualTo(line("name: An order of somebody who agreed"));
    assertThat(Json.text(failed.get("differences")))
        .isEqualTo(
            "[{\"destination\":\"meta\",\"path\":\"requests[0].body.data[0].event_name\",\"line\":"
                + line("event_name")
                + ",\"expected\":\"Lead\",\"got\":\"Purchase\"}]");
    assertThat(Json.parse(lines[1].getBytes(UTF_8)).get("passed").asBoolean()).isTrue();
  }

  @Test
  void wrongExamplesAndNoExamplesAreProblemsOfTheConfiguration() throws IOException {
    examples(shipped.replace("reason: no_consent", "reason: no_consnt"));
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString())
        .contains(EXAMPLES + ":" + line("reason: no_consnt"))
        .contains("did you mean no_consent?");
    assertThat(out.toString()).isEmpty();

    Files.delete(directory.resolve(EXAMPLES));
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "tracklayer.yaml has no examples; add some there, or in tracklayer.examples.yaml");
  }

  private void examples(String yaml) throws IOException {
    Files.writeString(directory.resolve(EXAMPLES), yaml);
  }

  /** The first line of the examples with a text, 1-based. */
  private int line(String text) throws IOException {
    int line = 1;
    for (String each : Files.readAllLines(directory.resolve(EXAMPLES))) {
      if (each.contains(text)) {
        return line;
      }
      line++;
    }
    throw new AssertionError("no line has " + text);
  }

  private int run(String... further) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] arguments = new String[3 + further.length];
    arguments[0] = "test";
    arguments[1] = "--config";
    arguments[2] = config.toString();
    System.arraycopy(further, 0, arguments, 3, further.length);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
