package io.tracklayer.cli.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.ConsentConfig.Purpose;
import io.tracklayer.contract.event.ValidationMark;
import io.tracklayer.contract.json.Json;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;

/**
 * A person whom nobody has seen before, in the envelope that RudderStack sends: signs up on one
 * device and orders on another, so that the order joins the second device to the profile. Grants
 * every purpose. All events are marked as tests.
 *
 * @param id random, in every identifier
 */
public record TestUser(String id, ConsentConfig consent) {

  private static final int ID_BYTES = 8;

  /** A browser's, since events of crawlers are not delivered. */
  private static final String USER_AGENT =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0"
          + " Safari/537.36";

  public static TestUser fresh(ConsentConfig consent, SecureRandom random) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return new TestUser("tracklayer-validate-" + HexFormat.of().formatHex(bytes), consent);
  }

  String identifyMessage() {
    return id + "-identify";
  }

  String orderMessage() {
    return id + "-order";
  }

  ObjectNode identify(Instant now) {
    return event(identifyMessage(), "identify", "device-1", now);
  }

  /**
   * @param name as the source calls it; an order, or something else with the fields of one
   */
  ObjectNode order(String name, Instant now) {
    ObjectNode event = event(orderMessage(), "track", "device-2", now).put("event", name);
    ObjectNode properties = event.putObject("properties");
    properties
        .put("order_id", id)
        .put("lead_id", id)
        .put("revenue", 1)
        .put("value", 1)
        .put("currency", "EUR")
        .put("ga_client_id", clientId(now));
    properties
        .putArray("products")
        .addObject()
        .put("product_id", "tracklayer-validate")
        .put("name", "Test")
        .put("price", 1)
        .put("quantity", 1);
    return event;
  }

  /** In the form of Google's cookie: a random number and a time. */
  private String clientId(Instant now) {
    return Integer.toUnsignedString(id.hashCode()) + "." + now.getEpochSecond();
  }

  private ObjectNode event(String messageId, String type, String device, Instant now) {
    ObjectNode event =
        Json.object()
            .put("messageId", messageId)
            .put("type", type)
            .put("channel", "web")
            .put("anonymousId", id + "-" + device)
            .put("userId", id)
            .put("originalTimestamp", now.toString())
            .put("sentAt", now.toString());
    ObjectNode context = event.putObject("context");
    ValidationMark.set(context);
    context.put("userAgent", USER_AGENT).put("locale", "en-US");
    context.putObject("page").put("url", "https://example.com/tracklayer-validate");
    grant(context);
    // RFC 2606 reserves the domain, so the address is nobody's.
    context.withObject("/traits").put("email", id + "@example.com");
    return event;
  }

  /** In every way that the configuration asks for, and by the purposes' names. */
  private void grant(ObjectNode context) {
    ObjectNode traits = context.putObject("traits");
    ObjectNode answers = Json.object();
    TreeSet<String> ids = new TreeSet<>();
    for (Map.Entry<String, Purpose> purpose : consent.purposes().entrySet()) {
      answers.put(purpose.getKey(), true);
      ids.addAll(purpose.getValue().consentIds());
      purpose.getValue().traits().forEach(trait -> traits.put(trait, true));
    }
    if (!answers.isEmpty()) {
      context.set("consent", answers);
    }
    if (!ids.isEmpty()) {
      ids.forEach(
          context
                  .putObject("consentManagement")
                  .put("provider", "custom")
                  .putArray("allowedConsentIds")
              ::add);
    }
  }
}
