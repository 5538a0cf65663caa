package io.tracklayer.e2e.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.destinations.Destinations;
import io.tracklayer.testing.GeneratedPage;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value planted in every raw field shows where each field goes, and where none may go. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhereFieldsGoIT {

  private static final Path PAGE = RepositoryFiles.at("docs/where-fields-go.md");

  private final List<RawField> fields = RawFields.all();
  private final List<RawField> personalTexts = RawFields.withPersonalTexts(fields);
  private final FieldTrial trial = new FieldTrial();
  private final Map<RawField, Map<String, Set<String>>> seen = new LinkedHashMap<>();
  private final Map<RawField, Map<String, Set<String>>> seenOfPersonalTexts = new LinkedHashMap<>();

  static Set<String> types() {
    return new Destinations().specs().keySet();
  }

  @BeforeAll
  void sendEveryField() {
    fields.forEach(field -> seen.put(field, trial.alone(field)));
    trial
        .together(fields)
        .forEach(
            (field, types) ->
                types.forEach(
                    (type, places) ->
                        seen.get(field)
                            .computeIfAbsent(type, any -> new TreeSet<>())
                            .addAll(places)));
    personalTexts.forEach(field -> seenOfPersonalTexts.put(field, trial.alone(field)));
  }

  @Test
  void noTwoFieldsHaveAFormInCommonAndNoneIsInWhatIsNotPlanted() {
    Set<String> forms = new HashSet<>();
    List<RawField> all = new ArrayList<>(fields);
    all.addAll(personalTexts);
    for (RawField field : all) {
      for (String form : field.forms()) {
        assertThat(forms.add(form)).as("%s of %s", form, field.name()).isTrue();
      }
    }
    for (String canonical : RawEvents.NAMES.keySet()) {
      trial
          .requests(RawEvents.event(canonical, "", List.of()))
          .forEach(
              (type, texts) ->
                  assertThat(all)
                      .as("seen by %s although not planted", type)
                      .noneMatch(field -> !Sightings.of(field, texts).isEmpty()));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void noFieldGoesWhereThePageSaysThatItIsNeverSent(String type) {
    assertThat(trial.typesThatSent()).contains(type);
    assertThat(NeverSent.isOnAPage(type))
        .as("a page in docs/destinations begins with '# %s' and says what is never sent", type)
        .isTrue();
    Map<String, Set<String>> against = new LinkedHashMap<>();
    Map<RawField, Map<String, Set<String>>> all = new LinkedHashMap<>(seen);
    all.putAll(seenOfPersonalTexts);
    for (String pattern : NeverSent.of(type).patterns()) {
      List<RawField> never = NeverSent.matching(pattern, all.keySet());
      assertThat(never).as("fields that are '%s'", pattern).isNotEmpty();
      for (RawField field : never) {
        if (all.get(field).containsKey(type)) {
          against.put(field.name(), all.get(field).get(type));
        }
      }
    }
    assertThat(against).as("never sent to %s, says its page", type).isEmpty();
  }

  @Test
  void anIdThatIsAnAddressGoesInClearOnlyWhereAddressesGo() {
    RawField address =
        fields.stream()
            .filter(field -> field.path().equals("context.traits.email"))
            .findFirst()
            .orElseThrow();
    for (RawField id : RawFields.idsThatAreAddresses()) {
      Map<String, Set<String>> places = trial.alone(id);

      assertThat(places).as(id.name()).containsKey("meta_capi");
      assertThat(inClear(places)).as(id.name()).isSubsetOf(inClear(seen.get(address)));
    }
  }

  /** The types that are sent it. */
  private static Set<String> inClear(Map<String, Set<String>> places) {
    Set<String> types = new TreeSet<>();
    places.forEach(
        (type, where) -> {
          if (where.stream().anyMatch(place -> place.startsWith("clear"))) {
            types.add(type);
          }
        });
    return types;
  }

  @Test
  void thePageSaysWhereEveryFieldGoes() throws IOException {
    Set<String> careful = new TreeSet<>(trial.types());
    careful.removeIf(type -> NeverSent.of(type).patterns().isEmpty());
    String page = FieldsPage.of(trial.types(), careful, seen, seenOfPersonalTexts);
    GeneratedPage.assertIsCurrent(PAGE, page);
  }
}
