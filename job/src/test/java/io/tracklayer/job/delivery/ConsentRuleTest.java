package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.consent.ConsentEvidence;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentRuleTest {

  private static final List<String> PURPOSES = List.of("marketing", "email", "analytics");
  private static final long EVENT_TIME = 10_000;

  @ParameterizedTest(name = "event says {0}, profile {1}, unknown granted {2}: allowed {3}")
  @CsvSource({
    "UNKNOWN, UNKNOWN, false, false",
    "UNKNOWN, UNKNOWN, true,  true",
    "UNKNOWN, GRANTED, false, true",
    "UNKNOWN, DENIED,  true,  false",
    "GRANTED, UNKNOWN, false, true",
    "GRANTED, GRANTED, false, true",
    "GRANTED, DENIED,  true,  false",
    "DENIED,  UNKNOWN, true,  false",
    "DENIED,  GRANTED, true,  false",
    "DENIED,  DENIED,  true,  false",
  })
  void onlyAGrantThatNothingNewerTakesBackLetsAnEventThrough(
      ConsentState own, ConsentState later, boolean grantedWhenUnknown, boolean allowed) {
    CanonicalEvent event = Events.purchase("e1").consent("marketing", own, EVENT_TIME).build();
    Map<String, KnownConsent> known =
        later == ConsentState.UNKNOWN
            ? Map.of()
            : Map.of("marketing", new KnownConsent(later, "traits", EVENT_TIME + 1));
    assertThat(rule(List.of("marketing"), grantedWhenUnknown).judge(event, known).isAllowed())
        .isEqualTo(allowed);
  }

  @Test
  void aGrantThatIsOlderThanTheEventsProfileChangesNothing() {
    CanonicalEvent event =
        Events.purchase("e1")
            .consent("marketing", ConsentState.DENIED, ConsentState.UNKNOWN, EVENT_TIME)
            .build();
    Map<String, KnownConsent> known =
        Map.of("marketing", new KnownConsent(ConsentState.GRANTED, "traits", EVENT_TIME - 1));
    assertThat(rule(List.of("marketing"), true).judge(event, known).isAllowed()).isFalse();
  }

  @Test
  void everyRequiredPurposeMustBeGrantedAndTheProofNamesThemAll() {
    CanonicalEvent event =
        Events.purchase("e1")
            .consent("marketing", ConsentState.GRANTED, EVENT_TIME)
            .consent("email", ConsentState.DENIED, EVENT_TIME)
            .build();
    ConsentRule.Decision decision =
        rule(List.of("marketing", "email"), false).judge(event, Map.of());
    assertThat(decision.cause()).isEqualTo(Cause.of(Reason.NO_CONSENT, "email"));
    assertThat(decision.proof()).containsOnlyKeys("marketing", "email");
    assertThat(decision.proof().get("marketing").at()).isEqualTo(Instant.ofEpochMilli(EVENT_TIME));
  }

  @Test
  void aDestinationThatRequiresNothingNeedsNothing() {
    CanonicalEvent event =
        Events.purchase("e1").consent("marketing", ConsentState.DENIED, EVENT_TIME).build();
    assertThat(rule(List.of(), false).judge(event, Map.of()).isAllowed()).isTrue();
  }

  @Test
  void takingAGrantAwayNeverAddsADestination() {
    long seed = 20_260_101;
    Random random = new Random(seed);
    for (int run = 0; run < 20_000; run++) {
      List<String> required = PURPOSES.subList(0, random.nextInt(PURPOSES.size() + 1));
      boolean grantedWhenUnknown = random.nextBoolean();
      Map<String, ConsentEvidence> evidence = new HashMap<>();
      Map<String, ConsentState> consent = new HashMap<>();
      Map<String, KnownConsent> known = new HashMap<>();
      for (String purpose : PURPOSES) {
        ConsentState state = any(random);
        consent.put(purpose, state);
        evidence.put(purpose, new ConsentEvidence(any(random), "context", at(random)));
        if (random.nextBoolean()) {
          known.put(purpose, new KnownConsent(any(random), "traits", at(random).toEpochMilli()));
        }
      }
      ConsentRule rule = rule(required, grantedWhenUnknown);
      boolean before = rule.judge(event(consent, evidence), known).isAllowed();
      String purpose = PURPOSES.get(random.nextInt(PURPOSES.size()));
      ConsentState less = random.nextBoolean() ? ConsentState.DENIED : ConsentState.UNKNOWN;
      switch (random.nextInt(3)) {
        case 0 -> lessen(consent, purpose, less);
        case 1 -> {
          ConsentEvidence old = evidence.get(purpose);
          if (old.own() == ConsentState.GRANTED) {
            evidence.put(purpose, new ConsentEvidence(less, old.source(), old.at()));
          }
        }
        default -> {
          KnownConsent old = known.get(purpose);
          if (old != null && old.state() == ConsentState.GRANTED) {
            known.put(purpose, new KnownConsent(ConsentState.DENIED, old.source(), old.at()));
          }
        }
      }
      boolean after = rule.judge(event(consent, evidence), known).isAllowed();
      boolean unknownCountsAsLess = !grantedWhenUnknown || less == ConsentState.DENIED;
      assertThat(after && !before && unknownCountsAsLess)
          .as("seed %d, run %d, %s of %s", seed, run, purpose, required)
          .isFalse();
    }
  }

  private static void lessen(Map<String, ConsentState> consent, String purpose, ConsentState less) {
    if (consent.get(purpose) == ConsentState.GRANTED) {
      consent.put(purpose, less);
    }
  }

  private static CanonicalEvent event(
      Map<String, ConsentState> consent, Map<String, ConsentEvidence> evidence) {
    return Events.purchase("e1").consent(consent, evidence).build();
  }

  private static ConsentState any(Random random) {
    List<ConsentState> states = List.of(ConsentState.values());
    return states.get(random.nextInt(states.size()));
  }

  private static Instant at(Random random) {
    return Instant.ofEpochMilli(random.nextInt(3));
  }

  private static ConsentRule rule(List<String> required, boolean grantedWhenUnknown) {
    return new ConsentRule(Events.destination("test", required), grantedWhenUnknown);
  }
}
