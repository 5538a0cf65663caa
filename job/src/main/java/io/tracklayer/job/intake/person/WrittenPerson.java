package io.tracklayer.job.intake.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Countries;
import io.tracklayer.contract.identifier.BlockedValues;
import io.tracklayer.contract.identifier.ContactPlaces;
import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.job.intake.source.SourceText;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the fields of one object say of a person, in whatever spelling, normalised. */
final class WrittenPerson {

  enum Field {
    FIRST_NAME,
    LAST_NAME,
    FULL_NAME,
    /** Of a person only in an object of the person, else of a product or a page. */
    NAME,
    GENDER,
    BIRTH_DATE,
    /** Known, so that it is no property of an event; nothing more is done with it. */
    STREET,
    CITY,
    STATE,
    POSTAL_CODE,
    COUNTRY
  }

  /**
   * In plain form, the surest first. {@code fn} and {@code ln} are Meta's, {@code
   * sha256_first_name} is GA4's, {@code province_code} is Shopify's, {@code region_code} Magento's,
   * {@code admin_area_1} and {@code admin_area_2} are PayPal's.
   */
  private static List<String> names(Field field) {
    return switch (field) {
      case FIRST_NAME ->
          List.of(
              "firstname",
              "fname",
              "givenname",
              "forename",
              "fn",
              "sha256firstname",
              "vorname",
              "prénom",
              "prenom",
              "voornaam",
              "förnamn",
              "fornavn",
              "imię",
              "imie");
      case LAST_NAME ->
          List.of(
              "lastname",
              "lname",
              "surname",
              "familyname",
              "ln",
              "sha256lastname",
              "nachname",
              "familienname",
              "nomdefamille",
              "apellido",
              "apellidos",
              "cognome",
              "sobrenome",
              "achternaam",
              "efternamn",
              "etternavn",
              "efternavn",
              "nazwisko");
      case FULL_NAME -> List.of("fullname");
      case NAME -> List.of("name");
      case GENDER -> List.of("gender");
      case BIRTH_DATE -> List.of("birthday", "dateofbirth", "birthdate", "dob");
      case STREET ->
          List.of(
              "address",
              "address1",
              "address2",
              "addressline1",
              "addressline2",
              "street",
              "streetaddress");
      case CITY -> List.of("city", "town", "locality", "adminarea2");
      case STATE ->
          List.of(
              "state",
              "province",
              "region",
              "statecode",
              "provincecode",
              "regioncode",
              "adminarea1");
      case POSTAL_CODE ->
          List.of("postalcode", "postcode", "zip", "zipcode", "plz", "postleitzahl", "codepostal");
      case COUNTRY -> ContactPlaces.COUNTRY;
    };
  }

  /**
   * Further names that Meta gives to fields of {@code user_data}. Two letters can mean anything
   * elsewhere, so that one of them alone is none.
   *
   * @see <a
   *     href="https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters">Meta</a>
   */
  private static final Map<String, Field> OF_TWO_LETTERS =
      Map.of(
          "ct", Field.CITY,
          "st", Field.STATE,
          "zp", Field.POSTAL_CODE,
          "ge", Field.GENDER,
          "db", Field.BIRTH_DATE);

  private static final Set<String> BESIDE_TWO_LETTERS = Set.of("em", "ph", "fn", "ln");

  /** Which field a name is of, and how sure a name it is, beginning with 0. */
  private record Name(Field field, int rank) {}

  private record Value(String text, int rank) {}

  private static final Map<String, Name> OWN = names(List.of(""));

  private static final Map<String, Name> BUYERS =
      names(ContactPlaces.BUYER.stream().filter(prefix -> !prefix.isEmpty()).toList());

  private static final Map<String, Name> RECIPIENTS = names(ContactPlaces.RECIPIENT);

  /** Fields of an object that stands for a state or a country. */
  private static final List<String> WITHIN =
      List.of("code", "isocode", "iso2", "regioncode", "name", "region");

  /**
   * Within the object that stands for a name: PayPal has {@code given_name} and {@code surname}.
   */
  private static final Map<String, Field> WITHIN_NAME =
      Map.of("first", Field.FIRST_NAME, "last", Field.LAST_NAME);

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

  private static final BlockedValues NOTHING = new BlockedValues(List.of());
  private static final Pattern SHORT_NAME = Pattern.compile("\\p{L}{1,4}");

  /** No country has postal codes without one, or of zeros alone. */
  private static final Pattern SOME_DIGIT = Pattern.compile("[1-9]|[^\\x00-\\x7F]");

  /** Countries whose postal codes have five digits, the first of which may be 0. */
  private static final Set<String> FIVE_DIGITS =
      Set.of("US", "PR", "DE", "FR", "ES", "IT", "MX", "FI", "TR", "UA", "KR", "MY");

  private static final Pattern LACKS_ZEROS = Pattern.compile("[1-9][0-9]{2,3}");

  private final Map<Field, Value> values = new EnumMap<>(Field.class);

  private WrittenPerson() {}

