package io.tracklayer.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Person;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How users reported that they send e-mails, phones, names and addresses: from RudderStack's
 * envelope to the person of the canonical event. What destinations get of hashes is in {@link
 * PersonsCasesTest}.
 */
class ContactsCasesTest {

  private static final TrackLayerConfig SETTINGS =
      FieldCases.settings(
          """
          endpoints:
            - {url: "https://in.example.com/e", account: acct, environment: production, secret_ref: S, filters: {include: []}}
          identity: {key_ref: K, default_region: none}
          destinations:
            - {name: crm, type: webhook, account: acct, environment: production, consent: [], settings: {url: "https://crm.example.com/h", signing_secret_ref: T}}
          """);

  private final FieldCases cases = new FieldCases("contacts-cases.ndjson", SETTINGS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lists | mira@example.net m2@example.net | +491701234567 +491701234568",
        "billing-fields | b@example.net | +491701234567",
        "billing-object | c@example.net | ''",
        "invisible-characters | jane@example.net | ''",
        "no-break-space | jane@example.net | ''",
        "german-number-without-plus | jane@example.net | +491701234567",
        "country-code-beside-phone | jane@example.net | +33612345678",
        "country-in-words | jane@example.net | +31612345678",
        "national-number-without-country | jane@example.net | ''",
        "hashed-email-and-phone | '' | ''",
        "surname-first | jane@example.net | ''",
        "first-name-and-name | jane@example.net | ''",
        "account-state | jane@example.net | ''",
      })
  void addressesAreReadInOrder(String id, String emails, String phones) {
    Person person = person(id);

    assertThat(person.emails()).as(cases.right(id)).isEqualTo(words(emails));
    assertThat(person.phones()).as(cases.right(id)).isEqualTo(words(phones));
  }

  @Test
  void noCaseIsForgotten() {
    assertThat(FieldCases.triedBy(ContactsCasesTest.class)).isEqualTo(cases.ids());
  }

  @Test
  void hashesAreKeptAsHashesAndNotAsAddresses() {
    Person person = person("hashed-email-and-phone");

    assertThat(person.emailsSha256()).containsExactly("a".repeat(64));
    assertThat(person.phonesSha256()).containsExactly("b".repeat(64));
  }

  @Test
  void aSurnameBeforeACommaIsTheLastName() {
    assertThat(person("surname-first"))
        .extracting(Person::firstName, Person::lastName)
        .containsExactly("John", "Doe");
  }

  @Test
  void aFullNameTellsTheLastNameBesideTheFirst() {
    assertThat(person("first-name-and-name"))
        .extracting(Person::firstName, Person::lastName)
        .containsExactly("Mary", "Valery");
  }

  @Test
  void theStateOfAnAccountIsNoState() {
    assertThat(person("account-state"))
        .extracting(Person::state, Person::city, Person::postalCode, Person::country)
        .containsExactly(null, "Bonn", "53111", "DE");
  }

  private Person person(String id) {
    List<CanonicalEvent> events = cases.canonical(id);
    return events.get(events.size() - 1).user();
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }
}
