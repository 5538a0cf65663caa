package io.tracklayer.job.intake.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.consent.ConsentWords;
import io.tracklayer.job.intake.draft.Contribution.StatedConsent;
import io.tracklayer.job.intake.testing.RawEvents;
import java.util.List;
import java.util.Map;
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
        // An id in neither list is denied, unless nothing is allowed.
        "['C4'] | [] | GRANTED | DENIED",
        "['C4','C2'] | [] | GRANTED | GRANTED",
        "['C4','C2'] | null | GRANTED | GRANTED",
        "['C2'] | [] | DENIED | DENIED",
        "['C2'] | ['C4'] | DENIED | DENIED",
        "['C4'] | ['C2'] | GRANTED | DENIED",
        "['C2','C4'] | ['C4'] | DENIED | DENIED",
        "['c4'] | ['c2'] | DENIED | DENIED",
        // What is empty takes the answer back.
        "[] | ['C4'] | DENIED | DENIED",
        "[] | ['C2'] | UNKNOWN | DENIED",
        "[] | [] | UNKNOWN | UNKNOWN",
        "null | null | UNKNOWN | UNKNOWN",
        "'' | '' | UNKNOWN | UNKNOWN",
        "{} | {} | UNKNOWN | UNKNOWN",
        "[''] | [''] | UNKNOWN | UNKNOWN",
        // Forms of the allowed list.
        "[' C4 '] | [] | GRANTED | DENIED",
        "[['C4'],['C2']] | [] | GRANTED | GRANTED",
        "[{'id':'C4'},{'id':'C2','name':'Functional'}] | [] | GRANTED | GRANTED",
        "[{'id':'C4','granted':false},{'id':'C2'}] | [] | DENIED | DENIED",
        "{'C4':true,'C2':'granted'} | [] | GRANTED | GRANTED",
        "{'C4':'Targeting Cookies','C2':'Functional Cookies'} | [] | GRANTED | GRANTED",
        "{'C4':false,'C2':true} | [] | DENIED | DENIED",
        "{'C4':'inactive','C2':'active'} | [] | DENIED | DENIED",
        "{'C4':null,'C2':true} | [] | DENIED | DENIED",
        "'C4' | [] | GRANTED | DENIED",
        "',C2,C4,' | [] | GRANTED | GRANTED",
        "'C2:1;C4:1' | [] | GRANTED | GRANTED",
        "'C2:1,C4:0' | [] | DENIED | DENIED",
        "'[\\\"C4\\\",\\\"C2\\\"]' | [] | GRANTED | GRANTED",
        "'{\\\"C4\\\":\\\"Targeting\\\"}' | [] | GRANTED | DENIED",
        "{'C4':'Targeting Cookies','C2':'Cookies fonctionnels'} | [] | GRANTED | GRANTED",
        "{'C2':'granted','C4':'revoke'} | [] | DENIED | DENIED",
        "{'C4':'revoke'} | [] | DENIED | DENIED",
        "{'C4':'Targeting','C2':'no more of it'} | [] | GRANTED | DENIED",
        "{'C4':'stop targeting'} | [] | DENIED | DENIED",
        "{'C4':'without marketing cookies'} | [] | DENIED | DENIED",
        "{'C4':'zurückgezogen'} | [] | DENIED | DENIED",
        "'{\\\"C4\\\":\\\"revoke\\\"}' | [] | DENIED | DENIED",
        "[['C4','revoke']] | [] | DENIED | DENIED",
        "{'C2':'granted','C4':'granted!'} | [] | DENIED | DENIED",
        "[['C2',1],['C4',0]] | [] | DENIED | DENIED",
        "[['C2',true],['C4',true]] | [] | GRANTED | GRANTED",
        "[{'id':'C4','withdrawn':true},{'id':'C2'}] | [] | DENIED | DENIED",
        "[{'id':'C4','opt_out':'since May'},{'id':'C2'}] | [] | DENIED | DENIED",
        "[{'id':'C4','status':'rejected by user'},{'id':'C2'}] | [] | DENIED | DENIED",
        "[{'id':'C4','denied':false},{'id':'C2','optOut':null}] | [] | GRANTED | GRANTED",
        // Forms of the denied list.
        "['C2','C4'] | {'0':'C1','1':'C4'} | DENIED | DENIED",
        "['C2','C4'] | ['C1,C4'] | DENIED | DENIED",
        "['C2','C4'] | 'C1%2CC4' | DENIED | DENIED",
        "['C2','C4'] | ['C4\\u00a0'] | DENIED | DENIED",
        "['C2','C4'] | ['\\u200bC4'] | DENIED | DENIED",
        "['C2','C4'] | [['C1',true],['C4',true]] | DENIED | DENIED",
        "['C2','C4'] | [{'id':'C4'}] | DENIED | DENIED",
        "['C2','C4'] | {'C4':true} | DENIED | DENIED",
        "['C2','C4'] | {'C4':'who knows'} | DENIED | DENIED",
        "['C2','C4'] | {'C4':null} | DENIED | DENIED",
        "['C2','C4'] | {'C4':false} | GRANTED | GRANTED",
        "['C2','C4'] | 'C4' | DENIED | DENIED",
        "['C2','C4'] | 'C1 C4' | DENIED | DENIED",
        "['C2','C4'] | 'C1,C4' | DENIED | DENIED",
        "['C2','C4'] | 'C4:0' | DENIED | DENIED",
        "['C2','C4'] | '[\\\"C4\\\"]' | DENIED | DENIED",
        "['C2','C4'] | [['C4']] | DENIED | DENIED",
        // What cannot be read denies; so does what the receiver makes of a name that is repeated.
        "[{'repeated':true}] | [] | UNREADABLE | UNREADABLE",
        "['C2','C4'] | [{'repeated':true}] | UNREADABLE | UNREADABLE",
        "true | [] | UNREADABLE | UNREADABLE",
        "17 | [] | UNREADABLE | UNREADABLE",
        "{'a':{'b':1}} | [] | UNREADABLE | UNREADABLE",
        "['C2','C4',{}] | [] | UNREADABLE | UNREADABLE",
        "{'C2':true,'C4':2} | [] | UNREADABLE | UNREADABLE",
        "'[C4' | [] | UNREADABLE | UNREADABLE",
        "['C2','C4'] | true | UNREADABLE | UNREADABLE",
        "['C2','C4'] | 7 | UNREADABLE | UNREADABLE",
        "['C2','C4'] | [null] | UNREADABLE | UNREADABLE",
        "['C2','C4'] | [{'name':'C4'}] | UNREADABLE | UNREADABLE",
        "['C2','C4'] | {'C1':{}} | UNREADABLE | UNREADABLE",
        "['C2','C4'] | '{' | UNREADABLE | UNREADABLE",
        "['C2','C4'] | ['C2',{}] | UNREADABLE | DENIED",
      })
  void consentManagementIsReadWithoutFailingOpen(
      String allowed, String denied, String marketing, String both) {
    Map<String, StatedConsent> found =
        of(
            "{'context':{'consentManagement':{'allowedConsentIds':%s,'deniedConsentIds':%s,"
                    .formatted(allowed, denied)
                + "'provider':'oneTrust','resolutionStrategy':'or'}}}");

    assertThat(sign(found.get("marketing"))).isEqualTo(marketing);
    assertThat(sign(found.get("both"))).isEqualTo(both);
  }

  private static String sign(StatedConsent statement) {
    return statement == null
        ? null
        : ConsentWords.areUnreadable(statement.words())
            ? statement.state() == ConsentState.DENIED ? "UNREADABLE" : "fails open"
            : statement.state().name();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "{'deniedConsentIds':['C4']}, DENIED, DENIED",
        "{'deniedConsentIds':['C2']}, -, DENIED",
        "{'deniedConsentIds':[]}, -, -",
        "{'allowedConsentIds':['C4']}, GRANTED, DENIED",
        "{'allowedConsentIds':[]}, UNKNOWN, UNKNOWN",
        "{'provider':'custom'}, -, -",
      },
      quoteCharacter = '"',
      delimiter = ',')
  void onlyAnAbsentListIsSilent(String management, String marketing, String both) {
    Map<String, StatedConsent> found = of("{'context':{'consentManagement':" + management + "}}");

    assertThat(sign(found.get("marketing"))).isEqualTo(marketing);
    assertThat(sign(found.get("both"))).isEqualTo(both);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'granted'", "true", "1", "['C4']", "'[1]'", "'{'", "[{'repeated':true}]"})
  void whatStandsInPlaceOfAnObjectAndCannotBeReadDenies(String value) {
    for (String event :
        List.of(
            "{'context':{'consentManagement':" + value + "}}",
            "{'context':{'consent':" + value + "}}",
            "{'consent':" + value + "}")) {
      assertThat(of(event))
          .as(event)
          .containsOnlyKeys("marketing", "both")
          .allSatisfy((purpose, said) -> assertThat(sign(said)).isEqualTo("UNREADABLE"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}"})
  void anObjectWithoutFieldsSaysNothing(String value) {
    assertThat(
            of(
                "{'consent':%1$s,'context':{'consentManagement':%1$s,'consent':%1$s}}"
                    .formatted(value)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "' '"})
  void anObjectThatIsGoneTakesTheAnswersBack(String value) {
    assertThat(of("{'context':{'consentManagement':" + value + "}}"))
        .containsOnlyKeys("marketing", "both")
        .allSatisfy((purpose, said) -> assertThat(sign(said)).isEqualTo("UNKNOWN"));
    assertThat(of("{'context':{'consent':" + value + "}}"))
        .allSatisfy((purpose, said) -> assertThat(sign(said)).isEqualTo("UNKNOWN"));
  }

  @Test
  void anObjectIsAlsoReadFromJsonInAText() {
    assertThat(of("{'context':{'consentManagement':'{\\'allowedConsentIds\\':[\\'C4\\']}'}}"))
        .hasEntrySatisfying("marketing", said -> assertThat(sign(said)).isEqualTo("GRANTED"));
    assertThat(of("{'context':{'consent':'{\\'marketing\\':false}'}}"))
        .hasEntrySatisfying("marketing", said -> assertThat(sign(said)).isEqualTo("DENIED"));
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
        "'Opted-In' | GRANTED",
        "'SUBSCRIBED' | GRANTED",
        "'oui' | GRANTED",
        "'Sí' | GRANTED",
        "'はい' | GRANTED",
        "1 | GRANTED",
        "1.0 | GRANTED",
        "'1' | GRANTED",
        "0 | DENIED",
        "'no' | DENIED",
        "'N' | DENIED",
        "'off' | DENIED",
        "'declined' | DENIED",
        "'opt-out' | DENIED",
        "'OPT_OUT' | DENIED",
        "'deny' | DENIED",
        "'pending' | DENIED",
        "'nein' | DENIED",
        "'Não' | DENIED",
        "'нет' | DENIED",
        "'perhaps' | UNREADABLE",
        "'yes, but not by phone' | UNREADABLE",
        "2 | UNREADABLE",
        "-1 | UNREADABLE",
        "1e999999 | UNREADABLE",
        "{'state':'granted'} | UNREADABLE",
        "[true] | UNREADABLE",
        "[{'repeated':true}] | UNREADABLE",
        "'' | UNKNOWN",
        "' ' | UNKNOWN",
        "null | UNKNOWN",
        "'null' | UNKNOWN",
        "'unknown' | UNKNOWN",
        "[] | UNKNOWN",
        "{} | UNKNOWN",
      })
  void anAnswerIsReadTheSameInEveryPlace(String answer, String expected) {
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

  private void assertStatement(String event, String answer, String expected, String source) {
    StatedConsent found = of(event.formatted(answer)).get("marketing");
    assertThat(sign(found)).isEqualTo(expected);
    assertThat(found.source()).isEqualTo(source);
  }

  @Test
  void aSignBeforeAWordIsPartOfIt() {
    for (String odd : List.of("-1", "--true", "1-", "_yes", "- on")) {
      assertThat(ConsentAnswer.of(TextNode.valueOf(odd))).isEqualTo(Finding.unreadable(Form.WORD));
    }
  }

  @Test
  void aWordIsReadOneWayOnly() {
    for (String no : List.of("no", "nein", "non", "nee", "nej", "nie", "ne", "off", "opted out")) {
      assertThat(ConsentAnswer.of(TextNode.valueOf(no))).isEqualTo(Finding.denied(no));
    }
    for (String yes : List.of("yes", "ja", "oui", "si", "sim", "tak", "da", "evet", "on")) {
      assertThat(ConsentAnswer.of(TextNode.valueOf(yes))).isEqualTo(Finding.granted(yes));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'{\\\"marketing_opt_in\\\":false}'",
        "[{'marketing_opt_in':true}]",
        "'marketing_opt_in'",
        "7"
      })
  void traitsOfTheContextThatAreNoObjectDenyWhatTheyMayDeny(String traits) {
    Map<String, StatedConsent> found = of("{'context':{'traits':%s}}".formatted(traits));

    assertThat(state(found, "marketing")).isEqualTo(ConsentState.DENIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "{}", "[]"})
  void traitsOfTheContextThatAreEmptySayNothing(String traits) {
    assertThat(of("{'context':{'traits':%s}}".formatted(traits))).isEmpty();
  }

  @Test
  void whatCannotBeReadIsCountedWhereItStandsAndWithItsForm() {
    assertThat(
            statements
                .of(
                    RawEvents.event(
                        "{'traits':{'marketing_opt_in':'perhaps','two':2},"
                            + "'context':{'consentManagement':{'allowedConsentIds':['C4','C2'],"
                            + "'deniedConsentIds':17}},'consent':{'marketing':false}}"))
                .unreadable())
        .containsExactlyInAnyOrder(
            new UnreadableConsent("context.consentManagement", Form.NUMBER),
            new UnreadableConsent("traits.marketing_opt_in", Form.WORD),
            new UnreadableConsent("traits.two", Form.NUMBER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "{'one':true,'two':true} | GRANTED",
        "{'one':true} | -",
        "{'one':true,'two':'perhaps'} | DENIED",
        "{'one':true,'two':null} | UNKNOWN",
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
                "{'context':{'consentManagement':{'allowedConsentIds':['C4','C2']}},"
                    + "'traits':{'marketing_opt_in':true,'one':true,'two':false}}"))
        .isEqualTo(
            Map.of(
                "marketing",
                new StatedConsent(
                    ConsentState.GRANTED, "context.consentManagement", "C4 in allowedConsentIds"),
                "both",
                new StatedConsent(ConsentState.DENIED, "traits.two", "false")));
  }

  private Map<String, StatedConsent> of(String fields) {
    return statements.of(RawEvents.event(fields)).statements();
  }

  private static ConsentState state(Map<String, StatedConsent> statements, String purpose) {
    StatedConsent statement = statements.get(purpose);
    return statement == null ? null : statement.state();
  }
}
