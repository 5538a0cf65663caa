package io.tracklayer.destinations.normalise;

import io.tracklayer.contract.event.Person;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A person in the forms that Google matches people by: contacts and names as they are hashed,
 * places in clear. Null for what is not known or has no such form.
 */
public record GooglePerson(
    List<String> emails,
    List<String> phones,
    String givenName,
    String familyName,
    String city,
    String region,
    String postalCode,
    String country) {

  public static GooglePerson of(Person person) {
    String country = HashedFields.normal(person.country(), GoogleNormaliser::country);
    return new GooglePerson(
        HashedFields.normals(person.emails(), GoogleNormaliser::email),
        HashedFields.normals(
            person.phones(), phone -> GoogleNormaliser.phone(phone, person.country())),
        HashedFields.normal(person.firstName(), GoogleNormaliser::givenName),
        HashedFields.normal(person.lastName(), GoogleNormaliser::familyName),
        HashedFields.normal(person.city(), GoogleNormaliser::clear),
        HashedFields.normal(person.state(), region -> GoogleNormaliser.region(region, country)),
        HashedFields.normal(person.postalCode(), GoogleNormaliser::clear),
        country);
  }

  /** Whether anything is known of an address. */
  public boolean hasAnyAddress() {
    return Stream.of(givenName, familyName, city, region, postalCode, country)
        .anyMatch(Objects::nonNull);
  }

  /** Whether all is known by which Google Ads matches an address. */
  public boolean hasWholeAddress() {
    return givenName != null && familyName != null && postalCode != null && country != null;
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "GooglePerson[…]";
  }
}
