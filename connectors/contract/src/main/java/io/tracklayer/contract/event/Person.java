package io.tracklayer.contract.event;

import java.util.List;
import java.util.Map;

/**
 * What is known of the person, in clear: destinations normalise and hash for themselves. Lists are
 * most recent first and never null.
 *
 * @param birthDate ISO, {@code 1990-01-31}
 * @param country ISO 3166-1 alpha-2 in upper case where it could be recognised, else as sent
 * @param userAgent the newest one known, also where this event has none
 */
public record Person(
    String userId,
    String anonymousId,
    List<String> emails,
    List<String> phones,
    Map<String, List<String>> externalIds,
    String firstName,
    String lastName,
    String gender,
    String birthDate,
    String city,
    String state,
    String postalCode,
    String country,
    String userAgent) {

  public Person {
    emails = emails == null ? List.of() : List.copyOf(emails);
    phones = phones == null ? List.of() : List.copyOf(phones);
    externalIds = externalIds == null ? Map.of() : externalIds;
  }

  public static final Person UNKNOWN =
      new Person(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Person[…]";
  }
}
