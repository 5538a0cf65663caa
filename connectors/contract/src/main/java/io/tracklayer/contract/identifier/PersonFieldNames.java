package io.tracklayer.contract.identifier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which field a name is of. Names are in plain form, see {@link ContactPlaces}. */
public final class PersonFieldNames {

  /**
   * In plain form, the surest first. {@code fn} and {@code ln} are Meta's, {@code
   * sha256_first_name} is GA4's, {@code province_code} is Shopify's, {@code region_code} Magento's,
   * {@code admin_area_1} and {@code admin_area_2} are PayPal's, {@code stateOrProvince} and {@code
   * street_1} BigCommerce's, {@code PersonBirthdate} is Salesforce's.
   */
  private static List<String> names(PersonField field) {
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
      case GENDER -> List.of("gender", "sex");
      case BIRTH_DATE ->
          List.of("birthday", "dateofbirth", "birthdate", "dob", "personbirthdate", "geburtsdatum");
      case STREET ->
          List.of(
              "address",
              "address1",
              "address2",
              "addressline1",
              "addressline2",
              "street",
              "street1",
              "street2",
              "streetaddress");
      case CITY -> List.of("city", "town", "locality", "cityname", "ort", "adminarea2");
      case STATE ->
          List.of(
              "state",
              "province",
              "region",
              "statecode",
              "provincecode",
              "regioncode",
              "stateorprovincecode",
              "stateorprovince",
              "stateprovince",
              "administrativearea",
              "adminarea1");
      case POSTAL_CODE ->
          List.of(
              "postalcode",
              "postcode",
              "zip",
              "zipcode",
              "plz",
              "postleitzahl",
              "codepostal",
              "postal");
      case COUNTRY -> ContactPlaces.COUNTRY;
    };
  }

  /**
   * @param rank how sure a name it is; 0 is the surest
   */
  public record Name(PersonField field, int rank) {}

  private static final Map<String, Name> OWN = names(List.of(""));

  /**
   * Of addresses in Salesforce's contacts and person accounts
   * (https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contact.htm).
   */
  private static final List<String> OF_SALESFORCE = List.of("mailing", "personmailing");

  private static final Map<String, Name> BUYERS =
      names(
          Stream.concat(ContactPlaces.BUYER.stream(), OF_SALESFORCE.stream())
              .filter(prefix -> !prefix.isEmpty())
              .toList());

  private static final Map<String, Name> RECIPIENTS = names(ContactPlaces.RECIPIENT);

  private PersonFieldNames() {}

  private static Map<String, Name> names(List<String> prefixes) {
    Map<String, Name> names = new HashMap<>();
    int rank = 0;
    for (String prefix : prefixes) {
      for (PersonField field : PersonField.values()) {
        for (String name : names(field)) {
          names.putIfAbsent(prefix + name, new Name(field, rank++));
        }
      }
    }
    // The name of an account, not of a person.
    names.remove("username");
    return Map.copyOf(names);
  }

  /** In an object that is the person's. */
  public static @Nullable Name ofPerson(String plain) {
    return OWN.get(plain);
  }

  /** Of the buyer: {@code billing_city}. */
  public static @Nullable Name ofBuyer(String plain) {
    return BUYERS.get(plain);
  }

  /** Of the person whom an order goes to: {@code shipping_city}. */
  public static @Nullable Name ofRecipient(String plain) {
    return RECIPIENTS.get(plain);
  }

  /** Whether a property of this name tells of the buyer or the recipient. */
  public static boolean isOfContact(String plain) {
    Name own = OWN.get(plain);
    return BUYERS.containsKey(plain)
        || RECIPIENTS.containsKey(plain)
        || (own != null && isOfName(own.field()));
  }

  private static boolean isOfName(PersonField field) {
    return field == PersonField.FIRST_NAME
        || field == PersonField.LAST_NAME
        || field == PersonField.FULL_NAME;
  }
}
