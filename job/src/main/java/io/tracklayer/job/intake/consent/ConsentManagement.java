package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.intake.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code context.consentManagement}: ids of a consent platform's categories, case-sensitive, in two
 * lists. RudderStack types the allowed ones as anything, so each may be an array of ids, an array
 * of objects with an {@code id}, or an object from id to an answer. An id in both lists is denied.
 * Where the denied ones cannot be read, nothing is granted, since any id could be among them.
 *
 * <p>{@code resolutionStrategy} belongs to RudderStack's destinations and is not looked at: all ids
 * of a purpose count.
 */
final class ConsentManagement {

  private static final ConsentManagement SILENT = new ConsentManagement();

  private final List<String> allowed = new ArrayList<>(4);
  private final List<String> denied = new ArrayList<>(4);
  private boolean denialsReadable = true;

  private ConsentManagement() {}

  /** What is no object says nothing. */
  static ConsentManagement of(JsonNode node) {
    if (!(node instanceof ObjectNode object) || object.isEmpty()) {
      return SILENT;
    }
    ConsentManagement management = new ConsentManagement();
    management.readAllowed(object.get("allowedConsentIds"));
    management.readDenied(object.get("deniedConsentIds"));
    return management;
  }

  ConsentState stateOf(String consentId) {
    if (denied.contains(consentId)) {
      return ConsentState.DENIED;
    }
    return denialsReadable && allowed.contains(consentId)
        ? ConsentState.GRANTED
        : ConsentState.UNKNOWN;
  }

  private void readAllowed(JsonNode ids) {
    if (ids == null) {
      return;
    }
    if (ids.isArray()) {
      for (JsonNode element : ids) {
        String id = idOf(element);
        if (id != null) {
          allowed.add(id);
        }
      }
    } else if (ids.isObject()) {
      for (Map.Entry<String, JsonNode> field : ids.properties()) {
        switch (ConsentAnswer.of(field.getValue())) {
          case GRANTED -> allowed.add(field.getKey());
          case DENIED -> denied.add(field.getKey());
          case UNKNOWN -> {}
        }
      }
    }
  }

  private void readDenied(JsonNode ids) {
    if (ids == null || ids.isNull()) {
      return;
    }
    if (ids.isArray()) {
      for (JsonNode element : ids) {
        String id = idOf(element);
        if (id == null) {
          denialsReadable &= SourceText.of(element) == null && isEmptyText(element);
        } else {
          denied.add(id);
        }
      }
    } else if (ids.isObject()) {
      for (Map.Entry<String, JsonNode> field : ids.properties()) {
        if (!isPlainNo(field.getValue())) {
          denied.add(field.getKey());
        }
      }
    } else {
      denialsReadable = isEmptyText(ids);
    }
  }

  /** Only a plain no takes an id off the list of denied ones. */
  private static boolean isPlainNo(JsonNode answer) {
    return answer.isBoolean() && !answer.booleanValue();
  }

  private static boolean isEmptyText(JsonNode node) {
    return node.isTextual() && node.textValue().isBlank();
  }

  private static @Nullable String idOf(JsonNode element) {
    return SourceText.of(element.isObject() ? element.get("id") : element);
  }
}
