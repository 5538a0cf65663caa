package io.tracklayer.job.delivery.lessconsent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.DeliveryConfig.Mode;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.consent.ConsentWords;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.event.OptOuts;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.canonical.CanonicalWriter;
import io.tracklayer.job.canonical.ClaimNaming;
import io.tracklayer.job.copies.ClaimKey;
import io.tracklayer.job.delivery.claim.Claim;
import io.tracklayer.job.delivery.claim.ClaimRules;
import io.tracklayer.job.delivery.claim.ClaimStep;
import io.tracklayer.job.delivery.claim.ClaimTerms;
import io.tracklayer.job.delivery.claim.Effect;
import io.tracklayer.job.delivery.claim.Settlement.Fate;
import io.tracklayer.job.delivery.claim.Situation;
import io.tracklayer.job.delivery.claim.Situation.Permission;
import io.tracklayer.job.delivery.claim.Withdrawals;
import io.tracklayer.job.gate.Gate;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.RequiredConsent;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.gate.selection.IntegrationNames;
import io.tracklayer.job.gate.selection.Selection;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.ForestInMemory;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.Intake;
import io.tracklayer.job.intake.IntakeResult;
import io.tracklayer.job.intake.commerce.BusinessKey;
import io.tracklayer.job.intake.consent.Integrations;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes an event through the job's own steps without Flink, from the raw record to its delivery.
 */
final class Pipeline {

  /** What keeps a denial in force, each of which can be left out. */
  enum Safeguard {
    UNREADABLE_IS_A_DENIAL,
    OWN_DENIAL_IS_FINAL,
    WITHDRAWALS_ARE_HEARD,
    PROFILES_OF_REFUSED_COPIES_ARE_HEARD,
    AN_ANSWER_TAKEN_BACK_IS_NO_DENIAL,
    OF_TWO_STATEMENTS_THE_LATER_COUNTS,
    A_DESTINATION_THAT_IS_REFUSED_IS_NAMED
  }

  private static final String CONFIG =
      """
      endpoints:
        - {url: "https://in.example.com/e", account: acct, environment: production, secret_ref: S, filters: {include: []}}
      identity: {key_ref: K}
      consent:
        purposes:
          marketing: {consent_ids: [C4], traits: [marketing_opt_in], gpp_opt_outs: [sale], gpc: true}
          email: {consent_ids: [C2], traits: [email_opt_in]}
          ads: {tcf_purposes: [1, 3], tcf_vendor: 755, gpp_opt_outs: [sale, sharing, targeted_advertising], gpc: true, ad_tracking: true}
      destinations:
        - {name: crm, type: webhook, account: acct, environment: production, consent: [], settings: {url: "https://crm.example.com/h", signing_secret_ref: W}}
        - {name: other-crm, type: webhook, account: acct, environment: production, consent: [], settings: {url: "https://crm.example.com/i", signing_secret_ref: W}}
      """;

  private static final Map<String, DestinationSpec> SPECS = new Destinations().specs();
  private static final DestinationSpec SPEC = requireNonNull(SPECS.get("webhook"));
  private static final TrackLayerConfig SETTINGS = settings();
  private static final NodeIds NODE_IDS = new NodeIds("0123456789abcdef0123456789abcdef");

  /** One for each thread, since making one takes longer than many a run. */
  private static final ThreadLocal<Intake> INTAKE =
      ThreadLocal.withInitial(() -> new Intake(SETTINGS, NODE_IDS));

  private static final CanonicalWriter WRITER = new CanonicalWriter(SETTINGS.consent());
  private static final Duration WEEK = Duration.ofDays(7);

  private static final List<List<String>> REQUIREMENTS =
      List.of(
          List.of("marketing"), List.of("email"), List.of("ads"), List.of("email", "marketing"));

  /**
   * What is not as it should be.
   *
   * @param unheard places in which nothing is read
   */
  record Flaws(Set<Safeguard> broken, Set<Place> unheard) {
    static final Flaws NONE = new Flaws(Set.of(), Set.of());
  }

  private final Set<Safeguard> broken;
  private final Set<Place> unheard;
  private final Intake intake = INTAKE.get();
  private final ForestInMemory forest = new ForestInMemory(Limits.of(SETTINGS.identity()));
  private final List<OneDestination> destinations = new ArrayList<>();
  private final Set<String> delivered = new TreeSet<>();
  private final Set<Integer> ofDevices = new TreeSet<>();
  private final List<String> violations = new ArrayList<>();

  private Pipeline(Flaws flaws) {
    broken = flaws.broken();
    unheard = flaws.unheard();
    for (List<String> required : REQUIREMENTS) {
      destinations.add(new OneDestination(SETTINGS.destinations().get(0), required, false));
      destinations.add(new OneDestination(SETTINGS.destinations().get(1), required, true));
    }
  }

