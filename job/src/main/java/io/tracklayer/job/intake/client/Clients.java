package io.tracklayer.job.intake.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.job.intake.source.SourceText;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads from RudderStack's envelope the page, or the app and device, that an event came from. */
public final class Clients {

  /** In UTF-8. A longer user agent is not kept in the profile. */
  private static final int MAX_USER_AGENT_IN_PROFILE = 1024;

  /**
   * What the HTTP libraries of back ends and the webhooks of shops say, which always stands first.
   */
  private static final Pattern OF_A_BACK_END =
      Pattern.compile(
          "(?:python|aiohttp|httpx/|axios|node|undici|got[ /(]|superagent|go-http-client|go-resty"
              + "|java/|apache-httpclient|guzzle|php|symfony|wordpress/|woocommerce|shopify|stripe"
              + "|paypal|ruby|faraday|rest-client|httparty|curl|libcurl|wget|httpie|postman"
              + "|insomnia|analytics-(?:node|python|ruby|go|java|php|\\.net)|rudder)",
          Pattern.CASE_INSENSITIVE);

  /**
   * As events for conversion APIs name them.
   *
   * @see <a
   *     href="https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters">Meta</a>
   */
  private static final List<String> IP_OF_USER_DATA =
      List.of("client_ip_address", "clientIpAddress");

  private static final List<String> USER_AGENT_OF_USER_DATA =
      List.of("client_user_agent", "clientUserAgent");

  /**
   * Of RudderStack's SDK for browsers, where a visit has none.
   *
   * @see <a
   *     href="https://www.rudderstack.com/docs/event-spec/standard-events/page/">RudderStack</a>
   */
  private static final String NO_REFERRER = "$direct";

  private Clients() {}

  public static Client of(RawEvent raw) {
    ObjectNode context = raw.context();
    ObjectNode page = SourceText.object(context, "page");
    ObjectNode user = userData(raw.properties());
    String ip = ClientAddress.first(context.get("ip"));
    String userAgent = userAgent(context, List.of("userAgent", "user_agent"));
    return new Client(
        ip == null && user != null
            ? ClientAddress.first(SourceText.first(user, IP_OF_USER_DATA))
            : ip,
        userAgent == null && user != null ? userAgent(user, USER_AGENT_OF_USER_DATA) : userAgent,
        ofPage(page, raw.properties(), "url"),
        page == null ? null : SourceText.of(page.get("title")),
        ofPage(page, raw.properties(), "referrer"),
        SourceText.of(context.get("locale")),
        null,
        null);
  }

  private static @Nullable ObjectNode userData(ObjectNode properties) {
    ObjectNode user = SourceText.object(properties, "user_data");
    return user == null ? SourceText.object(properties, "userData") : user;
  }

  /** None if it is that of a program which sends events of people, rather than of their browser. */
  private static @Nullable String userAgent(ObjectNode source, List<String> names) {
    String userAgent = SourceText.first(source, names);
    return userAgent == null || OF_A_BACK_END.matcher(userAgent).lookingAt() ? null : userAgent;
  }

  /** The client of {@link #of}, with the app and the device that the event came from, if any. */
  public static Client withApp(Client client, RawEvent raw, DeviceIds ids) {
    return MobileContext.in(raw, client, ids);
  }

  /** None if it is longer than any that a browser sends. */
  public static @Nullable String userAgentForProfile(Client client) {
    String userAgent = client.userAgent();
    return userAgent == null || UnicodeText.bytes(userAgent) > MAX_USER_AGENT_IN_PROFILE
        ? null
        : userAgent;
  }

  private static @Nullable String ofPage(
      @Nullable ObjectNode page, ObjectNode properties, String field) {
    String text = page == null ? null : SourceText.of(page.get(field));
    String stated = text == null ? SourceText.of(properties.get(field)) : text;
    return NO_REFERRER.equals(stated) ? null : stated;
  }
}
