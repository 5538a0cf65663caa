package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.consent.Restriction;
import io.tracklayer.contract.json.JsonText;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What browsers, devices and consent platforms say in standard form, in one location of an event: a
 * TC string, a GPP string, a US Privacy string, Global Privacy Control, and the device's settings.
 */
final class PrivacySignals {

  /**
   * Longer strings are not decoded. Strings with all registered vendors have some 2,000 characters.
   */
  static final int MAX_STRING_LENGTH = 8 * 1024;

  /** Where the signals are, and under which names. */
  enum Location {
    CONTEXT(
        "context",
        "tcString",
        "gppString",
        "usPrivacy",
        "gpc",
        // The browser's own name for it: navigator.globalPrivacyControl.
        "globalPrivacyControl"),
    CONSENT("consent", "tc_string", "gpp_string", "us_privacy", "gpc", "global_privacy_control");

    private final String object;
    private final String tcString;
    private final String gppString;
    private final String usPrivacy;
    private final String gpc;
    private final String globalPrivacyControl;

    Location(
        String object,
        String tcString,
        String gppString,
        String usPrivacy,
        String gpc,
        String globalPrivacyControl) {
      this.object = object;
      this.tcString = tcString;
      this.gppString = gppString;
      this.usPrivacy = usPrivacy;
      this.gpc = gpc;
      this.globalPrivacyControl = globalPrivacyControl;
    }

    String source(String name) {
      return object + "." + name;
    }
  }

  /** What the configured purposes ask for. Nothing else is decoded. */
  record Asked(boolean tcString, boolean gppString, boolean usPrivacy) {

    static Asked by(Collection<ConsentConfig.Purpose> purposes) {
      boolean tcf = purposes.stream().anyMatch(purpose -> !purpose.tcfPurposes().isEmpty());
      boolean optOuts = purposes.stream().anyMatch(purpose -> !purpose.gppOptOuts().isEmpty());
      boolean gpc = purposes.stream().anyMatch(ConsentConfig.Purpose::gpc);
      return new Asked(
          tcf, tcf || optOuts || gpc, purposes.stream().anyMatch(UsPrivacyString::concerns));
    }
  }

  private final Location location;
  private final @Nullable ObjectNode object;
  private final TcString tcString;
  private final GppString gppString;
  private final Finding usPrivacy;

  private PrivacySignals(
      Location location,
      @Nullable ObjectNode object,
      TcString tcString,
      GppString gppString,
      Finding usPrivacy) {
    this.location = location;
    this.object = object;
    this.tcString = tcString;
    this.gppString = gppString;
    this.usPrivacy = usPrivacy;
  }

  /**
   * @param object null if the event does not have this location
   */
  static PrivacySignals in(@Nullable ObjectNode object, Location location, Asked asked) {
    return new PrivacySignals(
        location,
        object,
        asked.tcString()
            ? read(object, location.tcString, TcString::read, TcString::saying)
            : TcString.ABSENT,
        asked.gppString()
            ? read(object, location.gppString, GppString::read, GppString::saying)
            : GppString.ABSENT,
        asked.usPrivacy()
            ? read(object, location.usPrivacy, UsPrivacyString::read, Finding::denialOnly)
            : Finding.ABSENT);
  }

  private static <T> T read(
      @Nullable ObjectNode object,
      String name,
      Function<String, T> read,
      Function<Finding, T> otherwise) {
    JsonNode node = object == null ? null : object.get(name);
    if (node == null) {
      return otherwise.apply(Finding.ABSENT);
    }
    if (JsonText.isEmptied(node) || (node.isContainerNode() && node.isEmpty())) {
      return otherwise.apply(Finding.emptied());
    }
    if (!node.isTextual()) {
      return otherwise.apply(Finding.unreadable(Form.of(node)));
    }
    String text = node.textValue().strip();
    return text.length() > MAX_STRING_LENGTH
        ? otherwise.apply(Finding.unreadable(Form.TOO_LONG))
        : read.apply(text);
  }

  /** Reports every finding on a purpose with its source, absent ones included. */
  void tell(ConsentConfig.Purpose purpose, BiConsumer<Finding, String> listener) {
    listener.accept(tcString.answerOn(purpose), location.source(location.tcString));
    String gppSource = location.source(location.gppString);
    listener.accept(gppString.answerByTcf(purpose), gppSource);
    listener.accept(gppString.answerByOptOuts(purpose), gppSource);
    if (UsPrivacyString.concerns(purpose)) {
      listener.accept(usPrivacy, location.source(location.usPrivacy));
    }
    if (purpose.gpc()) {
      for (String name : List.of(location.gpc, location.globalPrivacyControl)) {
        listener.accept(byGpc(object == null ? null : object.get(name)), location.source(name));
      }
      listener.accept(gppString.answerByGpc(), gppSource);
    }
  }

  /**
   * Reads the value of {@code navigator.globalPrivacyControl} or of the header {@code Sec-GPC: 1}.
   * Its absence says nothing, since not to object is not to consent.
   */
  private static Finding byGpc(@Nullable JsonNode node) {
    Finding on = ConsentAnswer.of(node);
    return switch (on.reading()) {
      case GRANTED -> Finding.denied("on");
      case UNREADABLE -> on;
      // Other words of refusal, such as "opted out", are objections.
      case DENIED -> on.words() != null && Restriction.isPlainNo(on.words()) ? Finding.ABSENT : on;
      case EMPTIED, ABSENT -> Finding.ABSENT;
    };
  }
}
