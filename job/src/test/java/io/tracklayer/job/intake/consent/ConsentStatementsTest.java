package io.tracklayer.job.intake.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.intake.RawEvents;
import io.tracklayer.job.intake.draft.Contribution.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentStatementsTest {

  private final ConsentStatements statements =
      new ConsentStatements(
          new ConsentConfig(
              false,
              Map.of(
                  "marketing",
                  new ConsentConfig.Purpose(List.of("C4"), List.of("marketing_opt_in")),
                  "both",
                  new ConsentConfig.Purpose(List.of("C2", "C4"), List.of("one", "two")))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        // allowed, denied, marketing (C4), both (C2 and C4)
        "['C4'] | [] | GRANTED | -",
        "['C4','C2'] | [] | GRANTED | GRANTED",
        "['C4','C2'] | null | GRANTED | GRANTED",
        "['C2'] | ['C4'] | DENIED | DENIED",
        "['C4'] | ['C2'] | GRANTED | DENIED",
        "['C2','C4'] | ['C4'] | DENIED | DENIED",
        "[] | ['C4'] | DENIED | DENIED",
        "[] | [] | - | -",
        "null | null | - | -",
        "['c4'] | ['c2'] | - | -",
        "[''] | [''] | - | -",
        "[' C4 '] | [] | GRANTED | -",
        "{'C4':true,'C2':'granted'} | [] | GRANTED | GRANTED",
        "{'C4':false,'C2':true} | [] | DENIED | DENIED",
        "{'C4':'perhaps'} | [] | - | -",
        "[{'id':'C4'},{'id':'C2'}] | [] | GRANTED | GRANTED",
        "['C2','C4'] | [{'id':'C4'}] | DENIED | DENIED",
        "['C2','C4'] | {'C4':true} | DENIED | DENIED",
        "['C2','C4'] | {'C4':'who knows'} | DENIED | DENIED",
        "['C2','C4'] | {'C4':null} | DENIED | DENIED",
        "['C2','C4'] | {'C4':false} | GRANTED | GRANTED",
        "'C4' | [] | - | -",
        "true | [] | - | -",
        "['C2','C4'] | 'C4' | - | -",
        "['C2','C4'] | true | - | -",
        "['C2','C4'] | 7 | - | -",
        "['C2','C4'] | [null] | - | -",
        "['C2','C4'] | [['C4']] | - | -",
        "['C2','C4'] | [{'name':'C4'}] | - | -",
        "['C2','C4'] | ['C2',{}] | - | DENIED",
      })
  void consentManagementIsReadWithoutFailingOpen(
      String allowed, String denied, ConsentState marketing, ConsentState both) {
    Map<String, Statement> found =
        of(
            "{'context':{'consentManagement':{'allowedConsentIds':%s,'deniedConsentIds':%s,"
                    .formatted(allowed, denied)
                + "'provider':'oneTrust','resolutionStrategy':'or'}}}");

    assertThat(state(found, "marketing")).isEqualTo(marketing);
    assertThat(state(found, "both")).isEqualTo(both);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{}", "'granted'", "true", "1", "['C4']"})
  void aMalformedConsentObjectSaysNothing(String value) {
    assertThat(of("{'context':{'consentManagement':" + value + ",'consent':" + value + "}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "true | GRANTED",
        "false | DENIED",
        "'granted' | GRANTED",
        "'Granted ' | GRANTED",
        "'denied' | DENIED",
        "'TRUE' | GRANTED",
        "'false' | DENIED",
        "'yes' | GRANTED",
        "'no' | DENIED",
        "1 | GRANTED",
        "1.0 | GRANTED",
        "0 | DENIED",
        "'1' | GRANTED",
        "2 | -",
        "-1 | -",
        "1e999999 | -",
        "'perhaps' | -",
        "'' | -",
        "null | -",
        "{} | -",
        "{'state':'granted'} | -",
        "[true] | -",
      })
  void anAnswerIsReadTheSameInEveryPlace(String answer, ConsentState expected) {
    assertStatement("{'consent':{'marketing':%s}}", answer, expected, "consent");
    assertStatement("{'consent':{'C4':%s}}", answer, expected, "consent");
    assertStatement(
        "{'context':{'consent':{'marketing':%s}}}", answer, expected, "context.consent");
    assertStatement("{'context':{'consent':{'C4':%s}}}", answer, expected, "context.consent");
    assertStatement(
        "{'traits':{'marketing_opt_in':%s}}", answer, expected, "traits.marketing_opt_in");
    assertStatement(
        "{'context':{'traits':{'marketing_opt_in':%s}}}",
        answer, expected, "traits.marketing_opt_in");
  }

  private void assertStatement(String event, String answer, ConsentState expected, String source) {
    Statement expectedStatement = expected == null ? null : new Statement(expected, source);
    assertThat(of(event.formatted(answer)).get("marketing")).isEqualTo(expectedStatement);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "{'one':true,'two':true} | GRANTED",
        "{'one':true} | -",
        "{'one':true,'two':'perhaps'} | -",
        "{'one':true,'two':false} | DENIED",
        "{'two':false} | DENIED",
      })
  void aPurposeWithSeveralTraitsNeedsAllOfThem(String traits, ConsentState expected) {
    assertThat(state(of("{'traits':" + traits + "}"), "both")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'consent':{'marketing':true},'traits':{'marketing_opt_in':false}}",
        "{'consent':{'marketing':false},'traits':{'marketing_opt_in':true}}",
        "{'consent':{'marketing':true,'C4':false}}",
        "{'consent':{'marketing':true},'context':{'consent':{'C4':'denied'}}}",
        "{'consent':{'marketing':true},'context':{'consentManagement':{'deniedConsentIds':['C4']}}}",
        "{'traits':{'marketing_opt_in':true},'context':{'traits':{'marketing_opt_in':'no'}}}",
        "{'traits':{'marketing_opt_in':'no'},'context':{'traits':{'marketing_opt_in':true}}}",
      })
  void aDenialWinsAmongSeveralSources(String event) {
    assertThat(state(of(event), "marketing")).isEqualTo(ConsentState.DENIED);
  }

  @Test
  void theSourceNamesWhereTheDecisionWasFound() {
    assertThat(
            of(
                "{'context':{'consentManagement':{'allowedConsentIds':['C4']}},"
                    + "'traits':{'marketing_opt_in':true,'one':true,'two':false}}"))
        .isEqualTo(
            Map.of(
                "marketing", new Statement(ConsentState.GRANTED, "context.consentManagement"),
                "both", new Statement(ConsentState.DENIED, "traits.two")));
  }

  /** Taking a grant away or adding a denial may lower a state, never raise it. */
  @Test
  void lessConsentNeverMeansMore() {
    long seed = 20260820;
    SplittableRandom random = new SplittableRandom(seed);
    JsonNode[] lists = {
      parsed("[]"),
      parsed("['C4']"),
      parsed("['C2']"),
      parsed("['C2','C4']"),
      parsed("null"),
      parsed("7"),
      parsed("{'C4':true}"),
      parsed("[{'id':'C4'},{}]")
    };
    JsonNode[] answers = {parsed("true"), parsed("'denied'"), parsed("'perhaps'"), parsed("[]")};
    for (int run = 0; run < 5_000; run++) {
      ObjectNode event = RawEvents.json("{'traits':{},'context':{'consentManagement':{}}}");
      ObjectNode management = (ObjectNode) event.at("/context/consentManagement");
      management.set("allowedConsentIds", lists[random.nextInt(lists.length)]);
      management.set("deniedConsentIds", lists[random.nextInt(lists.length)]);
      for (String trait : List.of("one", "two", "marketing_opt_in")) {
        if (random.nextBoolean()) {
          ((ObjectNode) event.get("traits")).set(trait, answers[random.nextInt(answers.length)]);
        }
      }
      Map<String, Statement> before = of(event.toString());
      if (random.nextBoolean()) {
        management.set("allowedConsentIds", Json.mapper().createArrayNode());
      } else {
        String id = random.nextBoolean() ? "C2" : "C4";
        JsonNode denied = management.get("deniedConsentIds");
        if (denied.isObject()) {
          ((ObjectNode) denied).put(id, true);
        } else if (denied.isArray()) {
          management.set("deniedConsentIds", denied.<JsonNode>deepCopy());
          ((ArrayNode) management.get("deniedConsentIds")).add(id);
        }
      }
      Map<String, Statement> after = of(event.toString());
      for (String purpose : List.of("marketing", "both")) {
        assertThat(rank(state(after, purpose)))
            .as("seed %d, run %d, purpose %s", seed, run, purpose)
            .isLessThanOrEqualTo(rank(state(before, purpose)));
      }
    }
  }

  private static int rank(ConsentState state) {
    return state == null ? 1 : state == ConsentState.GRANTED ? 2 : 0;
  }

  private static JsonNode parsed(String json) {
    try {
      return Json.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Statement> of(String fields) {
    return statements.of(RawEvents.event(fields));
  }

  private static ConsentState state(Map<String, Statement> statements, String purpose) {
    Statement statement = statements.get(purpose);
    return statement == null ? null : statement.state();
  }
}
