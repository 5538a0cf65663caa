package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.intake.source.Amounts;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What browsers and consent platforms say in standard form, in one location of an event: a TC
 * string, a GPP string, and Global Privacy Control.
 */
final class PrivacySignals {

  /** Longer strings are not decoded. Those with all vendors of the world have some 2,000. */
  static final int MAX_STRING_LENGTH = 8 * 1024;

  /** Where they are, and under which names. */
  enum Location {
    CONTEXT("context", "tcString", "gppString", "gpc"),
    CONSENT("consent", "tc_string", "gpp_string", "gpc");

    private final String tcString;
    private final String gppString;
    private final String gpc;
    private final String tcSource;
    private final String gppSource;
    private final String gpcSource;

    Location(String object, String tcString, String gppString, String gpc) {
      this.tcString = tcString;
      this.gppString = gppString;
      this.gpc = gpc;
      tcSource = object + "." + tcString;
      gppSource = object + "." + gppString;
      gpcSource = object + "." + gpc;
    }
  }

  /** What the configured purposes ask for. Nothing else is decoded. */
  record Asked(boolean tcString, boolean gppString, boolean gpc) {

    static Asked by(Collection<ConsentConfig.Purpose> purposes) {
      boolean tcf = purposes.stream().anyMatch(purpose -> !purpose.tcfPurposes().isEmpty());
      boolean optOuts = purposes.stream().anyMatch(purpose -> !purpose.gppOptOuts().isEmpty());
      boolean gpc = purposes.stream().anyMatch(ConsentConfig.Purpose::gpc);
      return new Asked(tcf, tcf || optOuts || gpc, gpc);
    }
  }

  private final Location location;
  private final TcString tcString;
  private final GppString gppString;
  private final boolean gpc;

  private PrivacySignals(Location location, TcString tcString, GppString gppString, boolean gpc) {
    this.location = location;
    this.tcString = tcString;
    this.gppString = gppString;
    this.gpc = gpc;
  }

  /**
   * @param object null when the event does not have this location
   */
  static PrivacySignals in(@Nullable ObjectNode object, Location location, Asked asked) {
    String tc = asked.tcString() ? string(object, location.tcString) : null;
    String gpp = asked.gppString() ? string(object, location.gppString) : null;
    return new PrivacySignals(
        location,
        tc == null ? TcString.UNREADABLE : TcString.read(tc),
        gpp == null ? GppString.UNREADABLE : GppString.read(gpp),
        asked.gpc() && object != null && isOn(object.get(location.gpc)));
  }

  /** Tells all that is said of a purpose, with its source, also that nothing is: unknown. */
  void tell(ConsentConfig.Purpose purpose, BiConsumer<ConsentState, String> listener) {
    listener.accept(tcString.stateOf(purpose), location.tcSource);
    listener.accept(gppString.stateByTcf(purpose), location.gppSource);
    listener.accept(gppString.stateByOptOuts(purpose), location.gppSource);
    if (purpose.gpc()) {
      listener.accept(byGpc(gpc), location.gpcSource);
      listener.accept(byGpc(gppString.hasGpc()), location.gppSource);
    }
  }

  /** Without it, nothing is said: not to object is no consent. */
  private static ConsentState byGpc(boolean on) {
    return on ? ConsentState.DENIED : ConsentState.UNKNOWN;
  }

  private static @Nullable String string(@Nullable ObjectNode object, String name) {
    JsonNode node = object == null ? null : object.get(name);
    if (node == null || !node.isTextual()) {
      return null;
    }
    String text = node.textValue().strip();
    return text.isEmpty() || text.length() > MAX_STRING_LENGTH ? null : text;
  }

  /** As {@code navigator.globalPrivacyControl} or the header {@code Sec-GPC: 1} has it. */
  private static boolean isOn(JsonNode node) {
    if (node == null) {
      return false;
    }
    return switch (node.getNodeType()) {
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> isOne(Amounts.of(node));
      case STRING ->
          switch (node.textValue().strip().toLowerCase(Locale.ROOT)) {
            case "1", "true" -> true;
            default -> false;
          };
      default -> false;
    };
  }

  private static boolean isOne(@Nullable BigDecimal number) {
    return number != null && number.compareTo(BigDecimal.ONE) == 0;
  }
}
