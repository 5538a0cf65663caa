package io.tracklayer.job.canonical;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.consent.ConsentEvidence;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.event.OwnFields;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.job.identity.profile.ConsentRegister;
import io.tracklayer.job.identity.profile.Member;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.profile.Register;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.Contribution.StatedConsent;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the canonical event: what intake knew, enriched with the profile. The event's body is
 * copied as bytes, not parsed again.
 *
 * <p>Thread-safe.
 */
public final class CanonicalWriter {

  /** How many values of one identifier type an event carries at most, the most recent first. */
  static final int MAX_VALUES = 10;

  private static final Comparator<Member> MOST_RECENT_FIRST =
      Comparator.comparingLong(Member::lastSeen)
          .reversed()
          .thenComparing(member -> member.identifier().value());

  private final List<String> purposes;

  public CanonicalWriter(ConsentConfig consent) {
    this.purposes = List.copyOf(consent.purposes().keySet());
  }

  /** What identity adds to an event, in the canonical event's own names. */
  private record Enrichment(
      @Nullable String profileId,
      IdentityState identityState,
      @Nullable Boolean shared,
      Person user,
      Map<String, String> clickIds,
      Map<String, Instant> clickIdsAt,
      OwnFields ownFields,
      Map<String, ConsentState> consent,
      Map<String, ConsentEvidence> consentEvidence) {}

  /**
   * The record of the canonical topic, without the fields that {@link ClaimNaming} puts in front.
   *
   * @param resolved an event that has a name
   */
  public byte[] write(Resolved resolved) {
    Draft draft = resolved.event();
    Profile profile = resolved.profile();
    CarriedClickIds clickIds = CarriedClickIds.of(profile.clickIds());
    List<Member> own = own(resolved);
    byte[] enrichment =
        Json.write(
            new Enrichment(
                profile.profileId().orElse(null),
                resolved.state(),
                resolved.shared() ? true : null,
                person(resolved, own),
                clickIds.values(),
                clickIds.times(),
                OwnData.of(own, draft.contribution()),
                consent(profile),
                evidence(draft, profile)));
    return JoinedJson.of(draft.body(), enrichment);
  }

  private static Person person(Resolved resolved, List<Member> own) {
    Profile profile = resolved.profile();
    SortedMap<String, List<String>> values = mostRecent(own, resolved.profile());
    SortedMap<String, List<String>> externalIds = new TreeMap<>(values);
    externalIds.keySet().removeIf(type -> !Identifier.isExternalType(type));
    PersonTraits traits =
        PersonTraits.of(profile.traits(), resolved.event().contribution().shippedTo());
    return Person.builder()
        .userId(first(values.get(Identifier.USER_ID)))
        .anonymousId(first(values.get(Identifier.ANONYMOUS_ID)))
        .emails(inClear(values.get(Identifier.EMAIL)))
        .phones(inClear(values.get(Identifier.PHONE)))
        .emailsSha256(hashed(values.get(Identifier.EMAIL)))
        .phonesSha256(hashed(values.get(Identifier.PHONE)))
        .externalIds(externalIds)
        .firstName(traits.get("first_name"))
        .lastName(traits.get("last_name"))
        .gender(traits.get("gender"))
        .birthDate(traits.get("birth_date"))
        .city(traits.get("city"))
        .state(traits.get("state"))
        .postalCode(traits.get("postal_code"))
        .country(traits.get("country"))
        .userAgent(value(profile.userAgent()))
        .build();
  }

  /**
   * The event's own identifiers, in its order. Those that belong to another profile are left out: a
   * purchase never carries somebody else's address. So are addresses that turned out to be made up,
   * whoever was seen with them first.
   */
  private static List<Member> own(Resolved resolved) {
    SortedMap<NodeId, Member> members = resolved.profile().members();
    return resolved.event().identifiers().stream()
        .filter(sighting -> !resolved.refused().contains(sighting.node()))
        .sorted(Comparator.comparingInt(Sighting::position))
        .map(
            sighting ->
                members.getOrDefault(
                    sighting.node(), Member.seen(sighting, resolved.event().receivedAt())))
        .filter(member -> !resolved.profile().isMadeUp(member))
        .toList();
  }

