package io.tracklayer.job.intake.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.job.intake.source.SourceText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The device and page an event came from, as RudderStack's envelope tells them. */
public final class Clients {

  /** A profile keeps no longer user agent. */
  private static final int MAX_USER_AGENT_IN_PROFILE = 1024;

  private Clients() {}

  public static Client of(RawEvent raw) {
    ObjectNode context = raw.context();
    ObjectNode page = SourceText.object(context, "page");
    return new Client(
        ClientAddress.first(SourceText.of(context.get("ip"))),
        SourceText.first(context, List.of("userAgent", "user_agent")),
        ofPage(page, raw.properties(), "url"),
        ofPage(page, raw.properties(), "referrer"),
        SourceText.of(context.get("locale")));
  }

  /** None where it is one that no browser sends. */
  public static @Nullable String userAgentForProfile(Client client) {
    String userAgent = client.userAgent();
    return userAgent == null || userAgent.length() > MAX_USER_AGENT_IN_PROFILE ? null : userAgent;
  }

  private static @Nullable String ofPage(
      @Nullable ObjectNode page, ObjectNode properties, String field) {
    String text = page == null ? null : SourceText.of(page.get(field));
    return text == null ? SourceText.of(properties.get(field)) : text;
  }
}
