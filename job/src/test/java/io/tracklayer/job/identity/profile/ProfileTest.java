package io.tracklayer.job.identity.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ProfileTest {

  private static final int RUNS = 5_000;
  private static final Identifier USER = new Identifier("user_id", "u1");
  private static final Identifier EMAIL = new Identifier("email", "a@example.com");
  private static final Limits LIMITS = new Limits(Map.of("user_id", 1, "email", 5, "phone", 5));

  @Test
  void inAUnionADenialWinsWhateverIsNewerUntilTheStatementAfterIt() {
    Profile denied = stating(ConsentState.DENIED, 5);
    Profile granted = stating(ConsentState.GRANTED, 10);
    assertThat(marketing(granted.merge(denied))).isEqualTo(ConsentState.GRANTED);
    assertThat(marketing(granted.unite(denied, "m-union"))).isEqualTo(ConsentState.DENIED);
    assertThat(marketing(denied.unite(granted, "m-union"))).isEqualTo(ConsentState.DENIED);
    assertThat(marketing(denied.unite(granted, "m-union").merge(granted)))
        .isEqualTo(ConsentState.DENIED);
    assertThat(marketing(denied.unite(granted, "m-union").merge(stating(ConsentState.GRANTED, 11))))
        .isEqualTo(ConsentState.GRANTED);
    assertThat(
            marketing(
                denied
                    .unite(granted, "m-union")
                    .unite(stating(ConsentState.GRANTED, 11), "m-union")))
        .as("another profile is not the person's word")
        .isEqualTo(ConsentState.DENIED);
  }

  private static Profile stating(ConsentState state, long at) {
    return Profile.of(
        Drafts.draft(
            "m" + at,
            at,
            List.of(),
            new Contribution(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("marketing", new Contribution.StatedConsent(state, "traits", null)),
                null)));
  }

  private static ConsentState marketing(Profile profile) {
    return profile.consent().get("marketing").state();
  }

  @Test
  void mergingIsCommutativeAssociativeAndIdempotent() {
    for (int seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      Profile one = profile(random);
      Profile two = profile(random);
      Profile three = profile(random);
      assertThat(one.merge(two)).as("seed %d", seed).isEqualTo(two.merge(one));
      assertThat(one.merge(two).merge(three))
          .as("seed %d", seed)
          .isEqualTo(one.merge(two.merge(three)));
      assertThat(one.merge(one)).as("seed %d", seed).isEqualTo(one);
      assertThat(one.merge(two).merge(two)).as("seed %d", seed).isEqualTo(one.merge(two));
      assertThat(one.merge(Profile.EMPTY)).as("seed %d", seed).isEqualTo(one);
    }
  }

  @Test
  void theIdIsThatOfTheMemberSeenFirst() {
    Profile older = Profile.of(Drafts.draft("m1", 1_000, List.of(EMAIL), nothing()));
    Profile younger = Profile.of(Drafts.draft("m2", 2_000, List.of(USER), nothing()));
    assertThat(younger.merge(older).profileId()).isEqualTo(older.profileId());
  }

  @Test
  void ofMembersSeenAtOnceTheSmallestNodeGivesTheId() {
    Draft draft = Drafts.draft("m1", 1_000, List.of(EMAIL, USER), nothing());
    assertThat(Profile.of(draft).profileId()).contains(draft.anchor().hex());
  }

  @Test
  void aLaterEventOverwritesATraitAndAnEarlierOneThatArrivesLateDoesNot() {
    Profile now = named("m2", 2_000, "Ada");
    Profile late = named("m1", 1_000, "A.");
    assertThat(now.merge(late).traits().get("first_name").value()).isEqualTo("Ada");
    assertThat(late.merge(now).traits().get("first_name").value()).isEqualTo("Ada");
  }

  @Test
  void ofTwoConsentStatementsAtOneMomentTheDenialCounts() {
    ConsentRegister granted = new ConsentRegister(ConsentState.GRANTED, "z", null, 1_000);
    ConsentRegister denied = new ConsentRegister(ConsentState.DENIED, "a", null, 1_000);
    assertThat(ConsentRegister.newest(granted, denied)).isEqualTo(denied);
    assertThat(ConsentRegister.newest(denied, granted)).isEqualTo(denied);
  }

  @Test
  void aProfileListsOnlyTheMostRecentDevices() {
    Draft first = Drafts.draft("first", 1, List.of(EMAIL), nothing());
    Profile profile = Profile.of(first);
    for (int i = 0; i < 3 * Profile.MAX_LISTED; i++) {
      profile = with("m" + i, 1_000 + i, profile, USER, device("device-" + i));
    }
    assertThat(profile.members()).hasSizeBetween(2 + Profile.LEFT_OF_MANY, 2 + Profile.MAX_LISTED);
    assertThat(profile.profileId()).contains(first.anchor().hex());
    assertThat(profile.members().values())
        .extracting(member -> member.identifier().value())
        .contains("u1", "device-299", "device-" + (300 - Profile.LEFT_OF_MANY))
        .doesNotContain("device-199");
  }

  @Test
  void aDeviceThatComesBackIsListedAgainEvenIfItsEventIsOld() {
    Profile profile = Profile.EMPTY;
    for (int i = 0; i < 2 * Profile.MAX_LISTED; i++) {
      profile = with("m" + i, 1_000 + i, profile, USER, device("device-" + i));
    }
    Draft late = Drafts.draft("late", 5, List.of(USER, device("device-7")), nothing());
    Profile after =
        profile.merge(Profile.of(late)).bounded(LIMITS, Profile.of(late).members().keySet());
    assertThat(after.members().values())
        .extracting(member -> member.identifier().value())
        .contains("device-7");
  }

  @Test
  void theLargestProfileThatCanBeMadeStaysUnder32KiB() throws Exception {
    for (String letter : List.of("a", "\u00e9", "\u6771", "\ud83d\ude00")) {
      Profile profile = Profile.EMPTY;
      for (int i = 0; i < 400; i++) {
        Draft draft = LargestDrafts.draft(letter, i);
        profile = LargestDrafts.with(draft, profile);
        assertThat(profile.members()).containsKeys(nodes(draft));
        assertThat(bytes(profile)).isLessThanOrEqualTo(profile.bytes());
        assertThat(profile.bytes()).as(letter).isLessThanOrEqualTo(Profile.MAX_BYTES);
      }
      assertThat(bytes(profile)).as("it is filled").isGreaterThan(26 * 1024);
      assertThat(profile.bytes()).isLessThan(bytes(profile) * 102 / 100);
    }
  }

  private static NodeId[] nodes(Draft draft) {
    return draft.identifiers().stream().map(Sighting::node).toArray(NodeId[]::new);
  }

  private static int bytes(Profile profile) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    new ProfileCodec().write(profile, out);
    return out.length();
  }

  @Test
  void whatCountsAgainstALimitIsNeverForgottenAlsoWhereThereIsNoRoomToListIt() {
    Limits many = new Limits(Map.of("email", 1_000));
    Profile profile = Profile.EMPTY;
    for (int i = 0; i < Limits.MAX_COUNTED; i++) {
      Identifier mail = new Identifier("email", "a" + i + "-".repeat(400) + "@example.com");
      Draft draft = Drafts.draft("m" + i, 1_000 + i, List.of(USER, mail), nothing());
      profile = profile.merge(Profile.of(draft)).bounded(many, Set.of());
    }
    assertThat(profile.unlisted())
        .isNotEmpty()
        .doesNotContainKeys(profile.members().keySet().toArray(NodeId[]::new));
    assertThat(profile.standing(many).counted()).hasSize(Limits.MAX_COUNTED);
    NodeId forgotten = profile.unlisted().firstKey();
    assertThat(profile.lists(forgotten)).isTrue();
    Profile again = profile.merge(profile);
    assertThat(again).isEqualTo(profile);
  }

  @Test
  void aMemberThatIsListedAgainIsListedOnce() {
    Limits many = new Limits(Map.of("email", 1_000));
    Draft first = Drafts.draft("m0", 1, List.of(USER), nothing());
    Profile profile = Profile.of(first);
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < Limits.MAX_COUNTED; i++) {
      Identifier mail = new Identifier("email", "a" + i + "-".repeat(400) + "@example.com");
      drafts.add(Drafts.draft("m" + i, 1_000 + i, List.of(USER, mail), nothing()));
      profile = profile.merge(Profile.of(drafts.get(i))).bounded(many, Set.of());
    }
    Profile after = profile.merge(Profile.of(drafts.get(0)));
    assertThat(after.unlisted()).hasSize(profile.unlisted().size() - 1);
    assertThat(after.standing(many)).isEqualTo(profile.standing(many));
  }

  @Test
  void moreThanEightyMembersThatCountAreRefusedWhateverTheLimits() {
    Limits many = new Limits(Map.of("email", 1_000, "phone", 1_000));
    Standing full = standing("email", Limits.MAX_COUNTED - 1);
    assertThat(many.exceededBy(full.with(standing("phone", 1)), full, standing("phone", 1)))
        .isEmpty();
    assertThat(many.exceededBy(full.with(standing("phone", 2)), full, standing("phone", 2)))
        .contains("email");
    Standing past = standing("email", Limits.MAX_COUNTED + 1);
    assertThat(many.exceededBy(past, past, past)).as("nothing is added").isEmpty();
  }

  private static Standing standing(String type, int members) {
    SortedMap<NodeId, String> counted = new TreeMap<>();
    for (int i = 0; i < members; i++) {
      counted.put(Drafts.NODES.of("a", "e", new Identifier(type, "v" + i)), type);
    }
    return new Standing(counted, Aliases.NONE);
  }

  @Test
  void userIdsThatAStatementBringsTogetherCountAsOne() {
    Profile both = user("u1").mergeStated(user("u2"), LIMITS);
    assertThat(both.members()).hasSize(2);
    assertThat(LIMITS.exceededBy(both.standing(LIMITS), Standing.NOTHING, Standing.NOTHING))
        .isEmpty();
    assertThat(both.merge(user("u3")).aliases()).isEqualTo(both.aliases());
  }

  /** Else a proposal that was refused could be accepted the second time it comes. */
  @Test
  void aStatementAboutUserIdsThatAreOnePersonsAlreadyMakesNoRoomForMore() {
    Profile both = user("u1").merge(user("u2"));
    Draft stated =
        Drafts.draft(
            "stated", 3_000, List.of(userId("u1"), userId("u2")), nothing(), /* explicit= */ true);
    assertThat(both.merge(Profile.of(stated)).aliases()).isEqualTo(Aliases.NONE);
    assertThat(both.mergeStated(user("u2"), LIMITS).aliases()).isEqualTo(Aliases.NONE);
    assertThat(both.standing(LIMITS).withStated(user("u2").standing(LIMITS)).aliases())
        .isEqualTo(Aliases.NONE);
  }

  @Test
  void aProposalThatComesASecondTimeStatesNothingNew() {
    Profile both = user("u1").mergeStated(user("u2"), LIMITS);
    Profile grown = both.merge(user("u0")).merge(user("u3"));
    assertThat(grown.mergeStated(user("u2"), LIMITS)).isEqualTo(grown);
  }

  private static Profile user(String value) {
    return Profile.of(Drafts.draft("of-" + value, 1_000, List.of(userId(value)), nothing()));
  }

  private static Identifier userId(String value) {
    return new Identifier("user_id", value);
  }

  private static Profile with(String messageId, long at, Profile profile, Identifier... more) {
    Draft draft = Drafts.draft(messageId, at, List.of(more), nothing());
    return profile.merge(Profile.of(draft)).bounded(LIMITS, Profile.of(draft).members().keySet());
  }

  private static Identifier device(String value) {
    return new Identifier("anonymous_id", value);
  }

  private static Profile profile(Random random) {
    Profile profile = Profile.EMPTY;
    for (int i = random.nextInt(4); i >= 0; i--) {
      Draft draft = Drafts.random(random);
      profile = profile.merge(Profile.of(draft));
      if (random.nextInt(3) == 0) {
        profile = profile.refusing(Set.of(draft.anchor()), random.nextInt(3), LIMITS);
      }
    }
    return profile;
  }

  private static Profile named(String messageId, long at, String firstName) {
    return Profile.of(
        Drafts.draft(
            messageId,
            at,
            List.of(USER),
            Drafts.contribution(Map.of("first_name", firstName), Map.of())));
  }

  private static Contribution nothing() {
    return Drafts.contribution(Map.of(), Map.of());
  }
}
