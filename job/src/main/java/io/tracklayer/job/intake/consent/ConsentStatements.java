package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.job.intake.draft.Contribution.Statement;
import io.tracklayer.job.intake.source.SourceText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of each configured purpose. It never fails open:
 *
 * <ul>
 *   <li>A purpose with several consent ids, or several traits, is granted only if all of them are,
 *       and denied if one of them is.
 *   <li>Of an IAB string, a purpose that lists nothing there is not spoken of; one that does is
 *       granted only by all that it lists. Global Privacy Control denies, and never grants.
 *   <li>Among several sources of one event a denial wins, else a grant; who says nothing has no
 *       voice.
 *   <li>What is malformed grants nothing. RudderStack's own filter lets it pass (its
 *       processor/consent.go); this one does not.
 * </ul>
 */
public final class ConsentStatements {

  static final String CONSENT_MANAGEMENT = "context.consentManagement";
  static final String CONTEXT_CONSENT = "context.consent";
  static final String CONSENT = "consent";

  private final TreeMap<String, ConsentConfig.Purpose> purposes;
  private final PrivacySignals.Asked asked;

  public ConsentStatements(ConsentConfig config) {
    purposes = new TreeMap<>(config.purposes());
    asked = PrivacySignals.Asked.by(purposes.values());
  }

  /** By purpose, only those that the event speaks of. */
  public Map<String, Statement> of(RawEvent raw) {
    if (purposes.isEmpty()) {
      return Map.of();
    }
    ConsentManagement management = ConsentManagement.of(raw.context().get("consentManagement"));
    ObjectNode ofContext = SourceText.object(raw.context(), "consent");
    ObjectNode traitsOfContext = SourceText.object(raw.context(), "traits");
    PrivacySignals signalsOfContext =
        PrivacySignals.in(raw.context(), PrivacySignals.Location.CONTEXT, asked);
    PrivacySignals signals =
        PrivacySignals.in(raw.consent(), PrivacySignals.Location.CONSENT, asked);
    Map<String, Statement> statements = new LinkedHashMap<>();
    purposes.forEach(
        (name, purpose) -> {
          StrictestStatement strictest = new StrictestStatement();
          List<String> ids = purpose.consentIds();
          strictest.hear(all(ids, management::stateOf), CONSENT_MANAGEMENT);
          hearAnswers(strictest, name, ids, ofContext, CONTEXT_CONSENT);
          hearAnswers(strictest, name, ids, raw.consent(), CONSENT);
          hearTraits(strictest, purpose.traits(), raw.traits(), traitsOfContext);
          signalsOfContext.tell(purpose, strictest::hear);
          signals.tell(purpose, strictest::hear);
          if (strictest.statement != null) {
            statements.put(name, strictest.statement);
          }
        });
    return statements.isEmpty() ? Map.of() : Collections.unmodifiableMap(statements);
  }

  /** An object of answers, under the purpose's own name or under consent ids. */
  private static void hearAnswers(
      StrictestStatement strictest,
      String purpose,
      List<String> ids,
      @Nullable ObjectNode answers,
      String source) {
    if (answers != null) {
      strictest.hear(ConsentAnswer.of(answers.get(purpose)), source);
      strictest.hear(all(ids, id -> ConsentAnswer.of(answers.get(id))), source);
    }
  }

  private static void hearTraits(
      StrictestStatement strictest,
      List<String> names,
      ObjectNode traits,
      @Nullable ObjectNode traitsOfContext) {
    if (names.isEmpty()) {
      return;
    }
    ConsentState state = all(names, name -> ofTrait(name, traits, traitsOfContext));
    if (state != ConsentState.UNKNOWN) {
      String decisive = names.get(0);
      for (String name : names) {
        if (ofTrait(name, traits, traitsOfContext) == state) {
          decisive = name;
          break;
        }
      }
      strictest.hear(state, "traits." + decisive);
    }
  }

  private static ConsentState ofTrait(
      String name, ObjectNode traits, @Nullable ObjectNode ofContext) {
    ConsentState own = ConsentAnswer.of(traits.get(name));
    ConsentState other =
        ofContext == null ? ConsentState.UNKNOWN : ConsentAnswer.of(ofContext.get(name));
    if (own == ConsentState.DENIED || other == ConsentState.UNKNOWN) {
      return own;
    }
    return other;
  }

  /** Denied if one is, granted if there are some and all are. */
  private static ConsentState all(List<String> names, Function<String, ConsentState> stateOf) {
    boolean allGranted = !names.isEmpty();
    for (String name : names) {
      ConsentState state = stateOf.apply(name);
      if (state == ConsentState.DENIED) {
        return ConsentState.DENIED;
      }
      allGranted &= state == ConsentState.GRANTED;
    }
    return allGranted ? ConsentState.GRANTED : ConsentState.UNKNOWN;
  }

  /** The first denial heard, else the first grant. */
  private static final class StrictestStatement {

    private @Nullable Statement statement;

    private void hear(ConsentState state, String source) {
      boolean overrules = statement == null || statement.state() == ConsentState.GRANTED;
      if (state == ConsentState.DENIED
          ? overrules
          : state == ConsentState.GRANTED && statement == null) {
        statement = new Statement(state, source);
      }
    }
  }
}
