package io.tracklayer.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DemoVerdictTest {

  private static final Story STORY = new Story("r", Instant.parse("2026-03-01T12:00:00Z"));

  @Test
  void theStoryAsItShouldBeIsRight() {
    assertThat(verdict(rightRequests()).checks()).allMatch(Check::isRight);
    assertThat(verdict(rightRequests()).downstreamReady()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("whatMayGoWrong")
  void everythingThatGoesWrongIsNoticed(String what, Consumer<List<ObjectNode>> spoil) {
    List<ObjectNode> requests = rightRequests();
    spoil.accept(requests);

    assertThat(verdict(requests).checks()).as(what).anyMatch(check -> !check.isRight());
  }

  static Stream<Arguments> whatMayGoWrong() {
    return Stream.of(
        wrong("nothing arrived", List::clear),
        wrong("the purchase came twice", r -> r.add(meta("Purchase", "demo-order-r"))),
        wrong("the copy came", r -> r.add(crm("purchase", "demo-order-from-back-end-r"))),
        wrong("newsletter got it", r -> r.add(webhook("webhook/newsletter", "purchase", "x"))),
        wrong("the filtered one came", r -> r.add(filteredEvent())),
        wrong("a request was refused", r -> r.add(crm("x", "y").put("status", 400))),
        wrong(
            "another event id",
            r -> {
              r.removeIf(request -> request.toString().contains("Purchase"));
              r.add(meta("Purchase", "other"));
            }),
        wrong("the order found one profile", r -> purchaseAtCrm(r).put("identity_state", "known")),
        wrong("another profile", r -> purchaseAtCrm(r).put("profile_id", "p-other")),
        wrong("the lead was the same profile", DemoVerdictTest::leadOfTheSameProfile),
        wrong("one e-mail is missing at crm", r -> emailsAtCrm(r).remove(0)),
        wrong("somebody else's e-mail at crm", r -> emailsAtCrm(r).add("other@example.com")),
        wrong("one e-mail is missing at meta", r -> emailsAtMeta(r).remove(1)),
        wrong("an e-mail in clear at meta", r -> emailsAtMeta(r).add(STORY.firstEmail())),
        wrong("no click at meta", r -> metaUser(r).remove("fbc")),
        wrong("the click of another time", r -> metaUser(r).put("fbc", "fb.1.1." + Story.FBCLID)),
        wrong("no click at crm", r -> purchaseAtCrm(r).remove("click_ids")),
        wrong(
            "another value",
            r ->
                r.forEach(
                    request -> {
                      JsonNode custom = request.at("/body/data/0/custom_data");
                      if (custom instanceof ObjectNode data) {
                        data.put("value", 89.9);
                      }
                    })));
  }

  @Test
  void anOrderThatWasNotTakenOverIsNoticed() {
    DemoVerdict.Posts posts =
        new DemoVerdict.Posts(
            false, Json.object(), Json.object().put("reason", "not_in_allowlist"));

    assertThat(new DemoVerdict(STORY, posts, received(rightRequests())).checks())
        .anyMatch(check -> !check.isRight());
  }

  private static ObjectNode purchaseAtCrm(List<ObjectNode> requests) {
    return event(requests, "/body/events/0", "purchase");
  }

  private static ArrayNode emailsAtCrm(List<ObjectNode> requests) {
    return (ArrayNode) purchaseAtCrm(requests).at("/user/emails");
  }

  private static ObjectNode metaUser(List<ObjectNode> requests) {
    return (ObjectNode) event(requests, "/body/data/0", "Purchase").get("user_data");
  }

  private static ArrayNode emailsAtMeta(List<ObjectNode> requests) {
    return (ArrayNode) metaUser(requests).get("em");
  }

  private static void leadOfTheSameProfile(List<ObjectNode> requests) {
    event(requests, "/body/events/0", "lead").put("profile_id", "p-1");
  }

  private static ObjectNode event(List<ObjectNode> requests, String place, String name) {
    return requests.stream()
        .map(request -> request.at(place))
        .filter(event -> Received.name(event).equals(name))
        .map(ObjectNode.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Arguments wrong(String what, Consumer<List<ObjectNode>> spoil) {
    return Arguments.of(what, spoil);
  }

  private static DemoVerdict verdict(List<ObjectNode> requests) {
    DemoVerdict.Posts posts =
        new DemoVerdict.Posts(
            true,
            Json.object().put("accepted", true),
            Json.object().put("accepted", false).put("reason", "not_in_allowlist"));
    return new DemoVerdict(STORY, posts, received(requests));
  }

  private static Received received(List<ObjectNode> requests) {
    return new Received(List.copyOf(requests));
  }

  private static List<ObjectNode> rightRequests() {
    return new ArrayList<>(
        List.of(
            meta("ViewContent", "demo-viewed-r"),
            meta("CompleteRegistration", "demo-signed-up-r"),
            meta("Lead", "demo-lead-r"),
            meta("Purchase", "demo-order-r"),
            crm("view_content", "demo-viewed-r"),
            crm("profile_update", "demo-identify-r"),
            crm("sign_up", "demo-signed-up-r"),
            crm("lead", "demo-lead-r"),
            crm("purchase", "demo-order-r")));
  }

  private static ObjectNode meta(String name, String eventId) {
    ObjectNode request = request("meta");
    ObjectNode event = request.putObject("body").putArray("data").addObject();
    event.put("event_name", name).put("event_id", eventId);
    event.putObject("custom_data").put("value", Story.ORDER_VALUE).put("currency", "EUR");
    ObjectNode user = event.putObject("user_data");
    // sha256 of jane.r@example.com and of jane.work.r@example.org, computed with sha256sum
    user.putArray("em")
        .add("613c032d6b57a9e2527d3ea17ad4b09453770e6c4f7cd20e022923c677b3e451")
        .add("fc33fca931237b9e879237281900093b5428e89ad7505f0fd69167e82ec4dfad");
    user.put("fbc", "fb.1.1772366400000." + Story.FBCLID);
    return request;
  }

  private static ObjectNode crm(String name, String eventId) {
    return webhook("webhook", name, eventId);
  }

  private static ObjectNode filteredEvent() {
    ObjectNode request = crm("cart_viewed", "demo-cart-viewed-r");
    ((ObjectNode) request.at("/body/events/0")).put("source_event", "Cart Viewed");
    return request;
  }

  private static ObjectNode webhook(String destination, String name, String eventId) {
    ObjectNode request = request(destination);
    ObjectNode event = request.putObject("body").putArray("events").addObject();
    event.put("name", name).put("event_id", eventId).put("identity_state", "merged");
    event.put("occurred_at", STORY.now().toString());
    event.put("profile_id", name.equals("lead") ? "p-2" : "p-1");
    event.putObject("user").putArray("emails").add(STORY.secondEmail()).add(STORY.firstEmail());
    event.putObject("click_ids").put("gclid", Story.GCLID);
    return request;
  }

  private static ObjectNode request(String destination) {
    return Json.object().put("destination", destination).put("status", 200);
  }
}
