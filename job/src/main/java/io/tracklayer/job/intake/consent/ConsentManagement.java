package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.job.intake.source.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * {@code context.consentManagement}: ids of a consent platform's categories, case-sensitive, in two
 * lists, in any form that {@link CategoryIds} reads.
 *
 * <ul>
 *   <li>An id in both lists is denied.
 *   <li>Lists that are there state every category of their provider: an id in neither is denied,
 *       unless the allowed list is empty, which takes the answer back.
 *   <li>Where a list cannot be read, every id that is not denied anyway is unreadable: it could be
 *       among the denied ones.
 * </ul>
 *
 * <p>{@code resolutionStrategy} belongs to RudderStack's destinations and is not looked at: all ids
 * of a purpose count.
 */
final class ConsentManagement {

  private static final String ALLOWED = "allowedConsentIds";
  private static final String DENIED = "deniedConsentIds";

  private static final ConsentManagement SILENT = new ConsentManagement(null, null, Answer.ABSENT);

  private final CategoryIds allowed;
  private final CategoryIds denied;
  private final Answer asWhole;

  private ConsentManagement(@Nullable JsonNode allowed, @Nullable JsonNode denied, Answer asWhole) {
    this.allowed = CategoryIds.read(allowed, CategoryIds.Of.ALLOWED);
    this.denied = CategoryIds.read(denied, CategoryIds.Of.DENIED);
    this.asWhole = asWhole;
  }

  static ConsentManagement of(@Nullable JsonNode node) {
    if (node == null) {
      return SILENT;
    }
    if (JsonText.isEmptied(node)) {
      return new ConsentManagement(null, null, Answer.emptied());
    }
    JsonNode object = JsonText.unwrapped(node);
    if (object.isObject()) {
      return new ConsentManagement(object.get(ALLOWED), object.get(DENIED), Answer.ABSENT);
    }
    // PHP writes an object without fields as an empty array.
    return object.isArray() && object.isEmpty()
        ? SILENT
        : new ConsentManagement(null, null, Answer.unreadable(Form.of(object)));
  }

  Answer stateOf(String consentId) {
    if (denied.contains(consentId)) {
      return Answer.denied(consentId + " in " + DENIED);
    }
    if (allowed.refuses(consentId)) {
      return Answer.denied("no to " + consentId + " in " + ALLOWED);
    }
    if (denied.unreadable() != null) {
      return Answer.unreadable(DENIED, denied.unreadable());
    }
    if (allowed.unreadable() != null) {
      return Answer.unreadable(ALLOWED, allowed.unreadable());
    }
    if (allowed.contains(consentId)) {
      return Answer.granted(consentId + " in " + ALLOWED);
    }
    if (!allowed.isEmpty()) {
      return Answer.denied(consentId + " in neither list");
    }
    return allowed.isThere() ? Answer.emptied() : asWhole;
  }
}
