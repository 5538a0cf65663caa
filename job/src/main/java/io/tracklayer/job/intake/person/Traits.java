package io.tracklayer.job.intake.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.Countries;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.job.intake.source.SourceText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an event says of its person: from {@code traits}, else {@code context.traits}, field
 * by field, with or without an object of its own for the address. A lead, a sign-up and a purchase
 * may name the person in their properties, and a purchase may have a contact of the payer. These
 * fill in the name if the traits have none, and the address if the traits have nothing of one, so
 * that no half of one address is joined with half of another.
 *
 * <p>The recipient may be another person. So only the address of the shipping contact is taken, and
 * only for the order ({@link #addressShippedTo}).
 */
public final class Traits {

  static final String FIRST_NAME = "first_name";
  static final String LAST_NAME = "last_name";
  static final String GENDER = "gender";
  static final String BIRTH_DATE = "birth_date";
  static final String CITY = "city";
  static final String STATE = "state";
  static final String POSTAL_CODE = "postal_code";
  static final String COUNTRY = "country";

  /** In UTF-8. */
  private static final int MAX_LENGTH = 256;

  private static final List<String> FIRST_NAMES = List.of("firstName", "firstname", "first_name");
  private static final List<String> LAST_NAMES = List.of("lastName", "lastname", "last_name");
  private static final List<String> BIRTH_DATES =
      List.of(
          "birthday",
          "dateOfBirth",
          "dateofbirth",
          "date_of_birth",
          "birth_date",
          "birthDate",
          "dob",
          "DOB");
  private static final List<String> STATES = List.of("state", "province", "region");
  private static final List<String> POSTAL_CODES =
      List.of(
          "postalCode",
          "postal_code",
          "postalcode",
          "postcode",
          "zip",
          "zipCode",
          "zip_code",
          "zipcode");
  private static final List<String> COUNTRIES =
      List.of("country", "country_code", "countryCode", "countrycode");

  /** Where a contact is, in the order in which the places are tried. */
  private record Contact(List<String> objects, String prefix) {}

  /** WooCommerce and others write the contact without an object. */
  private static final Contact PAYER =
      new Contact(List.of("customer", "billing", "billing_address", "billingAddress"), "billing_");

  private static final Contact RECIPIENT =
      new Contact(List.of("shipping", "shipping_address", "shippingAddress"), "shipping_");

  private static final List<String> CONTACT_FIELDS =
      List.of(
          "first_name",
          "last_name",
          "address_1",
          "address_2",
          "city",
          "state",
          "postcode",
          "postal_code",
          "zip",
          "country",
          "email",
          "phone");

  /** Properties that tell of the person, and so do not count as properties of the event. */
  public static final Set<String> PROPERTIES_OF_CONTACT =
      Stream.of(
              PAYER.objects().stream(),
              RECIPIENT.objects().stream(),
              CONTACT_FIELDS.stream().map(PAYER.prefix()::concat),
              CONTACT_FIELDS.stream().map(RECIPIENT.prefix()::concat),
              FIRST_NAMES.stream(),
              LAST_NAMES.stream())
          .flatMap(names -> names)
          .collect(Collectors.toUnmodifiableSet());

  private Traits() {}

  /**
   * @param name the canonical name; alias and merge have none
   */
  public static Map<String, String> of(RawEvent raw, @Nullable String name) {
    Map<String, String> traits = new LinkedHashMap<>();
    addAll(traits, raw.traits());
    ObjectNode ofContext = SourceText.object(raw.context(), "traits");
    if (ofContext != null) {
      addAll(traits, ofContext);
    }
    if (name != null && mayNameItsPerson(name) && !hasName(traits)) {
      addName(traits, raw.properties());
    }
    if (CanonicalNames.PURCHASE.equals(name)) {
      addContact(PAYER, traits, raw.properties(), !hasName(traits));
    }
    return traits.isEmpty() ? Map.of() : Collections.unmodifiableMap(traits);
  }

  /** The address that a purchase is shipped to. */
  public static Map<String, String> addressShippedTo(RawEvent raw, @Nullable String name) {
    if (!CanonicalNames.PURCHASE.equals(name) || raw.properties().isEmpty()) {
      return Map.of();
    }
    Map<String, String> traits = new LinkedHashMap<>();
    addContact(RECIPIENT, traits, raw.properties(), false);
    return traits.isEmpty() ? Map.of() : Collections.unmodifiableMap(traits);
  }

  private static boolean mayNameItsPerson(String name) {
    return name.equals(CanonicalNames.LEAD)
        || name.equals(CanonicalNames.SIGN_UP)
        || name.equals(CanonicalNames.PURCHASE);
  }

  private static void addAll(Map<String, String> traits, ObjectNode source) {
    if (source.isEmpty()) {
      return;
    }
    addName(traits, source);
    if (!hasName(traits)) {
      addSplitName(traits, SourceText.of(source.get("name")));
    }
    add(traits, GENDER, SourceText.of(source.get("gender")));
    add(traits, BIRTH_DATE, BirthDates.iso(SourceText.first(source, BIRTH_DATES)));
    ObjectNode address = SourceText.object(source, "address");
    if (address != null) {
      addAddress(traits, address);
    }
    addAddress(traits, source);
  }

  private static void addName(Map<String, String> traits, ObjectNode source) {
    add(traits, FIRST_NAME, SourceText.first(source, FIRST_NAMES));
    add(traits, LAST_NAME, SourceText.first(source, LAST_NAMES));
  }

  /**
   * Splits a name of two words: three may be two first or two last names, and one may be either.
   */
  private static void addSplitName(Map<String, String> traits, @Nullable String name) {
    if (name == null) {
      return;
    }
    int space = name.indexOf(' ');
    String last = space < 0 ? "" : name.substring(space).strip();
    if (!last.isEmpty() && last.indexOf(' ') < 0) {
      add(traits, FIRST_NAME, name.substring(0, space));
      add(traits, LAST_NAME, last);
    }
  }

  private static void addAddress(Map<String, String> traits, ObjectNode source) {
    add(traits, CITY, SourceText.of(source.get("city")));
    add(traits, STATE, SourceText.first(source, STATES));
    add(traits, POSTAL_CODE, SourceText.first(source, POSTAL_CODES));
    add(traits, COUNTRY, country(SourceText.first(source, COUNTRIES)));
  }

  /** The country's code, or the text as sent if it is not recognised. */
  private static @Nullable String country(@Nullable String text) {
    return text == null ? null : Countries.alpha2(text).orElse(text);
  }

  private static void addContact(
      Contact contact, Map<String, String> traits, ObjectNode properties, boolean takesName) {
    boolean needsName = takesName;
    boolean needsAddress = !hasAddress(traits);
    for (String name : contact.objects()) {
      ObjectNode object = SourceText.object(properties, name);
      if (object != null) {
        fillIn(traits, object, needsName, needsAddress);
        needsName = takesName && !hasName(traits);
        needsAddress = !hasAddress(traits);
      }
    }
    fillIn(traits, withoutPrefix(properties, contact.prefix()), needsName, needsAddress);
  }

  private static void fillIn(
      Map<String, String> traits, ObjectNode contact, boolean name, boolean address) {
    if (contact.isEmpty()) {
      return;
    }
    if (name) {
      addName(traits, contact);
    }
    if (address) {
      ObjectNode nested = SourceText.object(contact, "address");
      addAddress(traits, nested == null ? contact : nested);
    }
  }

  private static ObjectNode withoutPrefix(ObjectNode properties, String prefix) {
    ObjectNode contact = properties.objectNode();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      if (property.getKey().startsWith(prefix)) {
        contact.set(property.getKey().substring(prefix.length()), property.getValue());
      }
    }
    return contact;
  }

  private static boolean hasName(Map<String, String> traits) {
    return traits.containsKey(FIRST_NAME) || traits.containsKey(LAST_NAME);
  }

  /** Whether an address is among these traits, in whole or in part. */
  public static boolean hasAddress(Map<String, ?> traits) {
    return traits.containsKey(CITY)
        || traits.containsKey(STATE)
        || traits.containsKey(POSTAL_CODE)
        || traits.containsKey(COUNTRY);
  }

  private static void add(Map<String, String> traits, String name, @Nullable String value) {
    if (value != null && UnicodeText.bytes(value) <= MAX_LENGTH) {
      traits.putIfAbsent(name, value);
    }
  }
}