  private static Map<String, Name> names(List<String> prefixes) {
    Map<String, Name> names = new HashMap<>();
    int rank = 0;
    for (String prefix : prefixes) {
      for (Field field : Field.values()) {
        for (String name : names(field)) {
          names.putIfAbsent(prefix + name, new Name(field, rank++));
        }
      }
    }
    // The name of an account, not of a person.
    names.remove("username");
    return Map.copyOf(names);
  }

  /** Of the fields of an object that is the person's. */
  static WrittenPerson of(ObjectNode person) {
    WrittenPerson fields = read(person, OWN);
    fields.readTwoLetters(person);
    return fields;
  }

  /** Of the fields named for the buyer, such as {@code billing_city}. */
  static WrittenPerson ofBuyer(ObjectNode properties) {
    return read(properties, BUYERS);
  }

  static WrittenPerson ofRecipient(ObjectNode properties) {
    return read(properties, RECIPIENTS);
  }

  /**
   * Whether a property is named for the buyer or the recipient.
   *
   * @param plain its name, in plain form
   */
  static boolean isOfContact(String plain) {
    Name own = OWN.get(plain);
    return BUYERS.containsKey(plain)
        || RECIPIENTS.containsKey(plain)
        || (own != null && isOfName(own.field()));
  }

  /**
   * Whether a trait becomes a field of the person.
   *
   * @param plain its name, in plain form
   */
  static boolean isOfPerson(String plain) {
    return OWN.containsKey(plain);
  }

  private static boolean isOfName(Field field) {
    return field == Field.FIRST_NAME || field == Field.LAST_NAME || field == Field.FULL_NAME;
  }

  private static WrittenPerson read(ObjectNode source, Map<String, Name> names) {
    WrittenPerson fields = new WrittenPerson();
    for (Map.Entry<String, JsonNode> field : source.properties()) {
      String plain = FieldSpelling.plain(field.getKey());
      Name name = names.get(plain);
      if (name != null && !ContactPlaces.mayBeCallingCode(plain, field.getValue())) {
        fields.read(name, field.getValue());
      }
    }
    return fields;
  }

  private void readTwoLetters(ObjectNode source) {
    Map<Field, JsonNode> found = new EnumMap<>(Field.class);
    int names = 0;
    for (Map.Entry<String, JsonNode> property : source.properties()) {
      Field field = OF_TWO_LETTERS.get(property.getKey());
      if (field != null) {
        found.put(field, property.getValue());
      }
      names += field != null || BESIDE_TWO_LETTERS.contains(property.getKey()) ? 1 : 0;
    }
    if (names > 1) {
      found.forEach((field, node) -> read(new Name(field, Integer.MAX_VALUE), node));
    }
  }

  private void read(Name name, JsonNode node) {
    if (name.field() == Field.NAME && node instanceof ObjectNode parts) {
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
      Field field = WITHIN_NAME.get(FieldSpelling.plain(part.getKey()));
      String text = field == null ? null : normal(field, part.getValue());
      if (field != null && text != null) {
        put(field, new Value(text, Integer.MAX_VALUE));
      }
    }
  }

  private void put(Field field, Value value) {
    values.merge(field, value, (one, other) -> one.rank() <= other.rank() ? one : other);
  }

  @Nullable String get(Field field) {
    Value value = values.get(field);
    if (value == null) {
      return null;
    }
    Value country = values.get(Field.COUNTRY);
    return field == Field.POSTAL_CODE && country != null && FIVE_DIGITS.contains(country.text())
        ? withLeadingZeros(value.text())
        : value.text();
  }

  /** A program that takes the code for a number drops the zeros: 02139 becomes 2139. */
  private static String withLeadingZeros(String postalCode) {
    return LACKS_ZEROS.matcher(postalCode).matches()
        ? "00".substring(postalCode.length() - 3) + postalCode
        : postalCode;
  }

  private static @Nullable String normal(Field field, JsonNode node) {
    String text = text(field, node);
    if (text == null) {
      return null;
    }
    return switch (field) {
      case BIRTH_DATE -> BirthDates.iso(text);
      case COUNTRY -> Countries.alpha2(text).orElse(text);
      case STATE ->
          STATES_OF_ACCOUNTS_AND_ORDERS.contains(text.toLowerCase(Locale.ROOT)) ? null : text;
      case POSTAL_CODE -> SOME_DIGIT.matcher(text).find() ? text : null;
      case FIRST_NAME -> standsForNothing(text) || FullName.isTitle(text) ? null : text;
      case LAST_NAME, FULL_NAME, NAME, CITY -> standsForNothing(text) ? null : text;
      default -> text;
    };
  }

  /** A short word may be somebody's name: Null, Gast, Nan. */
  private static boolean standsForNothing(String text) {
    return UnicodeText.letters(text).isEmpty()
        || (NOTHING.blocks(text) && !SHORT_NAME.matcher(text).matches());
  }

  /** Of a list, as Meta and TikTok take, the first. */
  private static @Nullable String text(Field field, JsonNode written) {
    JsonNode node = written.isArray() ? written.path(0) : written;
    if (node instanceof ObjectNode object && (field == Field.STATE || field == Field.COUNTRY)) {
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
