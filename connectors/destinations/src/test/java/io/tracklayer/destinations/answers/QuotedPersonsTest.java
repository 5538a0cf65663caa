package io.tracklayer.destinations.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.text.Redaction;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedPersonsTest {

  private final QuotedPersons persons = new QuotedPersons();

  @BeforeEach
  void theRequestHoldsTwoEvents() throws IOException {
    persons.add(
        event(
            "{'user_id':'K-77','emails':['jane.roe@shop.example.net','j@roe.net'],'first_name':'Jane Mary',"
                + "'last_name':'Müller','city':'New York','state':'NY',"
                + "'external_ids':{'crm_id':['abc9']}}",
            "{'street':'12 High St','floors':[{'name':'Attic'}],'vip':true}"));
    persons.add(event("{'first_name':'Bo','last_name':'O’Neil','postal_code':'SW1A 2AA'}", "{}"));
  }

  @ParameterizedTest
  @CsvSource({
    "name Jane Mary is too long,name [personal] is too long",
    "jane: unknown,[personal]: unknown",
    "no MÜLLER here,no [personal] here",
    "id k-77 and abc9,id [personal] and [personal]",
    "u=akByb2UubmV0,u=[personal]",
    "lives at 12 high st in new york,lives at [personal] in [personal]",
    "'{\"lvl\":\"Attic\"}','{\"lvl\":\"[personal]\"}'",
    "jane.roe [at] shop.example.net is odd,[personal] is odd",
    "jane.roe (at) shop dot example dot net,[personal]",
    "jane.roe at shop.example.net,[personal]",
    "o’neil of another event,[personal] of another event",
    "SW1A 2AA?,[personal]?"
  })
  void whatAnAnswerQuotesOfThePersonsOfItsRequestIsRemoved(String said, String left) {
    assertThat(persons.hiddenIn(said)).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({
    "Janet and Mullerian",
    "K-778",
    "state NY",
    "field user_data.em is invalid",
    "true",
    "the shop is closed"
  })
  void otherWordsStay(String said) {
    assertThat(persons.hiddenIn(said)).isEqualTo(said);
  }

  @Test
  void theBeginningOfAValueThatWasCutIsRemovedToo() {
    assertThat(persons.hiddenIn("the city of New Yo…")).isEqualTo("the city of [personal]…");
    assertThat(persons.hiddenIn("by Mü…")).isEqualTo("by Mü…");
  }

  @Test
  void theTextStaysAsShortAsAnAnswerMayBe() {
    assertThat(persons.hiddenIn("jane ".repeat(100))).hasSize(Redaction.MAX_LENGTH);
  }

  private static CanonicalEvent event(String user, String traits) throws IOException {
    String json =
        """
        {'schema':1,'claim':'e0','event_id':'e-1','source_event_id':'e-1','message_id':'e-1',
         'name':'lead','occurred_at':'2026-08-20T10:15:30.120Z',
         'received_at':'2026-08-20T10:15:30.120Z','account':'a','environment':'test','source':'s',
         'source_type':'identify','identity_state':'none','user':%s,'traits':%s}
        """
            .formatted(user, traits)
            .replace('\'', '"');
    return Json.read(json.getBytes(UTF_8), CanonicalEvent.class);
  }
}
