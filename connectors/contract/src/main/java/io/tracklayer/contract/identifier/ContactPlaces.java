package io.tracklayer.contract.identifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.contract.text.FieldSpelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where sources put the contact of the person that an event is about, and that of the person whom
 * an order goes to. Any other object is somebody else's, such as the shop's own ({@code shop},
 * {@code store}, {@code seller}: Shopify's has an {@code email} and even a {@code customer_email}),
 * and is not looked into.
 *
 * <p>Names are in {@linkplain FieldSpelling#plain plain} form.
 */
public final class ContactPlaces {

  /**
   * What stands before the name of a field of the buyer, nothing first: {@code billing_email} of
   * WooCommerce, {@code customer_email} of Magento and Elevar, {@code user_email} of Snapchat's
   * pixel, {@code payer_email} of PayPal, {@code customerBillingEmail} of GTM4WP, {@code
   * receipt_email} of Stripe.
   *
   * @see <a href="https://developer.woocommerce.com/docs/apis/rest-api/">WooCommerce</a>
   * @see <a href="https://developer.adobe.com/commerce/webapi/rest/">Magento (Adobe Commerce)</a>
   * @see <a href="https://docs.getelevar.com/docs/headless-implementing-the-data-layer">Elevar</a>
   */
  public static final List<String> BUYER =
      List.of(
          "",
          "customer",
          "user",
          "buyer",
          "payer",
          "purchaser",
          "shopper",
          "guest",
          "subscriber",
          "lead",
          "receipt",
          "billing",
          "billingaddress",
          "customerbilling");

  public static final List<String> RECIPIENT =
      List.of("shipping", "shippingaddress", "customershipping", "deliveryaddress");

  /**
   * Objects of the buyer, where who orders comes before who pays: {@code billing_address} and
   * {@code customer} of Shopify and Magento, {@code billing_details} and {@code customer_details}
   * of Stripe, {@code user_data} of GA4 and Meta, {@code enhanced_conversion_data} of Google Ads,
   * {@code user_properties} of Elevar.
   *
   * @see <a href="https://shopify.dev/docs/api/admin-rest/latest/resources/order">Shopify</a>
   * @see <a href="https://docs.stripe.com/api/checkout/sessions/object">Stripe</a>
   * @see <a
   *     href="https://developers.google.com/analytics/devguides/collection/ga4/uid-data">GA4</a>
   */
  private static final List<String> BUYERS =
      List.of(
          "customer",
          "customerdetails",
          "customerinfo",
          "billing",
          "billingaddress",
          "billingdetails",
          "billinginfo",
          "billto",
          "buyer",
          "payer",
          "userdata",
          "userproperties",
          "enhancedconversiondata");

  /** The same, under words that stand for other things too: {@code guest: true}. */
  private static final List<String> BUYERS_IF_OBJECTS =
      List.of("guest", "purchaser", "shopper", "subscriber", "lead", "invoiceaddress");

  private static final List<String> ALL_BUYERS =
      Stream.concat(BUYERS.stream(), BUYERS_IF_OBJECTS.stream()).toList();

  private static final List<String> RECIPIENTS =
      List.of("shipping", "shippingaddress", "shippingdetails", "shipto", "deliveryaddress");

  /**
   * Objects that hold a whole order: {@code checkout} of Shopify's web pixels, {@code cart} of
   * BigCommerce, {@code ecommerce} of Google's data layer.
   *
   * @see <a href="https://shopify.dev/docs/api/web-pixels-api/standard-events">Shopify</a>
   * @see <a href="https://developer.bigcommerce.com/docs/rest-management/carts">BigCommerce</a>
   */
  private static final List<String> ORDERS =
      List.of(
          "order",
          "checkout",
          "orderdetails",
          "orderdata",
          "orderinfo",
          "purchase",
          "transaction",
          "cart",
          "basket",
          "ecommerce");

  /** {@code default_address} is Shopify's, {@code home_address} Google Ads', a list GA4's. */
  private static final List<String> ADDRESSES =
      List.of("address", "defaultaddress", "homeaddress", "addresses", "addresslist");

  /** Fields of an address: {@code country_id} is Magento's, {@code countryCodeV2} Shopify's. */
  public static final List<String> COUNTRY =
      List.of(
          "country",
          "countrycode",
          "countryid",
          "countryname",
          "countryiso",
          "countryisocode",
          "countryiso2",
          "countrycodev2",
          "countrycodealpha2");

  private ContactPlaces() {}

  /** Objects with fields of the event's person, the surest first. */
  static List<ObjectNode> of(RawEvent event) {
    List<ObjectNode> contacts = new ArrayList<>();
    for (ObjectNode traits : traits(event)) {
      contacts.add(traits);
      addBuyers(traits, contacts);
    }
    if (!event.properties().isEmpty()) {
      List<ObjectNode> orders = orders(event.properties());
      contacts.addAll(orders);
      orders.forEach(order -> addBuyers(order, contacts));
    }
    return contacts;
  }

  /** Those of the event's person: a group's are not. */
  public static List<ObjectNode> traits(RawEvent event) {
    List<ObjectNode> traits = new ArrayList<>(2);
    if (!event.traits().isEmpty() && !event.type().equals("group")) {
      traits.add(event.traits());
    }
    ObjectNode ofContext = object(event.context().get("traits"));
    if (ofContext != null && !ofContext.isEmpty()) {
      traits.add(ofContext);
    }
    return traits;
  }

  /** The properties of an event, and a whole order among them. */
  private static List<ObjectNode> orders(ObjectNode properties) {
    List<ObjectNode> orders = objects(properties, ORDERS);
    orders.add(0, properties);
    return orders;
  }

  private static void addBuyers(ObjectNode owner, List<ObjectNode> contacts) {
    for (ObjectNode buyer : objects(owner, ALL_BUYERS)) {
      contacts.add(buyer);
      contacts.addAll(objects(buyer, ALL_BUYERS));
    }
  }

  /**
   * The objects of the buyer, the surest first.
   *
   * @param owner traits or properties
   */
  public static List<ObjectNode> ofBuyer(ObjectNode owner) {
    List<ObjectNode> buyers = new ArrayList<>();
    orders(owner).forEach(order -> addBuyers(order, buyers));
    return buyers;
  }

  /**
   * The objects of the person whom an order goes to.
   *
   * @param owner traits or properties
   */
  public static List<ObjectNode> ofRecipient(ObjectNode owner) {
    return orders(owner).stream().flatMap(order -> objects(order, RECIPIENTS).stream()).toList();
  }

  /** The postal address in a contact, if it is an object of its own. */
  public static @Nullable ObjectNode addressIn(ObjectNode contact) {
    for (String name : ADDRESSES) {
      for (Map.Entry<String, JsonNode> field : contact.properties()) {
        if (mayHoldObject(field.getValue()) && name.equals(FieldSpelling.plain(field.getKey()))) {
          ObjectNode address = object(field.getValue());
          if (address != null) {
            return address;
          }
        }
      }
    }
    return null;
  }

  /** An address in one line is a text too. */
  private static boolean mayHoldObject(JsonNode value) {
    return value.isContainerNode()
        || (value.isTextual() && JsonText.beginsContainer(value.textValue()));
  }

  /**
   * Whether a field holds a postal address, if it is an object or a list.
   *
   * @param plain the name of the field
   */
  public static boolean isAddress(String plain) {
    return ADDRESSES.contains(plain);
  }

  /**
   * Whether a country's code may be that of its telephones instead: 380 is Italy in ISO 3166-1, and
   * Ukraine in a number.
   *
   * @param plain the name of a field that ends with one of {@link #COUNTRY}
   */
  public static boolean mayBeCallingCode(String plain, JsonNode value) {
    return plain.endsWith("countrycode") && CallingCodes.isOne(value.asText().strip());
  }

  /**
   * @param plain the name of a field
   */
  public static boolean isContact(String plain, JsonNode value) {
    return BUYERS.contains(plain)
        || RECIPIENTS.contains(plain)
        || (BUYERS_IF_OBJECTS.contains(plain) && object(value) != null);
  }

  private static List<ObjectNode> objects(ObjectNode owner, List<String> names) {
    List<ObjectNode> found = new ArrayList<>();
    List<Integer> ranks = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : owner.properties()) {
      if (!field.getValue().isValueNode() || field.getValue().isTextual()) {
        int rank = names.indexOf(FieldSpelling.plain(field.getKey()));
        ObjectNode object = rank < 0 ? null : object(field.getValue());
        if (object != null && !object.isEmpty()) {
          int at = placeOf(rank, ranks);
          ranks.add(at, rank);
          found.add(at, object);
        }
      }
    }
    return found;
  }

  /** What was written: an object, one as JSON in a text, or a list that begins with one. */
  private static @Nullable ObjectNode object(@Nullable JsonNode written) {
    if (written == null) {
      return null;
    }
    JsonNode value = written.isTextual() ? JsonText.unwrapped(written) : written;
    return (value.isArray() ? value.path(0) : value) instanceof ObjectNode object ? object : null;
  }

  /** Behind those of the same rank. */
  private static int placeOf(int rank, List<Integer> ranks) {
    int at = ranks.size();
    while (at > 0 && ranks.get(at - 1) > rank) {
      at--;
    }
    return at;
  }
}
