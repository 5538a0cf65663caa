package io.tracklayer.job.identity.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.IdentifierExtractor;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Contribution.StatedConsent;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import io.tracklayer.job.intake.draft.Sighting;
import io.tracklayer.job.state.CodecSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is said of people, and in whatever order they turn out to be one: a profile stays small,
 * and forgets nothing that would harm somebody.
 */
class ProfileSizeIT {

  private static final int RUNS = 75;
  private static final int MOST_PROFILES = 7;
  private static final int MOST_EVENTS = 40;

  /** All of a run's together count less than a profile may hold. */
  private static final int COUNTED_OF_A_PROFILE = 10;

  /** Of the same operator, one after another. */
  private static final int PURPOSES_EVER = 60;

  private static final List<String> LETTERS = List.of("a", "\u00e9", "\u6771", "\ud83d\ude00");
  private static final List<String> COUNTED = List.of("user_id", "crm_id", "email", "phone");
  private static final List<String> DEVICES = List.of("anonymous_id", "advertising_id");
  private static final CodecSerializer<Profile> PROFILES =
      new CodecSerializer<>(new ProfileCodec());

  private static final Map<String, Integer> MANY =
      Map.of("user_id", 1_000, "crm_id", 1_000, "email", 1_000, "phone", 1_000);

  static IntStream seeds() {
    return IntStream.range(0, RUNS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void profilesOfEveryKindStaySmallAndForgetNothingThatMatters(int seed) {
    Random random = new Random(seed);
    Limits limits = new Limits(MANY).withMarks(List.of(0, 5, 100).get(random.nextInt(3)));
    List<Known> people = new ArrayList<>();
    for (int i = 2 + random.nextInt(MOST_PROFILES - 1); i > 0; i--) {
      people.add(somebody(i, random, limits));
    }
    while (people.size() > 1) {
      Collections.shuffle(people, random);
      Known one = people.remove(people.size() - 1);
      Known other = people.remove(people.size() - 1);
      people.add(united(one, other, limits));
    }
  }

  /**
   * A profile, and what must never be forgotten.
   *
   * @param shared devices that strangers were seen on
   */
  private record Known(Profile profile, Set<Sighting> shared, Set<NodeId> counted) {}

  private static Known united(Known one, Known other, Limits limits) {
    Profile both = one.profile.unite(other.profile, "m-union").bounded(limits, Set.of());
    assertThat(other.profile.unite(one.profile, "m-union").bounded(limits, Set.of()))
        .isEqualTo(both);
    Set<Sighting> shared = new HashSet<>(one.shared);
    shared.addAll(other.shared);
    Set<NodeId> counted = new HashSet<>(one.counted);
    counted.addAll(other.counted);
    assertThat(stated(both)).isEqualTo(stated(one.profile.unite(other.profile, "m-union")));
    Set<String> denied = new HashSet<>(one.profile.denied().keySet());
    denied.addAll(other.profile.denied().keySet());
    assertThat(both.denied().keySet()).containsAll(denied);
    return checked(new Known(both, shared, counted), limits);
  }

  private static Known somebody(int person, Random random, Limits limits) {
    String letter = LETTERS.get(random.nextInt(LETTERS.size()));
    boolean isLong = random.nextBoolean();
    boolean sharesMuch = random.nextInt(3) == 0;
    Known known = new Known(Profile.EMPTY, new HashSet<>(), new HashSet<>());
    for (int i = random.nextInt(MOST_EVENTS); i >= 0; i--) {
      String text = letter.repeat(isLong ? random.nextInt(300) / letter.getBytes(UTF_8).length : 1);
      Draft draft =
          Drafts.draft(
              "m" + person + "-" + i,
              1_000 + random.nextInt(1_000),
              identifiers(person, text, random),
              contribution(letter, isLong, random));
      known = told(draft, known, limits);
      for (Sighting sighting : draft.identifiers()) {
        if (sighting.identifier().isDevice() && random.nextInt(sharesMuch ? 2 : 20) == 0) {
          known = seenWithAnother(sighting, known, random, limits);
        }
      }
    }
    return known;
  }

  private static Known told(Draft draft, Known known, Limits limits) {
    Profile told = Profile.of(draft);
    known.counted.addAll(told.standing(limits).counted().keySet());
    Profile all = known.profile.merge(told);
    Profile after = all.bounded(limits, told.members().keySet());
    assertThat(stated(after)).isEqualTo(stated(all));
    assertThat(after.members()).containsKeys(told.members().keySet().toArray(NodeId[]::new));
    return checked(new Known(after, known.shared, known.counted), limits);
  }

  private static Known seenWithAnother(Sighting device, Known known, Random random, Limits limits) {
    NodeId stranger = Drafts.NODES.of("a", "e", new Identifier("user_id", "" + random.nextLong()));
    known.shared.add(device);
    Profile after =
        known.profile.seenWith(device, stranger, 1_000).bounded(limits, Set.of(device.node()));
    return checked(new Known(after, known.shared, known.counted), limits);
  }

  private static Map<String, ConsentState> stated(Profile profile) {
    Map<String, ConsentState> stated = new TreeMap<>();
    profile.consent().forEach((purpose, register) -> stated.put(purpose, register.state()));
    return stated;
  }

  private static Known checked(Known known, Limits limits) {
    Profile profile = known.profile;
    int bytes = written(profile).length;
    assertThat(bytes).isLessThanOrEqualTo(profile.bytes()).isLessThan(32 * 1024);
    assertThat(profile.bytes()).isLessThanOrEqualTo(Profile.MAX_BYTES);
    assertThat(profile.standing(limits).counted().keySet()).isEqualTo(known.counted);
    assertThat(known.shared).allMatch(device -> profile.isShared(device, limits));
    assertThat(profile.merge(profile)).isEqualTo(profile);
    return known;
  }

  private static byte[] written(Profile profile) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(256);
      PROFILES.serialize(profile, out);
      byte[] bytes = out.getCopyOfBuffer();
      Profile read = PROFILES.deserialize(new DataInputDeserializer(bytes));
      assertThat(read).isEqualTo(profile);
      assertThat(read.bytes()).as("counted anew").isEqualTo(profile.bytes());
      assertThat(read.id()).as("looked for anew").isEqualTo(profile.id());
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Identifier> identifiers(int person, String text, Random random) {
    List<Identifier> identifiers = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      int counted = random.nextInt(COUNTED_OF_A_PROFILE);
      // The text would make another identifier of it each time.
      String value = person + "-" + counted + "x".repeat(30 * counted);
      identifiers.add(new Identifier(COUNTED.get(counted % COUNTED.size()), value));
    }
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      String value = person + "-" + random.nextInt(300) + text;
      identifiers.add(new Identifier(DEVICES.get(random.nextInt(DEVICES.size())), value));
    }
    assertThat(identifiers)
        .allMatch(one -> one.value().getBytes(UTF_8).length <= IdentifierExtractor.MAX_LENGTH);
    return identifiers;
  }

