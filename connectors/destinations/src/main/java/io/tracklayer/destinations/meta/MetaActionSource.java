package io.tracklayer.destinations.meta;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.destinations.event.EventProperties;
import io.tracklayer.destinations.event.Visitor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversion took place: what the source states in {@code properties.action_source}, if
 * Meta knows the word; or else {@code website} for a web event and {@code other} for any other.
 *
 * <p>Meta refuses an event that lacks what its action source requires. To save them, these are
 * reported as {@code other}: website events without a page, or of a person without a known user
 * agent; app events, since ours carry no app data; and messenger events that do not name the
 * messenger.
 */
// https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/server-event
final class MetaActionSource {

  static final String MESSAGING_CHANNEL = "messaging_channel";

  private static final String WEBSITE = "website";
  private static final String APP = "app";
  private static final String BUSINESS_MESSAGING = "business_messaging";
  private static final String OTHER = "other";

  private static final Set<String> KNOWN =
      Set.of(
          "email",
          WEBSITE,
          APP,
          "phone_call",
          "chat",
          "physical_store",
          "system_generated",
          BUSINESS_MESSAGING,
          OTHER);

  private static final Set<String> MESSENGERS = Set.of("messenger", "whatsapp", "instagram");

  private MetaActionSource() {}

  static String of(CanonicalEvent event, @Nullable String pageUrl) {
    String stated = EventProperties.text(event.properties(), "action_source");
    String source =
        stated != null && KNOWN.contains(stated)
            ? stated
            : "web".equals(event.channel()) ? WEBSITE : OTHER;
    boolean complete =
        switch (source) {
          case WEBSITE -> pageUrl != null && Visitor.userAgentOrNewest(event) != null;
          case APP -> false;
          case BUSINESS_MESSAGING -> messenger(event) != null;
          default -> true;
        };
    return complete ? source : OTHER;
  }

  static boolean isWebsite(String source) {
    return source.equals(WEBSITE);
  }

  /** The messenger, for an event that came from one. */
  static @Nullable String messenger(CanonicalEvent event, String source) {
    return source.equals(BUSINESS_MESSAGING) ? messenger(event) : null;
  }

  private static @Nullable String messenger(CanonicalEvent event) {
    String stated = EventProperties.text(event.properties(), MESSAGING_CHANNEL);
    return stated != null && MESSENGERS.contains(stated) ? stated : null;
  }
}