  /**
   * The event's own identifiers first, then the profile's by recency; user ids that were replaced
   * through an alias come last, and addresses that were made up are left out.
   */
  private static SortedMap<String, List<String>> mostRecent(List<Member> own, Profile profile) {
    SortedMap<String, List<String>> values = new TreeMap<>();
    Stream.concat(
            own.stream(),
            named(own, profile)
                .filter(member -> !profile.isMadeUp(member))
                .sorted(MOST_RECENT_FIRST))
        .sorted(Comparator.comparingLong(Member::givenAwayAt))
        .forEach(member -> add(member.identifier(), values));
    return values;
  }

  /**
   * Members that the event may name beside its own. Of a hundred devices it names one, so the
   * others are not sorted, and not even looked at if the event has a device of its own. It names no
   * advertising id but its own.
   */
  private static Stream<Member> named(List<Member> own, Profile profile) {
    Stream<Member> others = profile.otherThanDevices().stream();
    if (own.stream().anyMatch(member -> isBrowser(member) && member.givenAwayAt() == 0)) {
      return others;
    }
    Member device = null;
    for (Member member : profile.devices()) {
      if (isBrowser(member) && (device == null || isNamedBefore(member, device))) {
        device = member;
      }
    }
    return Stream.concat(others, Stream.ofNullable(device));
  }

  private static boolean isBrowser(Member member) {
    return member.identifier().type().equals(Identifier.ANONYMOUS_ID);
  }

  private static boolean isNamedBefore(Member one, Member other) {
    int order = Long.compare(one.givenAwayAt(), other.givenAwayAt());
    return order < 0 || (order == 0 && MOST_RECENT_FIRST.compare(one, other) < 0);
  }

  private static void add(Identifier identifier, SortedMap<String, List<String>> values) {
    List<String> list = values.computeIfAbsent(identifier.type(), type -> new ArrayList<>());
    if (list.size() < MAX_VALUES && !list.contains(identifier.value())) {
      list.add(identifier.value());
    }
  }

  private Map<String, ConsentState> consent(Profile profile) {
    Map<String, ConsentState> states = new TreeMap<>();
    for (String purpose : purposes) {
      ConsentRegister register = profile.consent().get(purpose);
      states.put(purpose, register == null ? ConsentState.UNKNOWN : register.state());
    }
    return states;
  }

  private Map<String, ConsentEvidence> evidence(Draft draft, Profile profile) {
    Map<String, ConsentEvidence> evidence = new TreeMap<>();
    for (String purpose : purposes) {
      StatedConsent own = draft.contribution().consent().get(purpose);
      ConsentRegister newest = profile.consent().get(purpose);
      StatedConsent overruled = isNewest(own, draft, newest) ? null : own;
      evidence.put(
          purpose,
          new ConsentEvidence(
              own == null ? ConsentState.UNKNOWN : own.state(),
              overruled == null ? null : overruled.source(),
              overruled == null ? null : overruled.words(),
              newest == null ? null : newest.source(),
              newest == null ? null : newest.words(),
              newest == null ? null : Instant.ofEpochMilli(newest.at()),
              newest == null ? null : newest.unitedBy()));
    }
    return evidence;
  }

  /** Whether the newest statement is the event's own. */
  private static boolean isNewest(
      @Nullable StatedConsent own, Draft draft, @Nullable ConsentRegister newest) {
    return own != null
        && new ConsentRegister(own.state(), own.source(), own.words(), draft.receivedAt())
            .equals(newest);
  }

  private static @Nullable String value(@Nullable Register register) {
    return register == null ? null : register.value();
  }

  private static List<String> inClear(@Nullable List<String> addresses) {
    return addresses == null
        ? List.of()
        : addresses.stream().filter(address -> !HashedValue.is(address)).toList();
  }

  private static List<String> hashed(@Nullable List<String> addresses) {
    return addresses == null ? List.of() : addresses.stream().filter(HashedValue::is).toList();
  }

  private static @Nullable String first(@Nullable List<String> values) {
    return values == null || values.isEmpty() ? null : values.get(0);
  }
}
