package io.tracklayer.job.intake.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Countries;
import io.tracklayer.contract.identifier.BlockedValues;
import io.tracklayer.contract.identifier.ContactPlaces;
import io.tracklayer.contract.identifier.PersonField;
import io.tracklayer.contract.identifier.PersonFieldNames;
import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.job.intake.source.SourceText;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the fields of one object say of a person, in whatever spelling, normalised. */
final class WrittenPerson {

  /**
   * Further names that Meta gives to fields of {@code user_data}. Two letters can mean anything
   * elsewhere, so that one of them alone is none.
   *
   * @see <a
   *     href="https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters">Meta</a>
   */
  private static final Map<String, PersonField> OF_TWO_LETTERS =
      Map.of(
          "ct", PersonField.CITY,
          "st", PersonField.STATE,
          "zp", PersonField.POSTAL_CODE,
          "ge", PersonField.GENDER,
          "db", PersonField.BIRTH_DATE);

  private static final Set<String> BESIDE_TWO_LETTERS = Set.of("em", "ph", "fn", "ln");

  private record Value(String text, int rank) {}

  /** Fields of an object that stands for a state or a country. */
  private static final List<String> WITHIN =
      List.of("code", "isocode", "iso2", "regioncode", "name", "region");

  /**
   * Within the object that stands for a name: PayPal has {@code given_name} and {@code surname}.
   */
  private static final Map<String, PersonField> WITHIN_NAME =
      Map.of("first", PersonField.FIRST_NAME, "last", PersonField.LAST_NAME);

  /**
   * Of the account, not of the address: Shopify's customers have such a {@code state}, and
   * RudderStack's source for Shopify makes a trait of it. Magento's orders have one too.
   *
   * @see <a
   *     href="https://shopify.dev/docs/api/admin-graphql/latest/enums/CustomerState">Shopify</a>
   */
  private static final Set<String> STATES_OF_ACCOUNTS_AND_ORDERS =
      Set.of(
          "declined",
          "disabled",
          "enabled",
          "invited",
          "active",
          "inactive",
          "verified",
          "unverified",
          "pending",
          "new",
          "pending_payment",
          "processing",
          "complete",
          "completed",
          "closed",
          "canceled",
          "cancelled",
          "holded",
          "payment_review");

  /** Of a country, by ISO 3166-1. */
  private static final int LONGEST_CODE = 3;

  private static final BlockedValues NOTHING = new BlockedValues(List.of());
  private static final Pattern SHORT_NAME = Pattern.compile("\\p{L}{1,4}");

  /** No country has postal codes without one, or of zeros alone. */
  private static final Pattern SOME_DIGIT = Pattern.compile("[1-9]|[^\\x00-\\x7F]");

  /** Countries whose postal codes have five digits, the first of which may be 0. */
  private static final Set<String> FIVE_DIGITS =
      Set.of("US", "PR", "DE", "FR", "ES", "IT", "MX", "FI", "TR", "UA", "KR", "MY");

  private static final Pattern LACKS_ZEROS = Pattern.compile("[1-9][0-9]{2,3}");

  private final Map<PersonField, Value> values = new EnumMap<>(PersonField.class);

  private WrittenPerson() {}

  /** Of the fields of an object that is the person's. */
  static WrittenPerson of(ObjectNode person) {
    WrittenPerson fields = read(person, PersonFieldNames::ofPerson);
    fields.readTwoLetters(person);
    return fields;
  }

  /** Of the fields named for the buyer, such as {@code billing_city}. */
  static WrittenPerson ofBuyer(ObjectNode properties) {
    return read(properties, PersonFieldNames::ofBuyer);
  }

  static WrittenPerson ofRecipient(ObjectNode properties) {
    return read(properties, PersonFieldNames::ofRecipient);
  }

  private static WrittenPerson read(
      ObjectNode source, Function<String, PersonFieldNames.@Nullable Name> names) {
    WrittenPerson fields = new WrittenPerson();
    for (Map.Entry<String, JsonNode> field : source.properties()) {
      String plain = FieldSpelling.plain(field.getKey());
      PersonFieldNames.Name name = names.apply(plain);
      if (name != null && !ContactPlaces.mayBeCallingCode(plain, field.getValue())) {
        fields.read(name, field.getValue());
      }
    }
    return fields;
  }

