package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.event.TrackingSettings;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.job.intake.draft.Contribution.StatedConsent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an event says of each configured purpose. It never fails open:
 *
 * <ul>
 *   <li>A purpose with several consent ids, or several traits, is granted only if all of them are,
 *       and denied if one of them is.
 *   <li>An IAB string says nothing of a purpose that is configured to need nothing of it; any other
 *       purpose is granted only by all that it is configured to need. Global Privacy Control, the
 *       US Privacy string and the device's settings deny, and never grant.
 *   <li>Among several sources of one event a denial wins, else a grant.
 *   <li>A statement that is there and cannot be read is a denial. RudderStack's own filter lets it
 *       pass (its processor/consent.go); this one does not.
 *   <li>Only an absent statement says nothing. Null and empty take the answer back, which makes it
 *       unknown.
 * </ul>
 */
public final class ConsentStatements {

  static final String CONSENT_MANAGEMENT = "context.consentManagement";
  static final String CONTEXT_CONSENT = "context.consent";
  static final String CONSENT = "consent";

  private final TreeMap<String, ConsentConfig.Purpose> purposes;
  private final PrivacySignals.Asked asked;
  private final boolean asksForTracking;

  /**
   * What an event says.
   *
   * @param statements by purpose, only for those of which the event says something
   * @param unreadable the statements of all sources that are there and cannot be read
   */
  public record Said(Map<String, StatedConsent> statements, Set<UnreadableConsent> unreadable) {
    static final Said NOTHING = new Said(Map.of(), Set.of());
  }

  public ConsentStatements(ConsentConfig config) {
    purposes = new TreeMap<>(config.purposes());
    asked = PrivacySignals.Asked.by(purposes.values());
    asksForTracking = purposes.values().stream().anyMatch(ConsentConfig.Purpose::adTracking);
  }

  public Said of(RawEvent raw) {
    return purposes.isEmpty() ? Said.NOTHING : new OneEvent(raw).said();
  }

  /** The places of one event in which consent is stated. */
  private final class OneEvent {

    private final ConsentManagement management;
    private final Answers ofContext;
    private final Answers ofPayload;
    private final ObjectNode traits;
    private final Answers traitsOfContext;
    private final Answers device;
    private final List<TrackingSettings.Stated> settings;
    private final PrivacySignals signalsOfContext;
    private final PrivacySignals signals;
    private final Set<UnreadableConsent> unreadable = new LinkedHashSet<>();

    private OneEvent(RawEvent raw) {
      ObjectNode context = raw.context();
      management = ConsentManagement.of(context.get("consentManagement"));
      ofContext = Answers.in(context.get("consent"), CONTEXT_CONSENT);
      ofPayload = Answers.in(raw.consent(), CONSENT);
      // Those of a group are not a person's.
      traits = raw.type().equals("group") ? Json.object() : raw.traits();
      traitsOfContext = Answers.in(context.get("traits"), "context.traits");
      device = Answers.in(context.get("device"), "context.device");
      settings = asksForTracking ? TrackingSettings.statedIn(raw) : List.of();
      signalsOfContext = PrivacySignals.in(context, PrivacySignals.Location.CONTEXT, asked);
      signals = PrivacySignals.in(ofPayload.object(), PrivacySignals.Location.CONSENT, asked);
    }

    private Said said() {
      Map<String, StatedConsent> statements = new LinkedHashMap<>();
      purposes.forEach(
          (name, purpose) -> {
            Strictest strictest = strictest(name, purpose);
            if (strictest.source != null) {
              statements.put(
                  name,
                  new StatedConsent(
                      strictest.answer.reading().state(),
                      strictest.source,
                      strictest.answer.words()));
            }
          });
      return statements.isEmpty()
          ? Said.NOTHING
          : new Said(Collections.unmodifiableMap(statements), unreadable);
    }

    private Strictest strictest(String name, ConsentConfig.Purpose purpose) {
      Strictest strictest = new Strictest(unreadable);
      List<String> ids = purpose.consentIds();
      strictest.hear(Finding.all(ids, management::stateOf), CONSENT_MANAGEMENT);
      ofContext.tell(name, ids, strictest);
      ofPayload.tell(name, ids, strictest);
      hearTraits(purpose.traits(), strictest);
      signalsOfContext.tell(purpose, strictest::hear);
      signals.tell(purpose, strictest::hear);
      if (purpose.adTracking()) {
        strictest.hear(device.asWhole().denialOnly(), device.source());
        for (TrackingSettings.Stated stated : settings) {
          strictest.hear(DeviceSettings.of(stated), stated.source());
        }
      }
      return strictest;
    }

    /** Names the trait that decides, or the first one if all of them do. */
    private void hearTraits(List<String> names, Strictest strictest) {
      Finding together = Finding.all(names, this::ofTrait);
      for (String name : names) {
        Finding alone = ofTrait(name);
        if (alone.reading() == together.reading()) {
          strictest.hear(
              names.size() > 1 && together.reading() == Finding.Reading.GRANTED ? together : alone,
              "traits." + name);
          return;
        }
      }
    }

    private Finding ofTrait(String name) {
      Finding own = ConsentAnswer.of(traits.get(name));
      Finding other = traitsOfContext.of(name);
      return other.overrules(own) ? other : own;
    }
  }

  /**
   * An object of answers, under the purpose's own name or under consent ids.
   *
   * @param object null if there is none
   * @param asWhole the answer for every purpose, given by what stands there instead of an object
   */
  private record Answers(@Nullable ObjectNode object, Finding asWhole, String source) {

    static Answers in(@Nullable JsonNode node, String source) {
      if (node == null) {
        return new Answers(null, Finding.ABSENT, source);
      }
      if (JsonText.isEmptied(node)) {
        return new Answers(null, Finding.emptied(), source);
      }
      JsonNode object = JsonText.unwrapped(node);
      if (object instanceof ObjectNode answers) {
        return new Answers(answers, Finding.ABSENT, source);
      }
      // PHP writes an object without fields as an empty array.
      boolean isEmptyArray = object.isArray() && object.isEmpty();
      return new Answers(
          null, isEmptyArray ? Finding.ABSENT : Finding.unreadable(Form.of(node)), source);
    }

    /** The answer under one name, in a place that holds much else: empty, it says nothing. */
    Finding of(String name) {
      if (object != null) {
        return ConsentAnswer.of(object.get(name));
      }
      return asWhole.reading() == Finding.Reading.EMPTIED ? Finding.ABSENT : asWhole;
    }

    void tell(String purpose, List<String> ids, Strictest strictest) {
      strictest.hear(asWhole, source);
      if (object != null) {
        strictest.hear(ConsentAnswer.of(object.get(purpose)), source);
        strictest.hear(Finding.all(ids, id -> ConsentAnswer.of(object.get(id))), source);
      }
    }
  }

  /** Keeps, of all answers, the first that no other overrules. */
  private static final class Strictest {

    private final Set<UnreadableConsent> unreadable;
    private Finding answer = Finding.ABSENT;
    private @Nullable String source;

    private Strictest(Set<UnreadableConsent> unreadable) {
      this.unreadable = unreadable;
    }

    private void hear(Finding heard, String from) {
      if (heard.form() != null) {
        unreadable.add(new UnreadableConsent(from, heard.form()));
      }
      if (heard.overrules(answer)) {
        answer = heard;
        source = from;
      }
    }
  }
}
