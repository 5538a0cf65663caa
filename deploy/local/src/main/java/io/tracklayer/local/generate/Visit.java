package io.tracklayer.local.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One action of a shopper, as the envelope that RudderStack makes of it. */
final class Visit {

  private static final String SHOP = "https://shop.example.com";
  private static final int PRODUCTS = 500;

  /** How many visits of a thousand. */
  private static final int BROWSING = 760;

  private final Shopper shopper;
  private final SplittableRandom random;
  private final Instant now;
  private final String device;
  private final ObjectNode envelope = Json.object();

  /** Shoppers with an account are signed in on most visits. */
  private final boolean signedIn;

  Visit(Shopper shopper, SplittableRandom random, Instant now) {
    this.shopper = shopper;
    this.random = random;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
    device = shopper.devices()[random.nextInt(shopper.devices().length)];
    signedIn = !shopper.guest() && random.nextInt(10) < 4;
  }

  /** Nobody signs up before seeing a page. */
  ObjectNode first() {
    return random.nextInt(3) == 0 ? page() : productViewed();
  }

  ObjectNode any() {
    int dice = random.nextInt(1000);
    if (dice < BROWSING) {
      return browsing(dice);
    }
    if (dice < 830) {
      return checkoutStarted();
    }
    if (dice < 890) {
      return orderCompleted();
    }
    if (dice < 900) {
      return orderRefunded();
    }
    if (dice < 930 || shopper.guest()) {
      return leadSubmitted();
    }
    if (dice < 960) {
      return signedUp();
    }
    return dice < 995 ? identify() : alias();
  }

  /** Shows nothing of the shopper but the device and, on most visits, the account. */
  ObjectNode browsing() {
    return browsing(random.nextInt(BROWSING));
  }

  private ObjectNode browsing(int dice) {
    if (dice < 280) {
      return page();
    }
    if (dice < 310) {
      return screen();
    }
    return dice < 630 ? productViewed() : productAdded();
  }

  private ObjectNode page() {
    begin("page", "web", true);
    envelope.put("name", "Home");
    String path = random.nextBoolean() ? "/" : "/collections/" + random.nextInt(20);
    context(path);
    ObjectNode properties = envelope.putObject("properties");
    properties.put("name", "Home").put("path", path).put("url", SHOP + path).put("title", "Shop");
    return envelope;
  }

  private ObjectNode screen() {
    begin("screen", "mobile", true);
    envelope.put("name", "Start");
    ObjectNode context = context(null);
    context.putObject("app").put("name", "Shop").put("version", "5.2.0").put("build", "512");
    context
        .putObject("device")
        .put("type", "iOS")
        .put("model", "iPhone17,1")
        .put("manufacturer", "Apple");
    context.putObject("os").put("name", "iOS").put("version", "18.5");
    context.putObject("network").put("carrier", "Example Mobile").put("wifi", random.nextBoolean());
    envelope.putObject("properties").put("name", "Start").put("orientation", "portrait");
    return envelope;
  }

  private ObjectNode productViewed() {
    int product = random.nextInt(PRODUCTS);
    track("Product Viewed", "web", true);
    context("/products/" + product);
    product(properties(), product).put("currency", "EUR").put("url", SHOP + "/products/" + product);
    return envelope;
  }

  private ObjectNode productAdded() {
    int product = random.nextInt(PRODUCTS);
    track("Product Added", "web", true);
    context("/products/" + product);
    product(properties(), product)
        .put("quantity", 1 + random.nextInt(3))
        .put("currency", "EUR")
        .put("cart_id", hex(8));
    return envelope;
  }

  private ObjectNode checkoutStarted() {
    track("Checkout Started", "web", true);
    context("/checkout");
    order(properties()).put("checkout_id", "C-" + hex(5));
    return envelope;
  }

  /**
   * Half of the orders come from the shop's server, without a device and with either e-mail
   * address.
   */
  private ObjectNode orderCompleted() {
    boolean fromServer = !shopper.guest() && random.nextBoolean();
    track("Order Completed", fromServer ? "server" : "web", !fromServer);
    if (!shopper.guest()) {
      envelope.put("userId", shopper.userId());
    }
    if (fromServer) {
      serverContext();
    } else {
      context("/checkout/thank-you");
    }
    ObjectNode properties = order(properties()).put("order_id", "A-" + hex(5));
    properties.put("tax", "7.60").put("shipping", 4.9).put("affiliation", "web shop");
    properties.put("email", anyEmail());
    if (shopper.phone() != null) {
      properties.put("phone", shopper.phone());
    }
    return envelope;
  }

  private ObjectNode orderRefunded() {
    track("Order Refunded", "server", false);
    if (shopper.guest()) {
      envelope.put("anonymousId", device);
    } else {
      envelope.put("userId", shopper.userId());
    }
    serverContext();
    order(properties()).put("order_id", "A-" + hex(5)).put("refund_id", "R-" + hex(5));
    return envelope;
  }

  private ObjectNode leadSubmitted() {
    track("Lead Submitted", "web", true);
    context("/newsletter");
    properties()
        .put("lead_id", "L-" + hex(5))
        .put("form", "newsletter")
        .put("email", anyEmail())
        .put("first_name", shopper.firstName());
    return envelope;
  }

