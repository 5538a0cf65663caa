package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.intake.source.Amounts;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One consent value, as sources write it. What is not understood says nothing: unknown. */
final class ConsentAnswer {

  private ConsentAnswer() {}

  /** Never null. */
  static ConsentState of(JsonNode node) {
    if (node == null) {
      return ConsentState.UNKNOWN;
    }
    return switch (node.getNodeType()) {
      case BOOLEAN -> node.booleanValue() ? ConsentState.GRANTED : ConsentState.DENIED;
      case NUMBER -> ofNumber(Amounts.of(node));
      case STRING -> ofText(node.textValue());
      default -> ConsentState.UNKNOWN;
    };
  }

  private static ConsentState ofNumber(@Nullable BigDecimal number) {
    if (number == null) {
      return ConsentState.UNKNOWN;
    }
    if (number.signum() == 0) {
      return ConsentState.DENIED;
    }
    return number.compareTo(BigDecimal.ONE) == 0 ? ConsentState.GRANTED : ConsentState.UNKNOWN;
  }

  private static ConsentState ofText(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "granted", "true", "yes", "1", "allowed", "opted_in" -> ConsentState.GRANTED;
      case "denied",
          "false",
          "no",
          "0",
          "rejected",
          "refused",
          "revoked",
          "withdrawn",
          "opted_out",
          "unsubscribed" ->
          ConsentState.DENIED;
      default -> ConsentState.UNKNOWN;
    };
  }
}