  private static TrackLayerConfig settings() {
    ConfigResult read = new ConfigReader(SPECS).read("test", CONFIG);
    if (read instanceof ConfigResult.Valid valid) {
      return valid.config();
    }
    throw new IllegalStateException(read.toString());
  }

  /**
   * What came of a story.
   *
   * @param delivered claims, each with its destination
   * @param violations of what must hold of every story by itself
   * @param ofDevices the numbers of the events that an advertising id was taken from
   */
  record End(Set<String> delivered, List<String> violations, Set<Integer> ofDevices) {}

  /**
   * @param seed decides when destinations have a turn
   */
  static End run(List<StoryEvent> story, long seed, Flaws flaws) {
    Pipeline pipeline = new Pipeline(flaws);
    SplittableRandom turns = new SplittableRandom(seed);
    for (StoryEvent event : story) {
      pipeline.take(event);
      if (turns.nextInt(5) == 0) {
        pipeline.letOut();
      }
    }
    pipeline.letOut();
    return new End(pipeline.delivered, pipeline.violations, pipeline.ofDevices);
  }

  private void take(StoryEvent told) {
    IntakeResult result = intake.take(Json.write(heard(told.recordWithout(unheard))));
    Draft draft = heard(((IntakeResult.Accepted) result).draft());
    if (draft.identifiers().stream()
        .anyMatch(seen -> seen.identifier().type().equals(Identifier.ADVERTISING_ID))) {
      ofDevices.add(told.number());
    }
    Resolved resolved = forest.resolve(draft);
    Optional<CanonicalRecord> written = CanonicalRecord.of(resolved, WRITER);
    assertThat(written.isEmpty()).isEqualTo(told.isStatementOfIdentity());
    if (written.isPresent()) {
      take(told, draft, written.get());
    } else {
      // What it says is newer than what was received before it, though no destination is told.
      destinations.forEach(destination -> destination.newest(told.receivedAt()));
    }
  }

