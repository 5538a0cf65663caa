package io.tracklayer.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks what must be true of the demo's story, from the receiver's answers and the sandbox's
 * records alone.
 *
 * @param posts the receiver's answers, in the order of the story
 */
record DemoVerdict(Story story, Posts posts, Received received) {

  /** The receiver's answers to the events that the verdict rests on. */
  record Posts(boolean allStored, JsonNode order, JsonNode filtered) {}

  /** Every claim, right or wrong. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(Check.of("the receiver accepted every event", posts.allStored(), "it did not"));
    checks.add(
        Check.of(
            "the event that is not in the filter was filtered",
            posts.filtered().path("reason").asText().equals("not_in_allowlist"),
            "the answer was " + posts.filtered()));
    checks.add(nothingRefused());
    checks.add(exactlyOne("the visit", Received.META, "ViewContent"));
    checks.add(exactlyOne("the visit", Received.CRM, "view_content"));
    checks.add(exactlyOne("the sign-up", Received.META, "CompleteRegistration"));
    checks.add(exactlyOne("the sign-up", Received.CRM, "sign_up"));
    checks.add(exactlyOne("the lead", Received.META, "Lead"));
    checks.add(exactlyOne("the lead", Received.CRM, "lead"));
    checks.add(exactlyOne("the purchase", Received.META, "Purchase"));
    checks.add(exactlyOne("the purchase", Received.CRM, "purchase"));
    checks.add(sameEventId());
    checks.add(valueIsRight());
    checks.add(twoProfilesBecameOne());
    checks.add(bothEmailsAtCrm());
    checks.add(bothEmailsAtMeta());
    checks.add(clickOfDeviceA());
    checks.add(nothingFilteredCame());
    checks.add(nothingWithoutConsent());
    return checks;
  }

  /** The purchase as the CRM received it. */
  Optional<JsonNode> purchase() {
    return received.named(Received.CRM, "purchase").stream().findFirst();
  }

  /** Whether each destination that has consent received exactly one purchase. */
  boolean downstreamReady() {
    return received.named(Received.CRM, "purchase").size() == 1
        && received.named(Received.META, "Purchase").size() == 1
        && received.events(Received.NEWSLETTER).isEmpty();
  }

  private Check nothingRefused() {
    List<JsonNode> refused = received.refused();
    return Check.of(
        "every request was valid by the documentation of its API",
        refused.isEmpty(),
        refused.stream()
            .map(r -> r.path("destination").asText() + " said " + r.path("reason").asText())
            .distinct()
            .collect(Collectors.joining("; ")));
  }

  private Check exactlyOne(String what, String destination, String name) {
    int count = received.named(destination, name).size();
    return Check.of(
        what + " reached " + label(destination) + " exactly once", count == 1, count + " times");
  }

  private Check sameEventId() {
    List<String> ids =
        List.of(received.named(Received.META, "Purchase"), received.named(Received.CRM, "purchase"))
            .stream()
            .flatMap(List::stream)
            .map(Received::eventId)
            .distinct()
            .toList();
    return Check.of(
        "the purchase has the same event id everywhere, the order's message id",
        ids.equals(List.of(story.orderMessageId())),
        "the ids are " + ids);
  }

  private Check valueIsRight() {
    List<JsonNode> worth =
        received.named(Received.META, "Purchase").stream()
            .map(event -> event.path("custom_data"))
            .toList();
    return Check.of(
        "the purchase is worth " + Story.ORDER_VALUE + " " + Story.CURRENCY,
        !worth.isEmpty() && worth.stream().allMatch(DemoVerdict::isTheOrder),
        "it is " + worth);
  }

  private static boolean isTheOrder(JsonNode custom) {
    return custom.path("value").isNumber()
        && custom.get("value").decimalValue().compareTo(Story.ORDER_VALUE) == 0
        && custom.path("currency").asText().equals(Story.CURRENCY);
  }

  private Check twoProfilesBecameOne() {
    String state = purchase().map(order -> order.path("identity_state").asText()).orElse("absent");
    List<String> profiles =
        Stream.of("view_content", "sign_up", "purchase", "begin_checkout")
            .flatMap(name -> received.named(Received.CRM, name).stream())
            .map(event -> event.path("profile_id").asText())
            .distinct()
            .toList();
    boolean otherBefore =
        received.named(Received.CRM, "lead").stream()
            .noneMatch(lead -> profiles.contains(lead.path("profile_id").asText()));
    return Check.of(
        "the order merged the profiles of both devices, and the older profile's id stayed",
        state.equals("merged") && profiles.size() == 1 && otherBefore,
        "it is " + state + ", the profile ids are " + profiles);
  }

  private Check bothEmailsAtCrm() {
    Set<String> emails = new TreeSet<>();
    purchase().ifPresent(order -> order.at("/user/emails").forEach(e -> emails.add(e.asText())));
    return Check.of(
        "the purchase at crm has both e-mails",
        emails.equals(Set.of(story.firstEmail(), story.secondEmail())),
        emails.size() + " e-mails");
  }

  private Check bothEmailsAtMeta() {
    Set<String> hashes = new TreeSet<>();
    metaUser().path("em").forEach(hash -> hashes.add(hash.asText()));
    return Check.of(
        "the purchase at meta has both e-mails, hashed",
        hashes.equals(Set.of(sha256(story.firstEmail()), sha256(story.secondEmail()))),
        hashes.size() + " hashes");
  }

  private Check clickOfDeviceA() {
    String cookie = metaUser().path("fbc").asText();
    String click = purchase().map(order -> order.at("/click_ids/gclid").asText()).orElse("");
    Optional<String> cookieOfTheVisit =
        received.named(Received.CRM, "view_content").stream()
            .map(visit -> Instant.parse(visit.path("occurred_at").asText("1970-01-01T00:00:00Z")))
            .map(at -> "fb.1." + at.toEpochMilli() + "." + Story.FBCLID)
            .findFirst();
    return Check.of(
        "the purchase carries the clicks of device A, at meta and at crm",
        cookieOfTheVisit.equals(Optional.of(cookie)) && click.equals(Story.GCLID),
        "they are '" + cookie + "' and '" + click + "'");
  }

  private JsonNode metaUser() {
    return received.named(Received.META, "Purchase").stream()
        .map(event -> event.path("user_data"))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Check nothingFilteredCame() {
    boolean came =
        received.requests().stream().anyMatch(r -> r.toString().contains(Story.CART_VIEWED));
    return Check.of("the filtered event reached no destination", !came, "it did");
  }

  private Check nothingWithoutConsent() {
    int count = received.events(Received.NEWSLETTER).size();
    return Check.of(
        label(Received.NEWSLETTER) + ", which has no consent, received nothing",
        count == 0,
        count + " events");
  }

  static String label(String destination) {
    return switch (destination) {
      case Received.META -> "meta";
      case Received.CRM -> "crm";
      case Received.NEWSLETTER -> "newsletter";
      default -> destination;
    };
  }
}
