package io.tracklayer.destinations.meta;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.Device;
import io.tracklayer.destinations.event.EventProperties;
import io.tracklayer.destinations.event.VisitorClient;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversion took place: what the source states in {@code properties.action_source}, if
 * Meta knows the word; or else {@code app} for an event of an app, {@code website} for a web event
 * and {@code other} for any other.
 *
 * <p>Meta refuses an event that lacks what its action source requires. To save them, these are
 * reported as {@code other}: website events without a page, or of a person without a known user
 * agent; app events whose platform or version of it is not known; and messenger events that do not
 * name the messenger.
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
    String source = stated != null && KNOWN.contains(stated) ? stated : byDefault(event);
    boolean complete =
        switch (source) {
          case WEBSITE -> pageUrl != null && VisitorClient.userAgentOrNewest(event) != null;
          case APP -> isDescribed(event.client());
          case BUSINESS_MESSAGING -> messenger(event) != null;
          default -> true;
        };
    return complete ? source : OTHER;
  }

  private static String byDefault(CanonicalEvent event) {
    return event.client().platformOfApp() != null
        ? APP
        : "web".equals(event.channel()) ? WEBSITE : OTHER;
  }

  /** Of {@code extinfo}, Meta requires its version, which the platform decides, and the OS's. */
  // https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/app-data
  private static boolean isDescribed(Client client) {
    Device device = client.device();
    return client.platformOfApp() != null && device != null && device.osVersion() != null;
  }

  static boolean isApp(String source) {
    return source.equals(APP);
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
