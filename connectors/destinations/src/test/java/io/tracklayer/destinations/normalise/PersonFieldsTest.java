package io.tracklayer.destinations.normalise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.event.MatchNotes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hashes were computed with sha256sum, not with the code under test. */
class PersonFieldsTest {

  private static final String HASH =
      "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "emails | [\"    aBc@gmail.com   \"] | em | 48ddb93f0b30c475423fe177832912c5bcdce3cc72872f8051627967ef278e08",
        "emails | [\"AlexZ@example.com\"] | em | 509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a",
        "phones | [\"+1 (650) 555-1212\"] | ph | e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176",
        "phones | [\"0016505551212\"] | ph | e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176",
        "first_name | \"Mary\" | fn | 6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec",
        "first_name | \"정\" | fn | 8fa8cd9c440be61d0151429310034083132b35975c4bea67fdd74158eb51db14",
        "last_name | \"Vale\u0301ry\" | ln | 08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c",
        "last_name | \" Doe. \" | ln | 799ef92a11af918e3fb741df42934f3b568ed2d93ac1df74f1b8d41a27932a6f",
        "gender | \"woman\" | ge | 252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111",
        "birth_date | \"1997-02-16\" | db | 01acdbf6ec7b4f478a225f1a246e5d6767eeab1a7ffa17f025265b5b94f40f0c",
        "city | \"New York\" | ct | 350c754ba4d38897693aa077ef43072a859d23f613443133fecbbd90a3512ca5",
        "city | \"San José\" | ct | fcc7b12e619d7e36782eeba767f24c4fe9dd54a931994e68c515be24bd046b59",
        "state | \"California\" | st | 6959097001d10501ac7d54c0bdb8db61420f658f2922cc26e46d536119a31126",
        "country | \"United States\" | country | 79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621",
        "postal_code | \" 94025-1234 \" | zp | b9a9cf3cd3723a2e91b7c23ecf68456e872b6e5d86e5cab7f3d45a7302da32c7",
        "postal_code | \"1234\" | zp | 03ac674216f3e15c761ee1a5e255f067953623c8b388b4459e13f978d7c846f4"
      })
  void valuesAreNormalisedThenHashed(String field, String value, String sent, String hash)
      throws IOException {
    JsonNode lists = write("{\"" + field + "\":" + value + "}", true);

    assertThat(lists.path(sent).isArray()).isTrue();
    assertThat(lists.path(sent).path(0).asText()).isEqualTo(hash);
  }

  @Test
  void onlyWhatHasSeveralValuesIsAListUnlessAllAre() throws IOException {
    String person =
        "{\"emails\":[\"a@b.de\"],\"phones\":[\"+4915112345678\"],\"user_id\":\"u\","
            + "\"first_name\":\"Mary\",\"city\":\"Rome\",\"gender\":\"m\"}";

    JsonNode single = write(person, false);
    assertThat(single.path("em").isArray()).isTrue();
    assertThat(single.path("ph").isArray()).isTrue();
    assertThat(single.path("external_id").isArray()).isTrue();
    assertThat(single.path("fn").isTextual()).isTrue();
    assertThat(single.path("ct").isTextual()).isTrue();
    assertThat(single.path("ge").isTextual()).isTrue();
    write(person, true).forEach(field -> assertThat(field.isArray()).isTrue());
  }

  @Test
  void hashedValuesAreNeverHashedAgainAndLoseMetasSuffix() throws IOException {
    String upper = HASH.toUpperCase(Locale.ROOT);
    JsonNode fields =
        write(
            "{\"emails\":[\"%1$s\",\"%2$s.AQ\"],\"phones\":[\"%1$s\"],\"user_id\":\"%1$s\",\"first_name\":\"%1$s\",\"state\":\"%1$s\",\"country\":\"%1$s\"}"
                .formatted(upper, HASH),
            true);

    for (String field : new String[] {"ph", "external_id", "fn", "st", "country"}) {
      assertThat(fields.path(field).path(0).asText()).as(field).isEqualTo(HASH);
    }
    assertThat(fields.path("em")).hasSize(1);
    assertThat(fields.path("em").path(0).asText()).isEqualTo(HASH);
  }

  @Test
  void whatHasNoValidFormIsLeftOut() throws IOException {
    JsonNode fields =
        write(
            "{\"emails\":[\"nobody\",\"\"],\"phones\":[\"12\"],\"birth_date\":\"soon\",\"gender\":\"?\","
                + "\"first_name\":\" \",\"last_name\":\"-\",\"country\":\"Atlantis\",\"postal_code\":\"--\"}",
            true);

    assertThat(fields.isEmpty()).isTrue();
  }

  private static JsonNode write(String person, boolean lists) throws IOException {
    Person read = Json.read(person.getBytes(UTF_8), Person.class);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      PersonFields fields =
          new PersonFields(json, new MatchNotes(Fixtures.event("purchase")), lists);
      fields.emails(read);
      fields.phones(read);
      fields.names(read);
      fields.birthDate(read);
      fields.gender(read, PersonForms::gender);
      fields.place(read);
      fields.externalIds(read);
      json.writeEndObject();
    }
    return Json.parse(out.toByteArray());
  }
}
