package io.tracklayer.view.answers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what a step means, for people who do not know how TrackLayer works. */
public final class Wording {

  private Wording() {}

  /**
   * @param again whether the message had been received before
   */
  public static String of(JsonNode step, boolean again) {
    return switch (step.path("step").asText()) {
      case "received" ->
          again
              ? "The same message arrived again. It is recognised by its id, and counts once."
              : "The event arrived and was stored.";
      case "repeated" -> "The repeat was left out.";
      case "filtered" -> "The event arrived, but the endpoint's filter leaves it out.";
      case "rejected" -> "The event could not be used. " + meaning(step);
      case "identity" -> identity(step);
      case "canonical" -> canonical(step);
      case "redriven" ->
          "An operator sent the event to " + step.path("destination").asText() + " again.";
      case "delivery" -> delivery(step);
      case "dead_letter" -> "It was kept as a dead letter, so that it can be sent again.";
      default -> "";
    };
  }

  /**
   * @param step where it waits, and as far as that is so, since when that is paused, how its
   *     circuit is open, and why the last attempt failed
   */
  public static String ofWaiting(JsonNode step) {
    String destination = step.path("destination").asText();
    if (step.has("paused_since")) {
      return "It waits for " + destination + ", which an operator has paused.";
    }
    if (step.has("circuit")) {
      return "It waits for " + destination + open(step.get("circuit"));
    }
    return step.has("reason")
        ? "It waits for the next attempt at " + destination + ". " + meaning(step)
        : "It waits for its turn at " + destination + ".";
  }

  private static String open(JsonNode circuit) {
    int open = circuit.path("open_subtasks").asInt();
    int all = circuit.path("subtasks").asInt();
    return ", which is failing: its circuit is open"
        + (open < all ? " in " + open + " of " + all + " subtasks, maybe in this event's" : "")
        + ", so that only single requests try whether it works again. "
        + meaning(circuit);
  }

  /** Of an event that is stored, and not taken in by the job yet. */
  public static String ofUnderWay() {
    return "It waits for the job to take it in. If that lasts, see whether the job runs.";
  }

  private static String identity(JsonNode step) {
    String by =
        step.has("identifier_type")
            ? " by an identifier of the type " + step.get("identifier_type").asText()
            : "";
    List<String> before = new ArrayList<>();
    step.path("before").forEach(profile -> before.add(profile.asText()));
    return switch (step.path("change").asText()) {
      case "link" -> "The person's profile was extended" + by + ".";
      case "merge" ->
          "Two profiles turned out to be one person"
              + by
              + ": "
              + String.join(" and ", before)
              + ".";
      case "conflict" ->
          "Two profiles were kept apart"
              + by
              + ", since one person would then have too many of the type "
              + step.path("limit").asText()
              + ".";
      case "junk" ->
          "An identifier"
              + (by.isEmpty() ? "" : by.substring(" by an identifier".length()))
              + " was seen with so many people that it no longer stands for one.";
      default -> "";
    };
  }

  private static String canonical(JsonNode step) {
    List<String> consent = new ArrayList<>();
    for (Map.Entry<String, JsonNode> purpose : step.path("consent").properties()) {
      consent.add(purpose.getKey() + " " + stated(purpose.getValue()));
    }
    return "It became a “"
        + step.path("name").asText()
        + "” event"
        + (step.has("profile_id") ? "." : " of nobody who is known.")
        + (step.has("duplicate_of")
            ? " It is a copy of event "
                + step.get("duplicate_of").asText()
                + ": both tell of the same."
            : "")
        + (consent.isEmpty() ? "" : " Consent: " + String.join(", ", consent) + ".");
  }

  /** Of the profile; but no answer overrules what the event itself denies. */
  private static String stated(JsonNode consent) {
    String newest = consent.path("state").asText() + source(consent, "source");
    String denied = ConsentState.DENIED.text();
    boolean isDeniedHere =
        consent.path("own").asText().equals(denied)
            && !consent.path("state").asText().equals(denied);
    return isDeniedHere
        ? denied
            + " by the event itself"
            + source(consent, "own_source")
            + ", although the newest answer of its person is "
            + newest
        : newest;
  }

  private static String source(JsonNode consent, String field) {
    return consent.has(field) ? " (" + consent.get(field).asText() + ")" : "";
  }

  private static String delivery(JsonNode step) {
    String destination = step.path("destination").asText();
    String outcome = step.path("outcome").asText();
    String answer = step.has("status") ? " (HTTP " + step.get("status").asText() + ")" : "";
    if (outcome.equals(Outcome.DELIVERED.text())) {
      return destination
          + " took it at attempt "
          + step.path("attempt").asText()
          + answer
          + "."
          + recognisedBy(step, "can", "was");
    }
    if (outcome.equals(Outcome.RETRYING.text())) {
      return destination + " did not take it" + answer + "; it is tried again. " + meaning(step);
    }
    if (outcome.equals(Outcome.CONSENT_DENIED.text())) {
      return destination + " does not get it" + withoutConsent(step);
    }
    if (outcome.equals(Outcome.REJECTED.text())) {
      return destination + " refused it for good" + answer + ". " + meaning(step);
    }
    if (outcome.equals(Outcome.EXPIRED.text())) {
      return "It became too old to be sent to " + destination + ". " + meaning(step);
    }
    if (outcome.equals(Outcome.DUPLICATE.text())) {
      return destination + " does not get this copy. " + meaning(step);
    }
    if (isSentNothing(step.path("reason").asText())) {
      return destination
          + " is sent nothing that counts. "
          + meaning(step)
          + recognisedBy(step, "could", "would be");
    }
    return destination + " does not take such an event. " + meaning(step);
  }

  /** By what the destination can find the person, and what of that identity added. */
  private static String recognisedBy(JsonNode step, String can, String was) {
    if (!step.has("match")) {
      return "";
    }
    List<String> given = texts(step.get("match"));
    if (given.isEmpty()) {
      return " It " + was + " given nothing to recognise the person by.";
    }
    List<String> added = new ArrayList<>(given);
    added.removeAll(texts(step.path("match_before")));
    return " It "
        + can
        + " recognise the person by "
        + listed(given)
        + (added.isEmpty() ? "." : "; the profile added " + listed(added) + ".");
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText().replace('_', ' ')));
    return texts;
  }

  private static String listed(List<String> texts) {
    int last = texts.size() - 1;
    return last == 0
        ? texts.get(0)
        : String.join(", ", texts.subList(0, last)) + " and " + texts.get(last);
  }

  /** Whether the destination would have taken it. */
  private static boolean isSentNothing(String reason) {
    return reason.equals(Reason.WOULD_SEND.text()) || reason.equals(Reason.VALIDATION.text());
  }

  private static String withoutConsent(JsonNode step) {
    List<String> lacking = new ArrayList<>();
    for (Map.Entry<String, JsonNode> purpose : step.path("consent").properties()) {
      String state = purpose.getValue().path("state").asText();
      if (!state.equals(ConsentState.GRANTED.text())) {
        lacking.add(purpose.getKey() + " is " + state);
      }
    }
    if (lacking.isEmpty()) {
      return ". " + meaning(step);
    }
    String purposes = ": consent to " + String.join(", to ", lacking) + ".";
    boolean saysAll = step.path("reason").asText().equals(Reason.NO_CONSENT.text());
    return saysAll ? purposes : purposes + " " + meaning(step);
  }

  private static String meaning(JsonNode step) {
    String text = step.path("reason").asText();
    Reason reason = Reason.of(text);
    return reason == null ? text : reason.meaning();
  }
}
