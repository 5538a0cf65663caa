package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code context.consentManagement}: two lists of ids of a consent platform's categories,
 * case-sensitive, in any form that {@link CategoryIds} reads.
 *
 * <ul>
 *   <li>An id in both lists is denied.
 *   <li>If there are lists, they cover every category of their provider: an id in neither is
 *       denied, unless the allowed list is empty, which takes the answer back.
 *   <li>If a list cannot be read, every id that is not denied anyway is unreadable: it could be
 *       among the denied ones.
 * </ul>
 *
 * <p>{@code resolutionStrategy} belongs to RudderStack's destinations and is ignored: all ids of a
 * purpose count.
 */
final class ConsentManagement {

  private static final String ALLOWED = "allowedConsentIds";
  private static final String DENIED = "deniedConsentIds";

  private static final ConsentManagement SILENT = new ConsentManagement(null, null, Finding.ABSENT);

  private final CategoryIds allowed;
  private final CategoryIds denied;
  private final Finding asWhole;

  private ConsentManagement(
      @Nullable JsonNode allowed, @Nullable JsonNode denied, Finding asWhole) {
    this.allowed = CategoryIds.read(allowed, CategoryIds.Of.ALLOWED);
    this.denied = CategoryIds.read(denied, CategoryIds.Of.DENIED);
    this.asWhole = asWhole;
  }

  static ConsentManagement of(@Nullable JsonNode node) {
    if (node == null) {
      return SILENT;
    }
    if (JsonText.isEmptied(node)) {
      return new ConsentManagement(null, null, Finding.emptied());
    }
    JsonNode object = JsonText.unwrapped(node);
    if (object.isObject()) {
      return new ConsentManagement(object.get(ALLOWED), object.get(DENIED), Finding.ABSENT);
    }
    // PHP writes an object without fields as an empty array.
    return object.isArray() && object.isEmpty()
        ? SILENT
        : new ConsentManagement(null, null, Finding.unreadable(Form.of(object)));
  }

  Finding stateOf(String consentId) {
    if (denied.contains(consentId)) {
      return Finding.denied(consentId + " in " + DENIED);
    }
    if (allowed.refuses(consentId)) {
      return Finding.denied("no to " + consentId + " in " + ALLOWED);
    }
    if (denied.unreadable() != null) {
      return Finding.unreadable(DENIED, denied.unreadable());
    }
    if (allowed.unreadable() != null) {
      return Finding.unreadable(ALLOWED, allowed.unreadable());
    }
    if (allowed.contains(consentId)) {
      return Finding.granted(consentId + " in " + ALLOWED);
    }
    if (!allowed.isEmpty()) {
      return Finding.denied(consentId + " in neither list");
    }
    return allowed.isThere() ? Finding.emptied() : asWhole;
  }
}