  private static Contribution contribution(String letter, boolean isLong, Random random) {
    int width = letter.getBytes(UTF_8).length;
    Map<String, String> traits = new TreeMap<>();
    Map<String, String> clicks = new TreeMap<>();
    Map<String, StatedConsent> consent = new TreeMap<>();
    for (int i = random.nextInt(9); i > 0; i--) {
      traits.put("trait_" + i, letter.repeat(isLong ? 256 / width : 5));
    }
    for (int i = random.nextInt(18); i > 0; i--) {
      clicks.put("click_" + i, random.nextInt(1_000) + letter.repeat(isLong ? 500 / width : 9));
    }
    // Purposes may have been renamed, so profiles hold more than are configured.
    int purposes = isLong ? PURPOSES_EVER : 5;
    for (int i = random.nextInt(isLong ? ConsentConfig.MAX_PURPOSES : 5); i > 0; i--) {
      ConsentState state = random.nextBoolean() ? ConsentState.GRANTED : ConsentState.DENIED;
      String name = "purpose_" + random.nextInt(purposes) + "_";
      name += "x".repeat(isLong ? ConsentConfig.MAX_LENGTH_OF_NAME - name.length() : 0);
      consent.put(name, new StatedConsent(state, "traits." + name, letter.repeat(40)));
    }
    String userAgent = random.nextBoolean() ? letter.repeat(isLong ? 1_024 / width : 100) : null;
    return new Contribution(traits, Map.of(), clicks, consent, userAgent);
  }
}
