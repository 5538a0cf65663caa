package io.tracklayer.destinations.normalise;

import io.tracklayer.contract.event.Person;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person in the forms that Google matches people by: contacts and names ready to be hashed,
 * places in clear. Values that are unknown or have no such form are absent.
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
        HashedFields.normals(person.emailsAndHashes(), GoogleNormaliser::email),
        HashedFields.normals(
            person.phonesAndHashes(), phone -> GoogleNormaliser.phone(phone, person.country())),
        HashedFields.normal(person.firstName(), GoogleNormaliser::givenName),
        HashedFields.normal(person.lastName(), GoogleNormaliser::familyName),
        HashedFields.normal(person.city(), GoogleNormaliser::clear),
        HashedFields.normal(person.state(), region -> GoogleNormaliser.region(region, country)),
        HashedFields.normal(person.postalCode(), GoogleNormaliser::clear),
        country);
  }

  /** Whether any part of an address is known. */
  public boolean hasAnyAddress() {
    return Stream.of(givenName, familyName, city, region, postalCode, country)
        .anyMatch(Objects::nonNull);
  }

  /** Whether every part is known that Google Ads needs to match an address. */
  public boolean hasWholeAddress() {
    return givenName != null && familyName != null && postalCode != null && country != null;
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "GooglePerson[…]";
  }
}