  private void readTwoLetters(ObjectNode source) {
    Map<PersonField, JsonNode> found = new EnumMap<>(PersonField.class);
    int names = 0;
    for (Map.Entry<String, JsonNode> property : source.properties()) {
      PersonField field = OF_TWO_LETTERS.get(property.getKey());
      if (field != null) {
        found.put(field, property.getValue());
      }
      names += field != null || BESIDE_TWO_LETTERS.contains(property.getKey()) ? 1 : 0;
    }
    if (names > 1) {
      found.forEach(
          (field, node) -> read(new PersonFieldNames.Name(field, Integer.MAX_VALUE), node));
    }
  }

  private void read(PersonFieldNames.Name name, JsonNode node) {
    if (name.field() == PersonField.NAME && node instanceof ObjectNode parts) {
      readName(parts);
      return;
    }
    String text = normal(name.field(), node);
    if (text != null) {
      put(name.field(), new Value(text, name.rank()));
    }
  }

  private void readName(ObjectNode parts) {
    of(parts).values.forEach(this::put);
    for (Map.Entry<String, JsonNode> part : parts.properties()) {
      PersonField field = WITHIN_NAME.get(FieldSpelling.plain(part.getKey()));
      String text = field == null ? null : normal(field, part.getValue());
      if (field != null && text != null) {
        put(field, new Value(text, Integer.MAX_VALUE));
      }
    }
  }

  private void put(PersonField field, Value value) {
    values.merge(field, value, (one, other) -> one.rank() <= other.rank() ? one : other);
  }

  @Nullable String get(PersonField field) {
    Value value = values.get(field);
    if (value == null) {
      return null;
    }
    Value country = values.get(PersonField.COUNTRY);
    return field == PersonField.POSTAL_CODE
            && country != null
            && FIVE_DIGITS.contains(country.text())
        ? withLeadingZeros(value.text())
        : value.text();
  }

  /** A program that takes the code for a number drops the zeros: 02139 becomes 2139. */
  private static String withLeadingZeros(String postalCode) {
    return LACKS_ZEROS.matcher(postalCode).matches()
        ? "00".substring(postalCode.length() - 3) + postalCode
        : postalCode;
  }

  private static @Nullable String normal(PersonField field, JsonNode node) {
    String text = text(field, node);
    if (text == null) {
      return null;
    }
    return switch (field) {
      case BIRTH_DATE -> BirthDates.iso(text);
      case COUNTRY -> Countries.alpha2(text).orElse(isNoCountry(text) ? null : text);
      case STATE ->
          STATES_OF_ACCOUNTS_AND_ORDERS.contains(text.toLowerCase(Locale.ROOT)) ? null : text;
      case POSTAL_CODE -> SOME_DIGIT.matcher(text).find() ? text : null;
      case FIRST_NAME -> standsForNothing(text) || FullName.isTitle(text) ? null : text;
      case LAST_NAME, FULL_NAME, NAME, CITY -> standsForNothing(text) ? null : text;
      default -> text;
    };
  }

  /** A code of none, such as {@code XX} or {@code EU}, or a word for nothing. */
  private static boolean isNoCountry(String text) {
    return (text.length() <= LONGEST_CODE && UnicodeText.isAscii(text)) || standsForNothing(text);
  }

  /** A short word may be somebody's name: Null, Gast, Nan. */
  private static boolean standsForNothing(String text) {
    return UnicodeText.letters(text).isEmpty()
        || (NOTHING.blocks(text) && !SHORT_NAME.matcher(text).matches());
  }

  /** Of a list, as Meta and TikTok take, the first. */
  private static @Nullable String text(PersonField field, JsonNode written) {
    JsonNode node = written.isArray() ? written.path(0) : written;
    if (node instanceof ObjectNode object
        && (field == PersonField.STATE || field == PersonField.COUNTRY)) {
      return WITHIN.stream()
          .flatMap(
              name ->
                  object.properties().stream()
                      .filter(part -> name.equals(FieldSpelling.plain(part.getKey())))
                      .flatMap(part -> Optional.ofNullable(visible(part.getValue())).stream()))
          .findFirst()
          .orElse(null);
    }
    return visible(node);
  }

  private static @Nullable String visible(JsonNode node) {
    String text = SourceText.of(node);
    return text == null ? null : SourceText.text(UnicodeText.visible(text));
  }
}
