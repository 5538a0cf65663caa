package io.tracklayer.contract.identifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.text.FieldSpelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which country a phone number without a plus sign belongs to: that of the number itself, within
 * the object that stands for it or beside it, else of the address beside it, else of the first
 * address in the event. The country of a device or of a language is none: people travel.
 */
final class CountryOfPhone {

  /** Of a number: {@code {"phone": "170 1234567", "phone_country_code": "+49"}}. */
  private static final List<String> OF_NUMBER =
      List.of(
          "phonecountry",
          "phonecountrycode",
          "phonecode",
          "phoneprefix",
          "mobilecountrycode",
          "countrycallingcode",
          "callingcode",
          "dialcode",
          "diallingcode",
          "dialingcode");

  /**
   * Fields of an object that stands for a number, where digits are a calling code: {@code
   * {"country_code": "49", "national_number": "1701234567"}} as PayPal documents it.
   *
   * @see <a href="https://developer.paypal.com/docs/api/orders/v2/">PayPal</a>
   */
  private static final List<String> WITHIN_NUMBER =
      Stream.concat(
              OF_NUMBER.stream(), Stream.of("countrycode", "country", "countryiso2", "prefix"))
          .toList();

  /** Fields of an object that stands for a country. */
  private static final List<String> WITHIN =
      List.of("code", "iso", "iso2", "isocode", "alpha2", "countrycode", "name", "id");

  private static final int LONGEST_CALLING_CODE = 3;

  private CountryOfPhone() {}

  /**
   * @param within the object that stands for the number, if one does
   * @param owner the object that has the number
   * @param field the number's field, in plain form
   * @return as written, in a form that {@link CallingCodes#regionOf} knows; null where no country
   *     is known
   */
  static @Nullable String of(
      @Nullable ObjectNode within, @Nullable ObjectNode owner, String field, RawEvent event) {
    return (within == null ? Optional.<String>empty() : in(within))
        .or(() -> owner == null ? Optional.empty() : beside(owner, prefixOf(field)))
        .or(() -> inEvent(event))
        .orElse(null);
  }

  /** Whether an object that stands for a number tells its country. */
  static boolean isNamedIn(ObjectNode number) {
    return number.properties().stream()
        .anyMatch(field -> WITHIN_NUMBER.contains(FieldSpelling.plain(field.getKey())));
  }

  private static Optional<String> in(ObjectNode number) {
    Map<String, JsonNode> fields = plainFields(number);
    return WITHIN_NUMBER.stream().flatMap(name -> ofNumber(fields.get(name)).stream()).findFirst();
  }

  private static Optional<String> beside(ObjectNode owner, String prefix) {
    Map<String, JsonNode> fields = plainFields(owner);
    return OF_NUMBER.stream()
        .flatMap(name -> Stream.of(prefix + name, name))
        .flatMap(name -> ofNumber(fields.get(name)).stream())
        .findFirst()
        .or(() -> ofAddress(prefix, fields))
        .or(() -> inAddress(owner));
  }

  /** Buyers before recipients. */
  private static Optional<String> inEvent(RawEvent event) {
    List<ObjectNode> traits = ContactPlaces.traits(event);
    List<ObjectNode> owners = new ArrayList<>(traits);
    owners.add(event.properties());
    Map<String, JsonNode> properties = plainFields(event.properties());
    return first(traits.stream())
        .or(() -> first(owners.stream().flatMap(owner -> ContactPlaces.ofBuyer(owner).stream())))
        .or(() -> first(ContactPlaces.BUYER, properties))
        .or(
            () ->
                first(owners.stream().flatMap(owner -> ContactPlaces.ofRecipient(owner).stream())))
        .or(() -> first(ContactPlaces.RECIPIENT, properties));
  }

  private static Optional<String> first(Stream<ObjectNode> places) {
    return places.flatMap(place -> inAddress(place).stream()).findFirst();
  }

  private static Optional<String> first(List<String> prefixes, Map<String, JsonNode> fields) {
    return prefixes.stream().flatMap(prefix -> ofAddress(prefix, fields).stream()).findFirst();
  }

  private static Optional<String> inAddress(ObjectNode owner) {
    return Optional.ofNullable(ContactPlaces.addressIn(owner))
        .flatMap(address -> ofAddress("", plainFields(address)))
        .or(() -> ofAddress("", plainFields(owner)));
  }

  private static Optional<String> ofAddress(String prefix, Map<String, JsonNode> fields) {
    return ContactPlaces.COUNTRY.stream()
        .flatMap(name -> ofAddress(name, fields.get(prefix + name)).stream())
        .findFirst();
  }

  private static Optional<String> ofAddress(String name, @Nullable JsonNode country) {
    return country == null || ContactPlaces.mayBeCallingCode(name, country)
        ? Optional.empty()
        : known(country);
  }

  /** What its name says is a calling code needs no plus sign. */
  private static Optional<String> ofNumber(@Nullable JsonNode country) {
    String text = country == null ? "" : country.asText().strip();
    boolean isBare =
        !text.isEmpty()
            && text.length() <= LONGEST_CALLING_CODE
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isBare ? Optional.of("+" + text).filter(CountryOfPhone::isKnown) : known(country);
  }

  private static Optional<String> known(@Nullable JsonNode country) {
    if (country == null) {
      return Optional.empty();
    }
    if (country.isObject()) {
      Map<String, JsonNode> fields = plainFields(country);
      return WITHIN.stream()
          .map(fields::get)
          .filter(field -> field != null && field.isTextual())
          .flatMap(field -> known(field).stream())
          .findFirst();
    }
    if (country.isArray()) {
      return known(country.get(0));
    }
    return country.isTextual() || country.isIntegralNumber()
        ? Optional.of(country.asText()).filter(CountryOfPhone::isKnown)
        : Optional.empty();
  }

  private static boolean isKnown(String country) {
    return CallingCodes.regionOf(country).isPresent();
  }

  /** The longest that the field begins with. */
  private static String prefixOf(String field) {
    return ContactPlaces.BUYER.stream()
        .filter(field::startsWith)
        .max((one, other) -> Integer.compare(one.length(), other.length()))
        .orElse("");
  }

  private static Map<String, JsonNode> plainFields(JsonNode owner) {
    Map<String, JsonNode> fields = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : owner.properties()) {
      fields.putIfAbsent(FieldSpelling.plain(field.getKey()), field.getValue());
    }
    return fields;
  }
}
