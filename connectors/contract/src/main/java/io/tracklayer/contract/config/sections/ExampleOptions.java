package io.tracklayer.contract.config.sections;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.Suggestions;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
import io.tracklayer.contract.reason.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of each of the {@code examples}. What is expected has the names under which {@code
 * preview} shows it.
 */
public final class ExampleOptions {

  private ExampleOptions() {}

  static final Option<String> METHOD =
      Option.optional("method", Types.text(), "anything", "The method of the HTTP request.");

  static final Option<String> URL =
      Option.optional("url", Types.text(), "anything", "The address of the HTTP request.");

  static final Option<Map<String, String>> HEADERS =
      Option.optional(
          "headers",
          Types.mapOf(Types.text()),
          "anything",
          "Headers of the HTTP request, with names in lower case. Secrets are `***`.");

  static final Option<JsonNode> BODY =
      Option.optional(
          "body",
          Types.json(),
          "anything",
          "Parts of the request's body. A null stands for what must not be there.");

  static final Option<String> DECISION =
      Option.optional(
          "decision", Types.choice("send", "skip"), "anything", "Whether the event would be sent.");

  static final Option<String> REASON =
      Option.optional(
          "reason",
          Types.text("reason", "a reason of docs/reasons.md", "no_consent", "[a-z_]+")
              .refusing(
                  "no_such_reason",
                  text -> Reason.of(text) == null ? Optional.of(unknown(text)) : Optional.empty()),
          "anything",
          "Why the event would not be sent: see docs/reasons.md.");

  static final Option<String> DETAIL =
      Option.optional("detail", Types.text(), "anything", "The detail of the reason.");

  static final Option<List<Settings>> REQUESTS =
      Option.optional(
          "requests",
          Types.listOf(Types.section(METHOD, URL, HEADERS, BODY)),
          "anything",
          "The requests that would be made: one, or none.");

  public static final Option<String> NAME =
      Option.required("name", Types.text(), "What the example shows.");

  public static final Option<JsonNode> EVENT =
      Option.required("event", Types.jsonObject(), "The event, as RudderStack sends it.");

  public static final Option<Map<String, Settings>> EXPECT =
      Option.required(
          "expect",
          Types.mapOf(
              DestinationOptions.name("meta"), Types.section(DECISION, REASON, DETAIL, REQUESTS)),
          "What is expected of each destination. Only the parts that are given are compared.");

  static final ValueType<Settings> SECTION = Types.section(NAME, EVENT, EXPECT);

  private static String unknown(String reason) {
    return "is no reason; "
        + Suggestions.didYouMean(reason, Arrays.stream(Reason.values()).map(Reason::text).toList());
  }
}
