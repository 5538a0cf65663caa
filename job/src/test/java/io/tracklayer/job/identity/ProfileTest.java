package io.tracklayer.job.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.job.intake.Contribution;
import io.tracklayer.job.intake.Draft;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProfileTest {

  private static final int RUNS = 5_000;
  private static final Identifier USER = new Identifier("user_id", "u1");
  private static final Identifier EMAIL = new Identifier("email", "a@example.com");

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
    ConsentRegister granted = new ConsentRegister(ConsentState.GRANTED, "z", 1_000);
    ConsentRegister denied = new ConsentRegister(ConsentState.DENIED, "a", 1_000);
    assertThat(ConsentRegister.newest(granted, denied)).isEqualTo(denied);
    assertThat(ConsentRegister.newest(denied, granted)).isEqualTo(denied);
  }

  @Test
  void theStateTellsWhatAnEventFound() {
    Draft first = Drafts.draft("m1", 1_000, List.of(USER), nothing());
    Draft second = Drafts.draft("m2", 2_000, List.of(USER), nothing());
    Draft joining = Drafts.draft("m3", 3_000, List.of(USER, EMAIL), nothing());
    Draft nobody = Drafts.draft("m4", 4_000, List.of(), nothing());
    IdentityRule.Resolved created = IdentityRule.apply(Profile.EMPTY, first);
    IdentityRule.Resolved recognized = IdentityRule.apply(created.profile(), second);
    IdentityRule.Resolved merged = IdentityRule.apply(recognized.profile(), joining);
    assertThat(created.state()).isEqualTo(IdentityState.CREATED);
    assertThat(recognized.state()).isEqualTo(IdentityState.RECOGNIZED);
    assertThat(merged.state()).isEqualTo(IdentityState.MERGED);
    assertThat(IdentityRule.apply(Profile.EMPTY, nobody).state()).isEqualTo(IdentityState.NONE);
    assertThat(merged.profile().profileId()).isEqualTo(created.profile().profileId());
  }

  @Test
  void aProfileListsOnlyTheMostRecentIdentifiersOfAType() {
    Draft first = Drafts.draft("first", 1, List.of(EMAIL), nothing());
    Profile profile = Profile.of(first);
    for (int i = 0; i < 3 * Profile.MAX_LISTED; i++) {
      Identifier device = new Identifier("anonymous_id", "device-" + i);
      Draft draft = Drafts.draft("m" + i, 1_000 + i, List.of(USER, device), nothing());
      profile = IdentityRule.apply(profile, draft).profile();
    }
    assertThat(profile.members()).hasSize(2 + Profile.MAX_LISTED);
    assertThat(profile.profileId()).contains(first.anchor().hex());
    assertThat(profile.members().values())
        .extracting(member -> member.identifier().value())
        .contains("u1", "device-299", "device-200")
        .doesNotContain("device-199");
  }

  private static Profile profile(Random random) {
    Profile profile = Profile.EMPTY;
    for (int i = random.nextInt(4); i >= 0; i--) {
      profile = profile.merge(Profile.of(Drafts.random(random)));
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
