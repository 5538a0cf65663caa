package io.tracklayer.job.intake.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identifier.AddressFields;
import io.tracklayer.contract.identifier.ContactPlaces;
import io.tracklayer.contract.identifier.PersonField;
import io.tracklayer.contract.identifier.PersonFieldNames;
import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.contract.text.UnicodeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an event says of its person: from {@code traits}, else {@code context.traits}, field
 * by field, with or without an object of its own for the address. A lead, a sign-up and a purchase
 * may name the person in their properties, and a purchase may have a contact of the buyer. These
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

  private Traits() {}

  /** Whether a property tells of the person, and so is no property of the event. */
  public static boolean isOfContact(String property, JsonNode value) {
    String plain = FieldSpelling.plain(property);
    return ContactPlaces.isContact(plain, value)
        || PersonFieldNames.isOfContact(plain)
        || AddressFields.contains(plain, value);
  }

  /**
   * @param name the canonical name; alias and merge have none
   */
  public static Map<String, String> of(RawEvent raw, @Nullable String name) {
    Map<String, String> traits = new LinkedHashMap<>();
    List<ObjectNode> persons = ContactPlaces.traits(raw);
    persons.forEach(person -> addAll(traits, person));
    persons.forEach(person -> addContacts(traits, person));
    if (name != null && mayNameItsPerson(name) && !hasName(traits)) {
      WrittenPerson properties = WrittenPerson.of(raw.properties());
      addParts(traits, properties);
      complete(traits, properties.get(PersonField.FULL_NAME));
    }
    if (CanonicalNames.PURCHASE.equals(name)) {
      addContacts(traits, raw.properties());
    }
    return traits.isEmpty() ? Map.of() : Collections.unmodifiableMap(traits);
  }

  /** The address that a purchase is shipped to. */
  public static Map<String, String> addressShippedTo(RawEvent raw, @Nullable String name) {
    if (!CanonicalNames.PURCHASE.equals(name)) {
      return Map.of();
    }
    List<ObjectNode> owners = new ArrayList<>();
    owners.add(raw.properties());
    owners.addAll(ContactPlaces.traits(raw));
    Map<String, String> traits = new LinkedHashMap<>();
    for (ObjectNode owner : owners) {
      for (ObjectNode recipient : ContactPlaces.ofRecipient(owner)) {
        addAddressOf(traits, recipient);
      }
      if (!hasAddress(traits)) {
        addAddress(traits, WrittenPerson.ofRecipient(owner));
      }
    }
    return traits.isEmpty() ? Map.of() : Collections.unmodifiableMap(traits);
  }

  private static boolean mayNameItsPerson(String name) {
    return name.equals(CanonicalNames.LEAD)
        || name.equals(CanonicalNames.SIGN_UP)
        || name.equals(CanonicalNames.PURCHASE);
  }

  private static void addAll(Map<String, String> traits, ObjectNode person) {
    WrittenPerson fields = WrittenPerson.of(person);
    addName(traits, fields);
    add(traits, GENDER, fields.get(PersonField.GENDER));
    add(traits, BIRTH_DATE, fields.get(PersonField.BIRTH_DATE));
    ObjectNode address = ContactPlaces.addressIn(person);
    if (address != null) {
      addAddress(traits, WrittenPerson.of(address));
    }
    addAddress(traits, fields);
  }

  private static void addName(Map<String, String> traits, WrittenPerson fields) {
    addParts(traits, fields);
    complete(traits, fields.get(PersonField.NAME));
    complete(traits, fields.get(PersonField.FULL_NAME));
  }

  private static void addParts(Map<String, String> traits, WrittenPerson fields) {
    add(traits, FIRST_NAME, fields.get(PersonField.FIRST_NAME));
    add(traits, LAST_NAME, fields.get(PersonField.LAST_NAME));
  }

  private static void complete(Map<String, String> traits, @Nullable String name) {
    String first = traits.get(FIRST_NAME);
    String last = traits.get(LAST_NAME);
    if (name == null || (first != null && last != null)) {
      return;
    }
    if (first != null) {
      add(traits, LAST_NAME, FullName.besides(first, name));
    } else if (last != null) {
      add(traits, FIRST_NAME, FullName.besides(last, name));
    } else {
      FullName.of(name)
          .ifPresent(
              parts -> {
                add(traits, FIRST_NAME, parts.first());
                add(traits, LAST_NAME, parts.last());
              });
    }
  }

  private static void addAddress(Map<String, String> traits, WrittenPerson fields) {
    add(traits, CITY, fields.get(PersonField.CITY));
    add(traits, STATE, fields.get(PersonField.STATE));
    add(traits, POSTAL_CODE, fields.get(PersonField.POSTAL_CODE));
    add(traits, COUNTRY, fields.get(PersonField.COUNTRY));
  }

  /**
   * Of one contact the whole name, of one the whole address: of the first that has it.
   *
   * @param owner traits or properties
   */
  private static void addContacts(Map<String, String> traits, ObjectNode owner) {
    for (ObjectNode contact : ContactPlaces.ofBuyer(owner)) {
      if (!hasName(traits)) {
        addName(traits, WrittenPerson.of(contact));
        ObjectNode address = ContactPlaces.addressIn(contact);
        if (address != null && !hasName(traits)) {
          addName(traits, WrittenPerson.of(address));
        }
      }
      addAddressOf(traits, contact);
    }
    if (!hasName(traits) || !hasAddress(traits)) {
      WrittenPerson named = WrittenPerson.ofBuyer(owner);
      if (!hasName(traits)) {
        addName(traits, named);
      }
      if (!hasAddress(traits)) {
        addAddress(traits, named);
      }
    }
  }

  private static void addAddressOf(Map<String, String> traits, ObjectNode contact) {
    if (!hasAddress(traits)) {
      ObjectNode address = ContactPlaces.addressIn(contact);
      addAddress(traits, WrittenPerson.of(address == null ? contact : address));
    }
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
