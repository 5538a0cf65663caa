package io.tracklayer.destinations.normalise;

import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.identifier.Emails;
import io.tracklayer.contract.identifier.PhoneNumbers;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A person's e-mail addresses and phone numbers in the one form of each, most recent first, without
 * those that have none. What the source has hashed already is none of these. All pure.
 */
public final class Contacts {

  /** Reads numbers without country code only where the person's country is known. */
  private static final PhoneNumbers PHONE_NUMBERS = new PhoneNumbers(null);

  private Contacts() {}

  /** Trimmed, in lower case; dots and {@code +tag} stay. */
  public static List<String> emails(Person person) {
    return person.emails().stream()
        .filter(Objects::nonNull)
        .map(Emails::normalise)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** E.164 with the plus sign. */
  public static List<String> phones(Person person) {
    return person.phones().stream()
        .filter(Objects::nonNull)
        .map(phone -> phone(phone, person.country()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /**
   * One number in E.164 with the plus sign. Numbers come from intake in this form; reading them
   * again would cost the more.
   *
   * @param country of the person, for numbers without country code; may be null
   */
  public static Optional<String> phone(String phone, String country) {
    String number = phone.strip();
    return isE164(number) ? Optional.of(number) : PHONE_NUMBERS.e164(number, country);
  }

  private static boolean isE164(String phone) {
    int digits = phone.length() - 1;
    return digits >= PersonForms.SHORTEST_PHONE
        && digits <= PersonForms.LONGEST_PHONE
        && phone.charAt(0) == '+'
        && phone.charAt(1) != '0'
        && UnicodeText.isAll(phone.substring(1), c -> c >= '0' && c <= '9');
  }
}