  private void take(StoryEvent told, Draft draft, CanonicalRecord canonical) {
    String claim =
        ClaimKey.of(
                draft.account(),
                draft.environment(),
                draft.name(),
                draft.businessKey() == null ? null : BusinessKey.parse(draft.businessKey()).id(),
                draft.eventId())
            .claim();
    byte[] json =
        new ClaimNaming(claim, draft.eventId(), draft.eventId(), null).inFrontOf(canonical.json());
    CanonicalEvent event;
    try {
      event = Json.read(json, CanonicalEvent.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (told.restrictsUse() && !OptOuts.restricts(event)) {
      violations.add(event.messageId() + " may be used without its restriction");
    }
    for (OneDestination destination : destinations) {
      destination.take(told, event, json, canonical.deniedFor());
    }
  }

  private ObjectNode heard(ObjectNode record) {
    if (broken.contains(Safeguard.A_DESTINATION_THAT_IS_REFUSED_IS_NAMED)) {
      Map<String, Boolean> wishes = Integrations.of((ObjectNode) record.get("integrations"));
      if (wishes != null
          && SETTINGS.destinations().stream()
              .noneMatch(d -> wishes.getOrDefault(d.name(), false))) {
        record.withObject("/integrations").remove("All");
      }
    }
    return record;
  }

  private Draft heard(Draft draft) {
    Map<String, Contribution.StatedConsent> said = new TreeMap<>(draft.contribution().consent());
    if (broken.contains(Safeguard.UNREADABLE_IS_A_DENIAL)) {
      said.values().removeIf(statement -> ConsentWords.areUnreadable(statement.words()));
    }
    Contribution all = draft.contribution();
    return Drafts.with(
        new Contribution(all.traits(), all.shippedTo(), all.clickIds(), said, all.userAgent()),
        draft);
  }

  private void letOut() {
    destinations.forEach(OneDestination::letOut);
  }

  /** One destination's gate and claims. */
  private final class OneDestination {

    private final RequiredConsent required;
    private final String name;
    private final DestinationConfig config;
    private final Selection selection;
    private final Gate gate;
    private final ClaimRules rules;
    private final Withdrawals withdrawals = new Withdrawals(WEEK, List.of());
    private final Map<String, ProfileConsent> known = new HashMap<>();
    private final Map<String, Claim> claims = new TreeMap<>();

    /**
     * Message ids that must not go out any more, by profile: what is denied by the newest event.
     */
    private final Map<String, Set<String>> pending = new HashMap<>();

    private final Set<String> withdrawn = new HashSet<>();
    private long newest = Long.MIN_VALUE;

    private OneDestination(
        DestinationConfig config, List<String> purposes, boolean grantedWhenUnknown) {
      this.config = config;
      selection = new Selection(config, SPEC, IntegrationNames.of(SETTINGS, config, SPECS));
      required = RequiredConsent.of(purposes, grantedWhenUnknown);
      name = purposes + (grantedWhenUnknown ? " or unknown" : "");
      gate = new Gate(required);
      rules =
          new ClaimRules(
              new ClaimTerms(required, Mode.SEND, WEEK, WEEK, WEEK),
              (copy, eventId, states, restatement) ->
                  new Mapping.Mapped(eventId, copy.copy().json()));
    }

    private void take(StoryEvent told, CanonicalEvent event, byte[] json, List<String> deniedFor) {
      Gate.Arrival arrival = selection.arrival(event, json, null);
      boolean denies = told.denied().stream().anyMatch(required.purposes()::contains);
      String profile = String.valueOf(event.profileId());
      boolean isNewest = event.receivedAt().toEpochMilli() > newest;
      if (denies && isNewest) {
        withdrawn.addAll(pending.getOrDefault(profile, Set.of()));
      }
      if (denies || told.excludes(config.name())) {
        withdrawn.add(event.messageId());
      }
      newest(event.receivedAt().toEpochMilli());
      pending.computeIfAbsent(profile, id -> new HashSet<>()).add(event.messageId());
      if (broken.contains(Safeguard.OWN_DENIAL_IS_FINAL)) {
        arrival = without(arrival);
      }
      follow(profile, gate.handle(knownOf(profile), arrival));
      Map<String, Statement> denials = new HashMap<>(arrival.said());
      denials.values().removeIf(statement -> statement.state() != ConsentState.DENIED);
      for (String other : deniedFor) {
        follow(
            other, gate.learn(other, known.getOrDefault(other, ProfileConsent.NOTHING), denials));
      }
    }

    private void newest(long receivedAt) {
      newest = Math.max(newest, receivedAt);
    }

    private ProfileConsent knownOf(String profile) {
      ProfileConsent before = known.getOrDefault(profile, ProfileConsent.NOTHING);
      if (broken.contains(Safeguard.PROFILES_OF_REFUSED_COPIES_ARE_HEARD)) {
        return new ProfileConsent(before.statements(), Denials.NONE, false);
      }
      if (!broken.contains(Safeguard.OF_TWO_STATEMENTS_THE_LATER_COUNTS)) {
        return before;
      }
      Map<String, Statement> stale = new HashMap<>(before.statements());
      stale.replaceAll(
          (purpose, said) ->
              said.state() == ConsentState.GRANTED
                  ? new Statement(said.state(), said.source(), Long.MAX_VALUE)
                  : said);
      return new ProfileConsent(stale, before.denied(), before.hasOrder());
    }

    private static Gate.Arrival without(Gate.Arrival arrival) {
      return new Gate.Arrival(
          arrival.ref(),
          arrival.occurredAt(),
          arrival.receivedAt(),
          arrival.said(),
          Map.of(),
          arrival.refusal(),
          arrival.json(),
          arrival.liftedAt(),
          arrival.refundOf(),
          false);
    }

    private void follow(String profile, Gate.Decision step) {
      known.put(profile, step.state());
      if (step.withdrawn() != null && !broken.contains(Safeguard.WITHDRAWALS_ARE_HEARD)) {
        withdrawals.hear(heard(step.withdrawn()), Stories.BEGIN);
      }
      if (step.copy() != null) {
        String claim = step.copy().home();
        keep(claim, rules.take(claims.get(claim), step.copy(), situation(Permission.SETTLE)));
      }
    }

    private News.Withdrawn heard(News.Withdrawn news) {
      Revocations what = news.what();
      return broken.contains(Safeguard.AN_ANSWER_TAKEN_BACK_IS_NO_DENIAL)
          ? new News.Withdrawn(
              news.profileId(), new Revocations(what.denied().and(what.takenBack()), Denials.NONE))
          : news;
    }

    private void letOut() {
      for (String claim : List.copyOf(claims.keySet())) {
        Claim before = claims.get(claim);
        ClaimStep step = rules.advance(before, situation(Permission.SEND));
        keep(claim, step);
        Effect.Join join = step.join();
        if (join != null) {
          delivered.add(name + ": " + claim);
          if (withdrawn.contains(join.messageId())) {
            violations.add(name + ": " + join.messageId() + " went out although denied");
          }
          keep(
              claim,
              rules.answered(
                  requireNonNull(claims.get(claim)),
                  join,
                  new Fate.Delivered(),
                  200,
                  0,
                  situation(Permission.SEND)));
        }
      }
    }

    private Situation situation(Permission permission) {
      return new Situation(Stories.BEGIN + 100_000, withdrawals, false, permission);
    }

    private void keep(String claim, ClaimStep step) {
      if (step.claim() == null) {
        claims.remove(claim);
      } else {
        claims.put(claim, step.claim());
      }
    }
  }
}
