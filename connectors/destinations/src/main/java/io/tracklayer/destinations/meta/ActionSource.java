package io.tracklayer.destinations.meta;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.destinations.event.EventProperties;
import io.tracklayer.destinations.event.Visitor;
import java.util.Set;

/**
 * Where a conversion took place. What the source says in {@code properties.action_source} counts if
 * Meta knows the word; else a web event of a known user agent is from a website, and everything
 * else from elsewhere: app events need app data, which events do not carry. A website event without
 * user agent would be refused: it goes with the newest one known of the person, and where none is
 * known it is reported as {@code other} rather than lost.
 */
final class ActionSource {

  private static final String WEBSITE = "website";
  private static final String OTHER = "other";

  private static final Set<String> KNOWN =
      Set.of(
          "email",
          WEBSITE,
          "app",
          "phone_call",
          "chat",
          "physical_store",
          "system_generated",
          "business_messaging",
          OTHER);

  private ActionSource() {}

  static String of(CanonicalEvent event) {
    String stated = EventProperties.text(event.properties(), "action_source");
    boolean known = stated != null && KNOWN.contains(stated);
    String source = known ? stated : "web".equals(event.channel()) ? WEBSITE : OTHER;
    return source.equals(WEBSITE) && Visitor.userAgentOrNewest(event) == null ? OTHER : source;
  }

  /** What goes with the event as its user agent; null for none. */
  static String userAgent(CanonicalEvent event) {
    return of(event).equals(WEBSITE) ? Visitor.userAgentOrNewest(event) : Visitor.userAgent(event);
  }
}
