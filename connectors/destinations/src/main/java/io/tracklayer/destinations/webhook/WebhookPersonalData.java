package io.tracklayer.destinations.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.contract.text.Sha256;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.event.PersonalKeys;
import io.tracklayer.destinations.event.PersonalText;
import io.tracklayer.destinations.normalise.HashedFields;
import io.tracklayer.destinations.normalise.PersonForms;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * Removes personal data in clear from a canonical event. Fields that describe the person are
 * replaced by the SHA-256 of their normal form (see {@link PersonForms}) and left out if they have
 * none; values already hashed stay. The ids by which the receiver knows the person stay in clear,
 * unless they are personal themselves. Anything else that may be personal is left out.
 *
 * <p>Not thread-safe: one is made for each event.
 */
final class WebhookPersonalData {

  private final Sha256 sha256 = new Sha256();
  private final PageAddress pages;

  WebhookPersonalData(PageAddress pages) {
    this.pages = pages;
  }

  /** Modifies the event in place. */
  void hash(ObjectNode event) {
    if (event.path("user") instanceof ObjectNode user) {
      hashPerson(user);
    }
    if (event.path("client") instanceof ObjectNode client) {
      client.remove("ip");
      shorten(client, "page_url");
      shorten(client, "referrer");
      if (isPersonal(client.path("page_title"))) {
        client.remove("page_title");
      }
      if (client.path("device") instanceof ObjectNode device) {
        device.remove(List.of("advertising_id", "vendor_id"));
      }
    }
    for (JsonNode item : event.path("items")) {
      shorten((ObjectNode) item, "url");
      shorten((ObjectNode) item, "image_url");
    }
    clean(event.path("properties"));
    clean(event.path("traits"));
  }

  private void hashPerson(ObjectNode user) {
    String stated = user.path("country").asText("");
    String country =
        stated.isEmpty() || HashedValue.is(stated) ? null : PersonForms.country(stated);
    replaceList(user, "emails", PersonForms::email);
    replaceList(user, "phones", PersonForms::phone);
    move(user, "emails_sha256", "emails");
    move(user, "phones_sha256", "phones");
    replace(user, "first_name", PersonForms::word);
    replace(user, "last_name", PersonForms::word);
    replace(user, "gender", PersonForms::gender);
    replace(user, "birth_date", PersonForms::birthDate);
    replace(user, "city", PersonForms::city);
    replace(user, "state", state -> PersonForms.state(state, country));
    replace(user, "postal_code", code -> PersonForms.postalCode(code, country));
    replace(user, "country", PersonForms::country);
    hashPersonal(user, "user_id");
    hashPersonal(user, "anonymous_id");
    user.path("external_ids").properties().forEach(ids -> hashPersonal((ArrayNode) ids.getValue()));
  }

  private void replace(ObjectNode of, String field, UnaryOperator<String> form) {
    String normal = HashedFields.normal(of.path(field).asText(null), unlessHashed(form));
    if (normal == null) {
      of.remove(field);
    } else {
      of.put(field, hashed(normal));
    }
  }

  private void replaceList(ObjectNode of, String field, UnaryOperator<String> form) {
    List<String> values =
        StreamSupport.stream(of.path(field).spliterator(), false).map(JsonNode::asText).toList();
    ArrayNode hashes = of.putArray(field);
    HashedFields.normals(values, unlessHashed(form)).forEach(normal -> hashes.add(hashed(normal)));
  }

  private static void move(ObjectNode of, String hashes, String to) {
    JsonNode moved = of.remove(hashes);
    if (moved != null) {
      of.withArrayProperty(to).addAll((ArrayNode) moved);
    }
  }

  private static UnaryOperator<String> unlessHashed(UnaryOperator<String> form) {
    return value -> HashedValue.orElse(value, form);
  }

  private String hashed(String normal) {
    return HashedValue.is(normal) ? normal : sha256.hex(normal);
  }

  private void hashPersonal(ObjectNode of, String field) {
    String id = of.path(field).asText("");
    if (PersonalText.isPersonal(id)) {
      of.put(field, sha256.hex(id.strip()));
    }
  }

  private void hashPersonal(ArrayNode ids) {
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i).asText();
      if (PersonalText.isPersonal(id)) {
        ids.set(i, new TextNode(sha256.hex(id.strip())));
      }
    }
  }

  private void shorten(ObjectNode of, String field) {
    String free = pages.withoutPersonalData(of.path(field).asText(null));
    if (free == null) {
      of.remove(field);
    } else {
      of.put(field, free);
    }
  }

  private static void clean(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(WebhookPersonalData::isPersonal);
    } else if (node instanceof ArrayNode array) {
      array.removeIf(WebhookPersonalData::isPersonal);
    }
    node.forEach(WebhookPersonalData::clean);
  }

  private static boolean isPersonal(Map.Entry<String, JsonNode> field) {
    return PersonalKeys.isPersonal(field.getKey()) || isPersonal(field.getValue());
  }

  private static boolean isPersonal(JsonNode value) {
    return value.isTextual()
        && (PersonalText.isPersonal(value.textValue()) || !PersonalText.isFree(value.textValue()));
  }
}
