package io.tracklayer.contract.identifier;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.text.HashedValue;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Fields that sources name for an address which they have hashed, such as {@code email_sha256},
 * {@code hashedEmail}, and the parameters of vendors' tags. Names are compared without case,
 * underscores, hyphens and spaces.
 */
public final class HashedAddresses {

  /** {@code em} is Meta's, {@code sha256_email_address} Google's. */
  private static final Set<String> OF_EMAILS =
      Set.of(
          "em",
          "emailsha256",
          "sha256email",
          "sha256emailaddress",
          "emailhash",
          "emailhashed",
          "hashedemail",
          "hashedemailaddress");

  private static final Set<String> OF_PHONES =
      Set.of(
          "ph",
          "phonesha256",
          "phonenumbersha256",
          "sha256phone",
          "sha256phonenumber",
          "phonehash",
          "phonehashed",
          "hashedphone",
          "hashedphonenumber");

  private HashedAddresses() {}

  /**
   * Each hash in such a field, as it is written there.
   *
   * @param owner an object; anything else has no fields
   * @param type of the address
   */
  static void forEach(JsonNode owner, String type, Consumer<String> takeHash) {
    for (Map.Entry<String, JsonNode> field : owner.properties()) {
      if (isHash(field.getValue()) && isNamed(field.getKey(), type)) {
        takeHash.accept(field.getValue().textValue());
      } else if (field.getValue().isArray() && isNamed(field.getKey(), type)) {
        for (JsonNode element : field.getValue()) {
          if (isHash(element)) {
            takeHash.accept(element.textValue());
          }
        }
      }
    }
  }

  /** Whether a property holds the hash of an address, or a list that begins with one. */
  public static boolean contains(String name, JsonNode value) {
    return isHash(value.isArray() ? value.path(0) : value)
        && (isNamed(name, Identifier.EMAIL) || isNamed(name, Identifier.PHONE));
  }

  private static boolean isHash(JsonNode value) {
    return value.isTextual() && HashedValue.is(value.textValue().strip());
  }

  private static boolean isNamed(String name, String type) {
    String comparable =
        name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
    return (type.equals(Identifier.EMAIL) ? OF_EMAILS : OF_PHONES).contains(comparable);
  }
}
