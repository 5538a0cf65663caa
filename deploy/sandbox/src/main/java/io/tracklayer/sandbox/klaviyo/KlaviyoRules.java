package io.tracklayer.sandbox.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.sandbox.Inspection;
import io.tracklayer.sandbox.Inspection.Finding;
import io.tracklayer.sandbox.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What Klaviyo's reference asks of an event, a bulk job and a profile. Attributes that it does not
 * name are refused, because a misspelt one would be lost in silence.
 */
// https://developers.klaviyo.com/en/reference/create_event, …/bulk_create_events,
// …/create_or_update_profile
final class KlaviyoRules {

  private static final int MAX_EVENTS = 1000;
  private static final int MAX_PROPERTIES = 400;
  private static final int MAX_TEXT_BYTES = 100 * 1024;
  private static final int MAX_METRIC = 127;
  private static final int MAX_EXTERNAL_ID = 255;
  private static final Instant OLDEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration MAX_AHEAD = Duration.ofDays(366);

  private static final List<String> IDENTIFIERS =
      List.of("email", "phone_number", "external_id", "anonymous_id", "_kx");
  private static final Set<String> PROFILE =
      Set.of(
          "email",
          "phone_number",
          "external_id",
          "anonymous_id",
          "_kx",
          "first_name",
          "last_name",
          "organization",
          "title",
          "image",
          "locale",
          "location",
          "properties");
  private static final Set<String> LOCATION =
      Set.of(
          "address1",
          "address2",
          "city",
          "region",
          "country",
          "zip",
          "timezone",
          "ip",
          "latitude",
          "longitude");
  private static final Set<String> EVENT =
      Set.of("metric", "properties", "time", "value", "value_currency", "unique_id");

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");
  private static final Pattern PHONE = Pattern.compile("\\+[1-9]\\d{6,14}");

  private final Instant now;

  KlaviyoRules(Instant now) {
    this.now = now;
  }

  List<Finding> event(JsonNode body) {
    Inspection data = data(body);
    resource(
        data,
        "event",
        attributes -> {
          Set<String> known = new HashSet<>(EVENT);
          known.add("profile");
          attributes.only(known).required("profile").object("profile", KlaviyoRules::profileData);
          checkEvent(attributes);
        });
    return data.findings();
  }

  List<Finding> profile(JsonNode body) {
    Inspection data = data(body);
    checkProfileResource(data);
    return data.findings();
  }

  List<Finding> job(JsonNode body) {
    Inspection data = data(body);
    resource(
        data,
        "event-bulk-create-job",
        attributes ->
            attributes
                .only(Set.of("events-bulk-create"))
                .required("events-bulk-create")
                .object(
                    "events-bulk-create",
                    entries ->
                        entries
                            .only(Set.of("data"))
                            .required("data")
                            .objects("data", this::entry)));
    if (data.findings().isEmpty()) {
      checkJob(data);
    }
    return data.findings();
  }

  private void entry(Inspection entry) {
    resource(
        entry,
        "event-bulk-create",
        attributes ->
            attributes
                .only(Set.of("profile", "events"))
                .required("profile", "events")
                .object("profile", KlaviyoRules::profileData)
                .object(
                    "events",
                    events ->
                        events
                            .only(Set.of("data"))
                            .required("data")
                            .objects(
                                "data",
                                event ->
                                    resource(
                                        event,
                                        "event",
                                        a -> {
                                          a.only(EVENT);
                                          checkEvent(a);
                                        }))));
  }

  /** A job has at most 1,000 events, and no unique id of one profile and metric twice. */
  private static void checkJob(Inspection data) {
    List<JsonNode> events = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    boolean repeated = false;
    for (JsonNode entry : data.get("attributes").at("/events-bulk-create/data")) {
      String profile = entry.at("/attributes/profile/data/attributes").toString();
      for (JsonNode event : entry.at("/attributes/events/data")) {
        events.add(event);
        JsonNode id = event.at("/attributes/unique_id");
        String metric = event.at("/attributes/metric/data/attributes/name").asText();
        repeated |= !id.isMissingNode() && !keys.add(profile + '\n' + metric + '\n' + id.asText());
      }
    }
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      data.wrong("attributes", "must hold 1 to " + MAX_EVENTS + " events");
    }
    if (repeated) {
      data.wrong("attributes", "repeats a unique_id of one profile and metric");
    }
  }

  private static Inspection data(JsonNode body) {
    Inspection top = Inspection.of("", body).only(Set.of("data")).required("data");
    return top.findings().isEmpty() ? Inspection.of("data", body.get("data")) : top;
  }

  private static void resource(Inspection data, String type, Consumer<Inspection> attributes) {
    if (!data.findings().isEmpty()) {
      return;
    }
    data.only(Set.of("type", "id", "attributes"))
        .required("type", "attributes")
        .oneOf("type", Set.of(type))
        .object("attributes", attributes);
  }

  private static void profileData(Inspection profile) {
    profile
        .only(Set.of("data"))
        .required("data")
        .object("data", KlaviyoRules::checkProfileResource);
  }

  private static void checkProfileResource(Inspection data) {
    data.text("id");
    resource(data, "profile", attributes -> checkProfile(attributes, data.has("id")));
  }

  /**
   * @param known whether Klaviyo's own id names the profile
   */
  private static void checkProfile(Inspection profile, boolean known) {
    profile
        .only(PROFILE)
        .text("external_id", "anonymous_id", "_kx", "first_name", "last_name")
        .text("organization", "title", "image", "locale")
        .matching(EMAIL, "an e-mail address", "email")
        .matching(PHONE, "a phone number in E.164", "phone_number")
        .object("location", location -> location.only(LOCATION))
        .object("properties", properties -> {});
    if (profile.get("external_id").asText().length() > MAX_EXTERNAL_ID) {
      profile.wrong("external_id", "is longer than " + MAX_EXTERNAL_ID + " characters");
    }
    if (!known && IDENTIFIERS.stream().noneMatch(profile::has)) {
      profile.wrong("email", "or another identifier is missing");
    }
  }

  private void checkEvent(Inspection event) {
    event
        .required("metric", "properties")
        .number("value")
        .matching(Wire.CURRENCY, "an ISO 4217 code", "value_currency")
        .text("unique_id")
        .object("metric", KlaviyoRules::checkMetric)
        .object("properties", KlaviyoRules::checkProperties);
    if (event.has("time") && !isTime(event.get("time").asText())) {
      event.wrong("time", "must be a time since 2000 and at most a year ahead");
    }
  }

  private static void checkMetric(Inspection metric) {
    metric
        .only(Set.of("data"))
        .required("data")
        .object(
            "data",
            data ->
                resource(
                    data,
                    "metric",
                    attributes -> {
                      attributes.required("name").text("name");
                      if (attributes.get("name").asText().length() > MAX_METRIC) {
                        attributes.wrong("name", "is longer than " + MAX_METRIC + " characters");
                      }
                    }));
  }

  private static void checkProperties(Inspection properties) {
    if (properties.names().size() > MAX_PROPERTIES) {
      properties.wrong("properties", "has more than " + MAX_PROPERTIES + " properties");
    }
    for (String name : properties.names()) {
      JsonNode value = properties.get(name);
      if (value.isTextual()
          && value.asText().getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
        properties.wrong(name, "is longer than 100 KB");
      }
    }
  }

  private boolean isTime(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return !time.isBefore(OLDEST) && !time.isAfter(now.plus(MAX_AHEAD));
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
