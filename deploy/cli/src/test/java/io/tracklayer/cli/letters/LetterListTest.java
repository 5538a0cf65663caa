package io.tracklayer.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LetterListTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void theOldestLetterComesFirstAndNothingPersonalIsInIt() {
    LetterList list = new LetterList(null, null, null);
    list.offer(letter("crm", "invalid_request", 20));
    list.offer(letter("meta", "too_old", 10));

    assertThat(list.letters())
        .extracting(LetterSummary::destination)
        .containsExactly("meta", "crm");
    LetterSummary first = list.letters().get(0);
    assertThat(first.name()).isEqualTo("purchase");
    assertThat(first.answer()).isEqualTo("no such field");
    assertThat(first.cause()).isEqualTo("too_old (by a day)");
    assertThat(Json.text(list.letters())).doesNotContain("anna@example.com");
  }

  @Test
  void onlyWhatIsAskedForIsListed() {
    LetterList list = new LetterList("crm", Reason.INVALID_REQUEST, START.plusSeconds(10));
    list.offer(letter("crm", "invalid_request", 10));
    list.offer(letter("crm", "invalid_request", 9));
    list.offer(letter("crm", "too_large", 10));
    list.offer(letter("meta", "invalid_request", 10));

    assertThat(list.letters()).extracting(LetterSummary::at).containsExactly(START.plusSeconds(10));
  }

  @Test
  void whatIsNoDeadLetterIsCounted() {
    LetterList list = new LetterList(null, null, null);
    list.offer(Json.object().put("destination", "crm"));
    list.offer(Json.object().put("at", "yesterday"));

    assertThat(list.letters()).isEmpty();
    assertThat(list.unreadable()).isEqualTo(2);
  }

  @Test
  void aSummaryCountsByDestinationAndReasonTheMostFirst() {
    LetterList list = new LetterList(null, null, null);
    list.offer(letter("crm", "too_large", 30));
    list.offer(letter("crm", "invalid_request", 20));
    list.offer(letter("meta", "invalid_request", 25));
    list.offer(letter("crm", "invalid_request", 10));

    assertThat(LetterGroup.of(list.letters()))
        .containsExactly(
            new LetterGroup(
                "crm", Reason.INVALID_REQUEST, 2, START.plusSeconds(10), START.plusSeconds(20)),
            new LetterGroup(
                "crm", Reason.TOO_LARGE, 1, START.plusSeconds(30), START.plusSeconds(30)),
            new LetterGroup(
                "meta", Reason.INVALID_REQUEST, 1, START.plusSeconds(25), START.plusSeconds(25)));
  }

  private static ObjectNode letter(String destination, String reason, long second) {
    ObjectNode letter =
        Json.object()
            .put("schema", 1)
            .put("destination", destination)
            .put("claim", "b0123456789abcdef0123456789abcdef")
            .put("event_id", "e-1")
            .put("message_id", "m-1")
            .put("outcome", "rejected")
            .put("reason", reason)
            .put("detail", "by a day")
            .put("answer", "no such field")
            .put("attempt", 1)
            .put("at", START.plusSeconds(second).toString());
    letter
        .putObject("event")
        .put("name", "purchase")
        .putObject("user")
        .putArray("emails")
        .add("anna@example.com");
    return letter;
  }
}
