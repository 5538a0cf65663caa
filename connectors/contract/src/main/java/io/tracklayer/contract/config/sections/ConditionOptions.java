package io.tracklayer.contract.config.sections;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.OptionGroup;
import io.tracklayer.contract.config.options.SectionType;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
import io.tracklayer.contract.event.ClickIdFields;
import io.tracklayer.contract.event.Currencies;
import io.tracklayer.contract.identifier.AddressFields;
import io.tracklayer.contract.identifier.ContactPlaces;
import io.tracklayer.contract.identifier.PersonFieldNames;
import io.tracklayer.contract.text.FieldSpelling;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of a destination's {@code when}. */
public final class ConditionOptions {

  /** What the keys of conditions on properties begin with. */
  public static final String PROPERTIES_PREFIX = "properties.";

  private static final String NO_CONDITION = "no condition can ask for it";

  private static final TextNode ANY_TEXT = TextNode.valueOf("-");

  private static final int HIGHEST_VALUE = 1_000_000_000;

  /**
   * Properties, in plain form, that a canonical event has in a field of its own, and the condition
   * on that field, if there is one.
   */
  private static final Map<String, String> FIELDS_OF_THEIR_OWN =
      fieldsOfTheirOwn(
          Map.of(
              "write currency",
              "currency currencycode ordercurrency ordercurrencycode currencyisocode"
                  + " isocurrencycode currencyiso cartcurrency transactioncurrency purchasecurrency",
              "write min_value",
              "value revenue total totalpriceset totalprice grandtotal ordertotal ordervalue"
                  + " orderamount totalamount totalvalue purchasevalue transactiontotal valuecents"
                  + " valueincents revenuecents revenueincents totalcents totalincents"
                  + " totalpricecents totalamountcents amountcents amountincents refundamount"
                  + " refundtotal refundvalue refundedamount transactionrevenue orderrevenue"
                  + " conversionvalue totalinctax totalpaid currenttotalprice",
              NO_CONDITION,
              "products purchaseunits tax totaltaxset totaltax taxtotal taxamount transactiontax"
                  + " shipping transactionshipping totalshippingpriceset shippingtotal"
                  + " totalshipping shippingamount shippingcost discount totaldiscountsset"
                  + " totaldiscounts totaldiscount discounttotal discountamount coupon couponcode"
                  + " discountcode promocode promotioncode vouchercode"
                  + " orderid leadid refundid eventid"));

  private ConditionOptions() {}

  private static Map<String, String> fieldsOfTheirOwn(Map<String, String> namesByCondition) {
    Map<String, String> conditions = new HashMap<>();
    namesByCondition.forEach(
        (condition, names) -> {
          for (String name : names.split(" ", -1)) {
            conditions.put(name, condition);
          }
        });
    return Map.copyOf(conditions);
  }

  public static final Option<List<String>> COUNTRY =
      Option.optional(
          "country",
          Types.listOfAtLeastOne(
              Types.text(
                      "country code",
                      "a country of ISO 3166-1 in two capitals (US, DE)",
                      "DE",
                      "[A-Z]{2}")
                  .except("XX", text -> !Regions.isCountry(text))),
          "any",
          "The person's country must be one of these.");

  public static final Option<List<String>> CURRENCY =
      Option.optional(
          "currency",
          Types.listOfAtLeastOne(
              Types.text(
                      "currency code",
                      "a currency of ISO 4217 in three capitals (EUR, USD)",
                      "EUR",
                      "[A-Z]{3}")
                  .except("XXX", text -> Currencies.code(text) == null)),
          "any",
          "The event's currency must be one of these.");

  public static final Option<BigDecimal> MIN_VALUE =
      Option.optional(
          "min_value",
          Types.amount(HIGHEST_VALUE),
          "any",
          "The event's value must be at least this, in whatever currency it is.");

  public static final Option<Map<String, List<String>>> PROPERTIES =
      Option.optional(
          PROPERTIES_PREFIX + "*",
          Types.mapOf(
              Types.text(
                      "property",
                      "a property of the canonical event: properties.store_id",
                      "properties.store_id",
                      "properties(\\.[^.\\s]+)+")
                  .refusing("properties.currency", ConditionOptions::whyNeverMet),
              Types.listOfAtLeastOne(Types.text())),
          "any",
          "The property must have one of these values: {properties.store_id: [s1, s2]}.");

  /**
   * Why no event can meet a condition on this key; empty if one can.
   *
   * @param key as written: {@code properties.store_id}
   */
  public static Optional<String> whyNeverMet(String key) {
    String name = propertyOf(key);
    String plain = FieldSpelling.plain(name);
    String instead = FIELDS_OF_THEIR_OWN.get(plain);
    if (instead != null) {
      return Optional.of("is a field of its own; " + instead);
    }
    if (ClickIdFields.idOf(name) != null) {
      return Optional.of("is an id of a click or a browser and no property; " + NO_CONDITION);
    }
    boolean isOfPerson =
        AddressFields.contains(plain, ANY_TEXT)
            || ContactPlaces.isContact(plain, ANY_TEXT)
            || PersonFieldNames.isOfContact(plain);
    return isOfPerson
        ? Optional.of("tells of the person and is no property; " + NO_CONDITION)
        : Optional.empty();
  }

  /** The property that a condition is about, or about something inside. */
  public static String propertyOf(String key) {
    String path = key.substring(PROPERTIES_PREFIX.length());
    int end = path.indexOf('.');
    return end < 0 ? path : path.substring(0, end);
  }

  static final ValueType<Settings> SECTION =
      new SectionType(new OptionGroup(COUNTRY, CURRENCY, MIN_VALUE).withOthers(PROPERTIES));
}
