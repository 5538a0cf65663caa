package io.tracklayer.destinations.normalise;

import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.identifier.Emails;
import io.tracklayer.contract.identifier.PhoneNumbers;
import io.tracklayer.contract.text.UnicodeText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person's newest e-mail address and phone number that have a normal form; values hashed by the
 * source do not. All methods are pure.
 */
public final class Contacts {

  /** Reads numbers without a country code only if the person's country is known. */
  private static final PhoneNumbers PHONE_NUMBERS = new PhoneNumbers(null);

  private Contacts() {}

  /** Trimmed, in lower case; dots and {@code +tag} stay. */
  public static @Nullable String newestEmail(Person person) {
    for (String given : person.emails()) {
      Optional<String> email = Emails.normalise(given);
      if (email.isPresent()) {
        return email.get();
      }
    }
    return null;
  }

  /** E.164 with the plus sign. */
  public static @Nullable String newestPhone(Person person) {
    for (String given : person.phones()) {
      Optional<String> phone = phone(given, person.country());
      if (phone.isPresent()) {
        return phone.get();
      }
    }
    return null;
  }

  /**
   * One number in E.164 with the plus sign. Most numbers already have this form from intake; these
   * are not parsed again, which would be slow.
   *
   * @param country the person's country, for numbers without a country code
   */
  public static Optional<String> phone(String phone, @Nullable String country) {
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
