package io.tracklayer.job.intake.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identifier.ContactPlaces;
import io.tracklayer.contract.identifier.PersonFieldNames;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.job.intake.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The traits of an identify that have no field of their own, as the source names and writes them,
 * and the street, in the parts in which addresses are usually written. They belong to this one
 * event; no profile keeps them. The traits of a group are not a person's.
 */
public final class CustomTraits {

  static final String ADDRESS_1 = "address1";
  static final String ADDRESS_2 = "address2";

  /** In plain form. {@code line1} is Stripe's, {@code street} RudderStack's, Magento's a list. */
  private static final List<String> FIRST_LINE =
      List.of("street", "streetaddress", "address1", "addressline1", "line1", "street1", "address");

  private static final List<String> SECOND_LINE =
      List.of("address2", "addressline2", "line2", "street2");

  private static final Set<String> IDS = Set.of("id", "userid", "anonymousid", "traits");

  private CustomTraits() {}

  /** Everything but what became an identifier or a field of the person. */
  public static ObjectNode of(RawEvent raw) {
    ObjectNode traits = Json.object();
    if (!raw.type().equals("identify")) {
      return traits;
    }
    for (ObjectNode person : ContactPlaces.traits(raw)) {
      for (Map.Entry<String, JsonNode> trait : person.properties()) {
        if (isCustom(trait.getKey(), trait.getValue())) {
          traits.putIfAbsent(trait.getKey(), trait.getValue());
        }
      }
      ObjectNode address = ContactPlaces.addressIn(person);
      if (!addStreet(traits, address)) {
        addStreet(traits, person);
      }
    }
    return traits;
  }

  private static boolean isCustom(String name, JsonNode value) {
    String plain = FieldSpelling.plain(name);
    return !IDS.contains(plain)
        && !ContactPlaces.isAddress(plain)
        && PersonFieldNames.ofPerson(plain) == null
        && !Traits.isOfContact(name, value);
  }

  /** Both lines are of one address. */
  private static boolean addStreet(ObjectNode traits, @Nullable ObjectNode address) {
    if (traits.has(ADDRESS_1)) {
      return true;
    }
    JsonNode first = address == null ? null : field(address, FIRST_LINE);
    if (address == null || first == null) {
      return false;
    }
    boolean isList = first.isArray();
    String street = SourceText.of(isList ? first.path(0) : first);
    String more = SourceText.of(isList ? first.path(1) : field(address, SECOND_LINE));
    if (street == null) {
      return false;
    }
    traits.put(ADDRESS_1, street);
    if (more != null) {
      traits.put(ADDRESS_2, more);
    }
    return true;
  }

  private static @Nullable JsonNode field(ObjectNode address, List<String> names) {
    for (String name : names) {
      for (Map.Entry<String, JsonNode> field : address.properties()) {
        if (name.equals(FieldSpelling.plain(field.getKey())) && !field.getValue().isObject()) {
          return field.getValue();
        }
      }
    }
    return null;
  }
}
