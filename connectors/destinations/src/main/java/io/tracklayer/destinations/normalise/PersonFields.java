package io.tracklayer.destinations.normalise;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.text.HashedValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The hashed fields of a person, under the short names that several platforms share: {@code em},
 * {@code ph}, {@code fn} and so on. Values already hashed are passed on; values without a valid
 * form are left out.
 *
 * <p>Not thread-safe: one is made for each event.
 */
public final class PersonFields {

  private final HashedFields hashed;
  private final boolean allAreLists;

  /**
   * @param allAreLists whether a single value is written as a list of one
   */
  public PersonFields(JsonGenerator json, boolean allAreLists) {
    this.hashed = new HashedFields(json);
    this.allAreLists = allAreLists;
  }

  public boolean emails(Person person) throws IOException {
    return hashed.list("em", person.emailsAndHashes(), unlessHashed(PersonForms::email));
  }

  /** Digits with the country code, without the plus sign. */
  public boolean phones(Person person) throws IOException {
    return hashed.list("ph", person.phonesAndHashes(), unlessHashed(PersonForms::phone));
  }

  /** The user id, then the anonymous id, both unchanged: the browser's tag has to send the same. */
  public void externalIds(Person person) throws IOException {
    hashed.list("external_id", ids(person), unlessHashed(id -> id.isBlank() ? null : id.strip()));
  }

  /** The ids that a browser's tag can also know. */
  public static List<String> ids(Person person) {
    List<String> ids = new ArrayList<>(2);
    ids.add(person.userId());
    ids.add(person.anonymousId());
    return ids;
  }

  public void names(Person person) throws IOException {
    one("fn", person.firstName(), PersonForms::word);
    one("ln", person.lastName(), PersonForms::word);
  }

  public void birthDate(Person person) throws IOException {
    one("db", person.birthDate(), PersonForms::birthDate);
  }

  /**
   * @param form gives the genders that the platform knows
   */
  public void gender(Person person, UnaryOperator<String> form) throws IOException {
    one("ge", person.gender(), form);
  }

  public void place(Person person) throws IOException {
    String stated = person.country();
    String country = stated == null || HashedValue.is(stated) ? null : PersonForms.country(stated);
    one("ct", person.city(), PersonForms::city);
    one("st", person.state(), state -> PersonForms.state(state, country));
    one("zp", person.postalCode(), code -> PersonForms.postalCode(code, country));
    one("country", stated, PersonForms::country);
  }

  private void one(String field, @Nullable String value, UnaryOperator<String> form)
      throws IOException {
    if (allAreLists) {
      hashed.listOfOne(field, value, unlessHashed(form));
    } else {
      hashed.single(field, value, unlessHashed(form));
    }
  }

  private static UnaryOperator<String> unlessHashed(UnaryOperator<String> form) {
    return value -> HashedValue.orElse(value, form);
  }
}
