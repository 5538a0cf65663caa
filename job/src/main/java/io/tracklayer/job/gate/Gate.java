package io.tracklayer.job.gate;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.job.copies.ClaimKey;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.RequiredConsent;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One destination's gate, keyed by profile. It learns the consent that each event states, and
 * judges whether the event may go to the destination. It publishes nothing and drops nothing;
 * delivery settles claims.
 *
 * <p>Pure. The same event handled twice gives the same result. Of two statements the one received
 * later counts, in whatever order they come. Less consent never permits more, even if an order
 * comes under several profiles: what one of them denies is reported to delivery as a denial,
 * whether or not that profile had granted it before; and an answer that is taken back, which only a
 * grant can be, is reported as something else.
 */
public final class Gate {

  private final RequiredConsent required;

  public Gate(RequiredConsent required) {
    this.required = required;
  }

  /**
   * An event that arrives.
   *
   * @param said the newest statement on each purpose that the profile had made when the event was
   *     enriched
   * @param denies by purpose, the denials of the event itself, which no later statement lifts for
   *     it
   * @param refusal see {@link Copy#refusal}
   * @param refundOf see {@link Copy#refundOf}
   * @param isValidation see {@link Copy#isValidation}
   */
  public record Arrival(
      CopyRef ref,
      long occurredAt,
      long receivedAt,
      Map<String, Statement> said,
      Map<String, Statement> denies,
      @Nullable Cause refusal,
      byte[] json,
      @Nullable Long liftedAt,
      @Nullable RefundOf refundOf,
      boolean isValidation) {}

  /**
   * The result of handling an event, or a denial that came under another id of the profile.
   *
   * @param state the profile's state afterwards
   * @param changes whether the state has changed, and so has to be written
   * @param withdrawn to be sent to every delivery subtask; null if no grant was taken away and no
   *     order can be held back
   * @param copy to be passed on; null if there was no event
   */
  public record Decision(
      ProfileConsent state,
      boolean changes,
      News.@Nullable Withdrawn withdrawn,
      @Nullable Copy copy) {}

  /**
   * Handles one event.
   *
   * @param known the state of the event's profile; {@link ProfileConsent#NOTHING} for an event
   *     without a profile, whose statements are not kept either
   */
  public Decision handle(ProfileConsent known, Arrival event) {
    String profileId = event.ref().profileId();
    if (profileId == null) {
      return new Decision(known, false, null, judge(known, event));
    }
    Decision learnt = learn(profileId, known, event.said());
    ProfileConsent after =
        ClaimKey.hasBusinessKey(event.ref().claim()) ? learnt.state().withOrder() : learnt.state();
    return new Decision(after, !after.equals(known), learnt.withdrawn(), judge(after, event));
  }

  /** Learns the statements of an event, or what an event under another id of the profile denies. */
  public Decision learn(String profileId, ProfileConsent known, Map<String, Statement> said) {
    Map<String, Statement> newest = new HashMap<>(known.statements());
    Revocations told = Revocations.NONE;
    Denials denied = known.denied();
    boolean changes = false;
    for (Map.Entry<String, Statement> entry : said.entrySet()) {
      String purpose = entry.getKey();
      Statement before = known.of(purpose);
      Statement after = Statement.newest(before, entry.getValue());
      if (after.equals(before) || !hasRoom(purpose, newest)) {
        continue;
      }
      newest.put(purpose, after);
      changes = true;
      boolean takesAGrantAway = required.takesAGrantAway(before, after);
      boolean isDenied = after.state() == ConsentState.DENIED;
      if (isDenied && required.contains(purpose)) {
        denied = denied.and(Denials.of(purpose, after));
      }
      if (isDenied && (takesAGrantAway || (required.contains(purpose) && known.hasOrder()))) {
        told = told.and(Revocations.ofDenial(purpose, after));
      } else if (takesAGrantAway) {
        told = told.and(Revocations.ofAnswerTakenBack(purpose, after));
      }
    }
    return new Decision(
        changes ? new ProfileConsent(newest, denied, known.hasOrder()) : known,
        changes,
        told.isEmpty() ? null : new News.Withdrawn(profileId, told),
        null);
  }

  private boolean hasRoom(String purpose, Map<String, Statement> statements) {
    return statements.size() < ProfileConsent.MOST_PURPOSES
        || statements.containsKey(purpose)
        || required.contains(purpose);
  }

  private Copy judge(ProfileConsent known, Arrival event) {
    Map<String, Statement> consent = new HashMap<>(known.statements());
    event.said().forEach(consent::putIfAbsent);
    event.denies().forEach((purpose, own) -> consent.merge(purpose, own, Gate::stricter));
    boolean isPermitted = required.firstRefused(consent) == null;
    return new Copy(
        event.ref(),
        event.occurredAt(),
        event.receivedAt(),
        consent,
        known.denied(),
        isPermitted,
        event.refusal(),
        isPermitted ? event.json() : Copy.NOTHING,
        event.liftedAt(),
        event.refundOf(),
        event.isValidation());
  }

  /**
   * An event's own denial is replaced only by a denial that is not older, which may be the same
   * one.
   */
  private static Statement stricter(Statement known, Statement own) {
    return known.state() == ConsentState.DENIED && known.at() >= own.at() ? known : own;
  }
}