  /** Names the device, the account and every address. */
  ObjectNode signedUp() {
    track("Signed Up", "web", true);
    envelope.put("userId", shopper.userId());
    context("/account").set("traits", traits());
    properties().put("method", "email").put("email", shopper.email());
    return envelope;
  }

  private ObjectNode identify() {
    begin("identify", "web", true);
    envelope.put("userId", shopper.userId());
    context("/account").set("traits", traits());
    envelope.set("traits", traits());
    return envelope;
  }

  /**
   * Links an account of an older shop system, not a device, since those who share a device are
   * different people.
   */
  private ObjectNode alias() {
    begin("alias", "web", false);
    envelope.put("userId", shopper.userId()).put("previousId", "old-" + shopper.number());
    context("/account");
    return envelope;
  }

  private void track(String event, String channel, boolean onDevice) {
    begin("track", channel, onDevice);
    envelope.put("event", event);
  }

  private void begin(String type, String channel, boolean onDevice) {
    Instant sentAt = now.plus(Duration.ofMillis(50 + random.nextInt(2000)));
    envelope
        .put("messageId", messageId())
        .put("type", type)
        .put("channel", channel)
        .put("originalTimestamp", now.toString())
        .put("timestamp", now.toString())
        .put("sentAt", sentAt.toString());
    if (onDevice) {
      envelope.put("anonymousId", device);
      if (signedIn) {
        envelope.put("userId", shopper.userId());
      }
    }
  }

  private ObjectNode properties() {
    return envelope.putObject("properties");
  }

  /**
   * @param path the path of the page; an app has none
   */
  private ObjectNode context(@Nullable String path) {
    ObjectNode context = envelope.putObject("context");
    context
        .put("ip", shopper.ip())
        .put("userAgent", shopper.userAgent())
        .put("locale", "en-GB")
        .put("sessionId", now.getEpochSecond() / 1800 * 1800);
    context.putObject("library").put("name", "RudderLabs JavaScript SDK").put("version", "3.23.1");
    if (path != null) {
      String search = search();
      context
          .putObject("page")
          .put("url", SHOP + path + search)
          .put("path", path)
          .put("search", search)
          .put("referrer", search.isEmpty() ? SHOP + "/" : "https://www.example.org/");
    }
    if (signedIn) {
      context.putObject("traits").put("email", shopper.email());
    }
    consent(context);
    return context;
  }

  private void serverContext() {
    ObjectNode context = envelope.putObject("context");
    context.put("ip", shopper.ip());
    context.putObject("library").put("name", "rudder-sdk-node").put("version", "2.1.10");
    consent(context);
  }

  /** One page view in six follows a click on an advertisement. */
  private String search() {
    return switch (random.nextInt(18)) {
      case 0 -> "?utm_source=facebook&utm_medium=cpc&fbclid=IwAR" + hex(20);
      case 1 -> "?utm_source=google&utm_medium=cpc&gclid=EAIaIQob" + hex(16);
      case 2 -> "?utm_source=tiktok&ttclid=E.C.P." + hex(16);
      default -> "";
    };
  }

  private void consent(ObjectNode context) {
    if (shopper.consent() == Shopper.Consent.NEVER_ASKED) {
      return;
    }
    ObjectNode management = context.putObject("consentManagement").put("provider", "oneTrust");
    ArrayNode allowed = management.putArray("allowedConsentIds").add("C0001").add("C0002");
    ArrayNode denied = management.putArray("deniedConsentIds");
    (shopper.consent() == Shopper.Consent.ALL ? allowed : denied).add("C0004");
  }

  private ObjectNode traits() {
    ObjectNode traits = Json.object();
    traits
        .put("email", shopper.email())
        .put("firstName", shopper.firstName())
        .put("lastName", shopper.lastName())
        .put("email_opt_in", shopper.number() % 2 == 0);
    if (shopper.phone() != null) {
      traits.put("phone", shopper.phone());
    }
    traits
        .putObject("address")
        .put("city", "Berlin")
        .put("postalCode", "10115")
        .put("country", "DE");
    return traits;
  }

  private String anyEmail() {
    return shopper.otherEmail() != null && random.nextBoolean()
        ? shopper.otherEmail()
        : shopper.email();
  }

  private ObjectNode order(ObjectNode properties) {
    ArrayNode products = properties.putArray("products");
    BigDecimal revenue = BigDecimal.ZERO;
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      int quantity = 1 + random.nextInt(2);
      ObjectNode line = product(products.addObject(), random.nextInt(PRODUCTS));
      line.put("quantity", quantity);
      revenue =
          revenue.add(line.get("price").decimalValue().multiply(BigDecimal.valueOf(quantity)));
    }
    return properties.put("revenue", revenue).put("currency", "EUR");
  }

  private static ObjectNode product(ObjectNode properties, int product) {
    return properties
        .put("product_id", "p-" + product)
        .put("sku", "SKU-%05d".formatted(product))
        .put("name", "Product " + product)
        .put("category", "Category " + product % 20)
        .put("price", BigDecimal.valueOf(995 + 50L * (product % 100), 2));
  }

  private String messageId() {
    String hex = hex(16);
    return hex.substring(0, 8)
        + '-'
        + hex.substring(8, 12)
        + "-4"
        + hex.substring(13, 16)
        + "-8"
        + hex.substring(17, 20)
        + '-'
        + hex.substring(20);
  }

  private String hex(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }
}
