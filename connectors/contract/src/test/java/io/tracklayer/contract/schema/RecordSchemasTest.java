package io.tracklayer.contract.schema;

import static io.tracklayer.contract.reason.Where.ANSWER;
import static io.tracklayer.contract.reason.Where.CONNECTION;
import static io.tracklayer.contract.reason.Where.COPIES;
import static io.tracklayer.contract.reason.Where.DELIVERY;
import static io.tracklayer.contract.reason.Where.INTAKE;
import static io.tracklayer.contract.reason.Where.MAPPING;
import static io.tracklayer.contract.reason.Where.RECEIVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.reason.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordSchemasTest {

  static Stream<Arguments> recordsOfTheTopics() {
    return Stream.of(
        arguments("raw-event", Examples.fullRawEvent(), Examples.minimalRawEvent()),
        arguments(
            "canonical-event", Examples.fullCanonicalEvent(), Examples.minimalCanonicalEvent()),
        arguments(
            "delivery-record", Examples.fullDeliveryRecord(), Examples.minimalDeliveryRecord()),
        arguments("dead-letter", Examples.fullDeadLetter(), Examples.minimalDeadLetter()),
        arguments("control-record", Examples.fullControlRecord(), Examples.minimalControlRecord()),
        arguments("breaker-record", Examples.fullBreakerRecord(), Examples.minimalBreakerRecord()),
        arguments("quality-record", Examples.fullQualityRecord(), Examples.minimalQualityRecord()),
        arguments("consent-record", Examples.fullConsentRecord(), Examples.minimalConsentRecord()),
        arguments("rejection", Examples.fullRejection(), Examples.minimalRejection()),
        arguments(
            "identity-change", Examples.fullIdentityChange(), Examples.minimalIdentityChange()));
  }

  @ParameterizedTest
  @MethodSource("recordsOfTheTopics")
  void whatIsWrittenIsWhatTheSchemaSays(String name, Record full, Record minimal) {
    RecordSchema schema = new RecordSchema(name);

    assertThat(schema.problems(written(full))).isEmpty();
    assertThat(schema.problems(written(minimal))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("recordsOfTheTopics")
  void whatIsReadIsWrittenAsBefore(String name, Record full, Record minimal) throws IOException {
    for (Record example : List.of(full, minimal)) {
      Record read = Json.read(Json.write(example), example.getClass());
      assertThat(written(read)).isEqualTo(written(example));
    }
  }

  @ParameterizedTest
  @MethodSource("recordsOfTheTopics")
  void theSchemaNamesExactlyTheFieldsThatCanBeWritten(String name, Record full, Record minimal) {
    RecordSchema schema = new RecordSchema(name);

    assertThat(fieldsOf(schema.document().path("properties"))).isEqualTo(fieldsOf(written(full)));
    assertThat(written(full)).hasSize(fieldsWritten(full.getClass()));
  }

  @ParameterizedTest
  @MethodSource("recordsOfTheTopics")
  void aMissingFieldIsFound(String name, Record full, Record minimal) {
    RecordSchema schema = new RecordSchema(name);
    JsonNode required = schema.document().path("required");

    assertThat(required).isNotEmpty();
    for (JsonNode field : required) {
      ObjectNode without = written(full);
      without.remove(field.textValue());
      assertThat(schema.problems(without)).as("without %s", field).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("recordsOfTheTopics")
  void aFieldOfTheWrongTypeIsFound(String name, Record full, Record minimal) {
    RecordSchema schema = new RecordSchema(name);
    Set<String> anything = Set.of("body", "merge_properties", "consent");

    for (String field : fieldsOf(written(full))) {
      if (!anything.contains(field)) {
        ObjectNode wrong = written(full);
        wrong.putArray(field).add(true);
        assertThat(schema.problems(wrong)).as("an array as %s", field).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recordsOfTheTopics")
  void aFieldThatNobodyDeclaredIsFound(String name, Record full, Record minimal) {
    RecordSchema schema = new RecordSchema(name);

    ObjectNode more = written(full);
    more.put("undeclared", 1);
    assertThat(schema.problems(more)).isNotEmpty();
  }

  @Test
  void aNullIsNotAnAbsentField() {
    ObjectNode event = written(Examples.fullCanonicalEvent());
    event.putNull("order_id");

    assertThat(new RecordSchema("canonical-event").problems(event)).isNotEmpty();
  }

  @Test
  void theTimeOfAClickIdIsAnInstantInUtc() {
    RecordSchema schema = new RecordSchema("canonical-event");

    for (String time : List.of("2026-08-20T10:15:30+02:00", "2026-08-20T10:15:30", "yesterday")) {
      ObjectNode event = written(Examples.fullCanonicalEvent());
      event.putObject("click_ids_at").put("gclid", time);
      assertThat(schema.problems(event)).as(time).isNotEmpty();
    }
  }

  @Test
  void anEventWrittenBeforeClickIdsHadTimesCanBeRead() throws Exception {
    ObjectNode event = written(Examples.fullCanonicalEvent());
    event.remove("click_ids_at");

    assertThat(Json.read(Json.write(event), CanonicalEvent.class).clickIdsAt()).isEmpty();
  }

  @Test
  void undeclaredFieldsInsideACanonicalEventAreFound() {
    RecordSchema schema = new RecordSchema("canonical-event");
    List<String> places =
        List.of(
            "/user",
            "/client",
            "/client/app",
            "/client/device",
            "/items/0",
            "/consent_evidence/marketing");

    for (String place : places) {
      ObjectNode event = written(Examples.fullCanonicalEvent());
      ((ObjectNode) event.at(place)).put("undeclared", 1);
      assertThat(schema.problems(event)).as(place).isNotEmpty();
    }
  }

  @Test
  void theFieldsInsideACanonicalEventAreTheOnesThatCanBeWritten() {
    JsonNode definitions = new RecordSchema("canonical-event").document().path("$defs");
    ObjectNode event = written(Examples.fullCanonicalEvent());

    assertThat(fieldsOf(definitions.path("user").path("properties")))
        .isEqualTo(fieldsOf(event.path("user")));
    assertThat(fieldsOf(definitions.path("client").path("properties")))
        .isEqualTo(fieldsOf(event.path("client")));
    assertThat(fieldsOf(definitions.path("app").path("properties")))
        .isEqualTo(fieldsOf(event.path("client").path("app")));
    assertThat(fieldsOf(definitions.path("device").path("properties")))
        .isEqualTo(fieldsOf(event.path("client").path("device")));
    assertThat(fieldsOf(definitions.path("item").path("properties")))
        .isEqualTo(fieldsOf(event.path("items").path(0)));
    assertThat(fieldsOf(definitions.path("evidence").path("properties")))
        .isEqualTo(fieldsOf(event.path("consent_evidence").path("marketing")));
  }

  @Test
  void onlyAnEventOfNobodyHasNoProfile() {
    RecordSchema schema = new RecordSchema("canonical-event");
    ObjectNode ofNobody = written(Examples.minimalCanonicalEvent());
    ofNobody.put("profile_id", Examples.PROFILE);
    ObjectNode ofSomebody = written(Examples.fullCanonicalEvent());
    ofSomebody.remove("profile_id");

    assertThat(schema.problems(ofNobody)).isNotEmpty();
    assertThat(schema.problems(ofSomebody)).isNotEmpty();
  }

  @Test
  void onlyAMessageThatCameTwiceHasNeitherDestinationNorClaim() {
    RecordSchema schema = new RecordSchema("delivery-record");
    ObjectNode delivered = written(Examples.fullDeliveryRecord());
    delivered.put("outcome", "delivered").remove("destination");
    ObjectNode withoutClaim = written(Examples.fullDeliveryRecord());
    withoutClaim.remove("claim");
    ObjectNode cameTwice = written(Examples.minimalDeliveryRecord());
    cameTwice.put("claim", Examples.CLAIM);

    assertThat(schema.problems(delivered)).isNotEmpty();
    assertThat(schema.problems(withoutClaim)).isNotEmpty();
    assertThat(schema.problems(cameTwice)).isNotEmpty();
  }

  @Test
  void aClaimRecordIsASettledClaimOrAStart() {
    RecordSchema schema = new RecordSchema("claim-record");
    ObjectNode settled = written(Examples.settledClaim());
    ObjectNode started = written(Examples.startedSender());

    assertThat(schema.problems(settled)).isEmpty();
    assertThat(schema.problems(started)).isEmpty();
    assertThat(schema.problems(settled.deepCopy().put("kind", "started"))).isNotEmpty();
    assertThat(schema.problems(started.deepCopy().put("kind", "settled"))).isNotEmpty();
    assertThat(schema.problems(settled.deepCopy().put("epoch", 7))).isNotEmpty();
    settled.remove("claim");
    started.remove("epoch");
    assertThat(schema.problems(settled)).isNotEmpty();
    assertThat(schema.problems(started)).isNotEmpty();
  }

  @Test
  void aRecordThatCouldNotBeReadMayBeOfAnyAccount() {
    RecordSchema schema = new RecordSchema("rejection");
    ObjectNode rejection = written(Examples.minimalRejection());
    rejection.remove(List.of("account", "environment", "received_at"));

    assertThat(schema.problems(rejection)).isNotEmpty();
    rejection.put("reason", "unreadable_record");
    assertThat(schema.problems(rejection)).isEmpty();
  }

  @Test
  void aConflictNamesTheLimitAndNoOtherChangeDoes() {
    RecordSchema schema = new RecordSchema("identity-change");
    ObjectNode conflict = written(Examples.fullIdentityChange());
    conflict.remove("limit");
    ObjectNode merge = written(Examples.minimalIdentityChange());
    merge.put("limit", "user_id");
    ObjectNode link = link();
    link.put("limit", "user_id");

    assertThat(schema.problems(conflict)).isNotEmpty();
    assertThat(schema.problems(merge)).isNotEmpty();
    assertThat(schema.problems(link)).isNotEmpty();
  }

  @Test
  void onlyAMergeMayBeByNoIdentifier() {
    RecordSchema schema = new RecordSchema("identity-change");
    ObjectNode merge = written(Examples.minimalIdentityChange());
    merge.put("identifier_type", "");
    ObjectNode conflict = written(Examples.fullIdentityChange());
    conflict.remove("identifier_type");
    ObjectNode link = link();

    assertThat(schema.problems(merge)).isNotEmpty();
    assertThat(schema.problems(conflict)).isNotEmpty();
    assertThat(schema.problems(link)).isEmpty();
    link.remove("identifier_type");
    assertThat(schema.problems(link)).isNotEmpty();
  }

  @Test
  void oneProfileWasThereBeforeALinkAndOneOrTwoBeforeAnyOtherChange() {
    RecordSchema schema = new RecordSchema("identity-change");
    String third = "0".repeat(32);

    assertThat(schema.problems(withBefore(link(), Examples.PROFILE))).isEmpty();
    assertThat(schema.problems(withBefore(link(), third, Examples.PROFILE))).isNotEmpty();
    for (Record change : List.of(Examples.fullIdentityChange(), Examples.minimalIdentityChange())) {
      assertThat(schema.problems(withBefore(written(change), third))).isEmpty();
      assertThat(schema.problems(withBefore(written(change), third, Examples.PROFILE))).isEmpty();
      assertThat(schema.problems(withBefore(written(change)))).isNotEmpty();
      assertThat(schema.problems(withBefore(written(change), third, third))).isNotEmpty();
      assertThat(schema.problems(withBefore(written(change), "user@example.com"))).isNotEmpty();
      assertThat(
              schema.problems(
                  withBefore(written(change), third, Examples.PROFILE, Examples.OTHER_PROFILE)))
          .isNotEmpty();
    }
  }

  @Test
  void theSchemasNameTheSameWordsAsTheCode() {
    JsonNode canonical = new RecordSchema("canonical-event").document();
    JsonNode delivery = new RecordSchema("delivery-record").document();
    JsonNode raw = new RecordSchema("raw-event").document();
    JsonNode thin = new RecordSchema("thin-payload").document();
    JsonNode identity = new RecordSchema("identity-change").document();

    assertThat(words(delivery.at("/properties/outcome/enum")))
        .isEqualTo(words(Arrays.stream(Outcome.values()).map(Outcome::text)));
    assertThat(words(delivery.at("/properties/reason/enum")))
        .isEqualTo(reasonsAt(COPIES, DELIVERY, MAPPING, CONNECTION, ANSWER));
    assertThat(words(new RecordSchema("dead-letter").document().at("/properties/reason/enum")))
        .isEqualTo(reasonsAt(DELIVERY, MAPPING, CONNECTION, ANSWER));
    assertThat(words(new RecordSchema("rejection").document().at("/properties/reason/enum")))
        .isEqualTo(reasonsAt(RECEIVER, INTAKE));
    assertThat(words(canonical.at("/properties/identity_state/enum")))
        .isEqualTo(words(Arrays.stream(IdentityState.values()).map(IdentityState::text)));
    assertThat(words(canonical.at("/$defs/consent_state/enum")))
        .isEqualTo(words(Arrays.stream(ConsentState.values()).map(ConsentState::text)));
    assertThat(words(identity.at("/properties/change/enum")))
        .isEqualTo(
            words(
                Arrays.stream(IdentityChange.ChangeType.values())
                    .map(IdentityChange.ChangeType::text)));
    assertThat(words(raw.at("/properties/type/enum"))).isEqualTo(CanonicalNames.TYPES);
    assertThat(words(canonical.at("/properties/source_type/enum"))).isEqualTo(CanonicalNames.TYPES);
    assertThat(words(thin.at("/$defs/event/properties/type/enum"))).isEqualTo(CanonicalNames.TYPES);
  }

  private static Set<String> reasonsAt(Where... places) {
    return words(
        Arrays.stream(Reason.values())
            .filter(reason -> Arrays.stream(places).anyMatch(reason.where()::contains))
            .map(Reason::text));
  }

  private static ObjectNode link() {
    ObjectNode link = written(Examples.fullIdentityChange());
    link.put("change", "link");
    link.remove("limit");
    return withBefore(link, Examples.PROFILE);
  }

  private static ObjectNode withBefore(ObjectNode change, String... profiles) {
    ArrayNode before = change.putArray("before");
    Stream.of(profiles).forEach(before::add);
    return change;
  }

  private static Set<String> words(JsonNode array) {
    Set<String> words = new TreeSet<>();
    array.forEach(word -> words.add(word.textValue()));
    return words;
  }

  private static Set<String> words(Stream<String> words) {
    return new TreeSet<>(words.toList());
  }

  /** The fields of an unwrapped record are inlined in the record around it. */
  private static int fieldsWritten(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .mapToInt(
            component ->
                component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                    ? fieldsWritten(component.getType())
                    : 1)
        .sum();
  }

  private static Set<String> fieldsOf(JsonNode object) {
    Set<String> fields = new TreeSet<>();
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      fields.add(names.next());
    }
    return fields;
  }

  private static ObjectNode written(Record value) {
    try {
      return (ObjectNode) Json.parse(Json.write(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
