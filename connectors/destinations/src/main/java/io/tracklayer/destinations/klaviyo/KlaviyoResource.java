package io.tracklayer.destinations.klaviyo;

import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.Quota;
import java.util.List;

/**
 * The endpoints for events and profiles, with the steady rate of each, which all private keys of an
 * account share. Steady rates are lower than burst rates, so keeping to them respects both.
 */
enum KlaviyoResource {

  /** One event. https://developers.klaviyo.com/en/reference/create_event: 350/s, 3,500/min. */
  EVENT("/api/events", 3_500),

  /**
   * Up to 1,000 events. https://developers.klaviyo.com/en/reference/bulk_create_events: 10/s,
   * 150/min.
   */
  EVENT_JOB("/api/event-bulk-create-jobs", 150),

  /**
   * One profile, created or updated.
   * https://developers.klaviyo.com/en/reference/create_or_update_profile: 75/s, 700/min.
   */
  PROFILE("/api/profile-import", 700);

  private static final int SECONDS_PER_MINUTE = 60;

  private final String path;
  private final int perMinute;

  KlaviyoResource(String path, int perMinute) {
    this.path = path;
    this.perMinute = perMinute;
  }

  String path() {
    return path;
  }

  Quota quota() {
    return new Quota(path, (double) perMinute / SECONDS_PER_MINUTE);
  }

  static KlaviyoResource of(List<Mapping.Mapped> events) {
    Mapping.Mapped first = events.get(0);
    if (first.group().equals(KlaviyoDestination.PROFILES)) {
      return PROFILE;
    }
    return events.size() == 1 && first.records() == 1 ? EVENT : EVENT_JOB;
  }
}
