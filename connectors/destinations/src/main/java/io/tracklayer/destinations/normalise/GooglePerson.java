package io.tracklayer.destinations.normalise;

import io.tracklayer.contract.event.Person;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person in the forms that Google matches people by: contacts and names as they are hashed,
 * places in clear. What is not known or has no such form is missing.
 */
public record GooglePerson(
    List<String> emails,
    List<String> phones,
    @Nullable String givenName,
    @Nullable String familyName,
    @Nullable String city,
    @Nullable String region,
    @Nullable String postalCode,
    @Nullable String country) {

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
