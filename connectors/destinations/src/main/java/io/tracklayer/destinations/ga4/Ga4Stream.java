package io.tracklayer.destinations.ga4;

import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.destinations.event.StatedSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stream that a destination's events are for, and what identifies an instance of it. */
// https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events
sealed interface Ga4Stream {

  static Ga4Stream of(Settings settings) {
    return Ga4Type.FIREBASE_APP_ID
        .find(settings)
        .<Ga4Stream>map(App::new)
        .orElseGet(() -> new Web(Ga4Type.MEASUREMENT_ID.find(settings).orElseThrow()));
  }

  /** The parameter of the request's address that names the stream. */
  String parameter();

  String id();

  /** The field of a request that names the browser or installed app that its events are of. */
  String instanceField();

  /** The id of that browser or app, if the event or its profile has one. */
  @Nullable String instance(CanonicalEvent event);

  /** Whether an event that happened there belongs to the stream. */
  boolean takes(StatedSource source);

  /** The name of the cookie that holds the session; none in an app. */
  @Nullable String sessionCookie();

  /** Whether Google recognises a purchase that it has already. */
  boolean recognisesPurchases();

  /**
   * A website.
   *
   * @param id the measurement id
   */
  record Web(String id) implements Ga4Stream {

    @Override
    public String parameter() {
      return "measurement_id";
    }

    @Override
    public String instanceField() {
      return "client_id";
    }

    @Override
    public @Nullable String instance(CanonicalEvent event) {
      String known = event.clickIds().get("ga_client_id");
      return known == null || known.isBlank() ? null : known;
    }

    @Override
    public boolean takes(StatedSource source) {
      return !source.isApp();
    }

    @Override
    public String sessionCookie() {
      return "_ga_" + id.substring("G-".length());
    }

    @Override
    public boolean recognisesPurchases() {
      return true;
    }
  }

  /**
   * An app.
   *
   * @param id the Firebase App ID, which names the platform
   */
  record App(String id) implements Ga4Stream {

    private static final Pattern INSTANCE = Pattern.compile("[0-9A-Fa-f]{32}");

    @Override
    public String parameter() {
      return "firebase_app_id";
    }

    @Override
    public String instanceField() {
      return "app_instance_id";
    }

    @Override
    public @Nullable String instance(CanonicalEvent event) {
      String known = event.clickIds().get("ga_app_instance_id");
      return known != null && INSTANCE.matcher(known).matches() ? known : null;
    }

    @Override
    public boolean takes(StatedSource source) {
      return source == StatedSource.APP
          || source == (id.contains(":ios:") ? StatedSource.IOS_APP : StatedSource.ANDROID_APP);
    }

    @Override
    public @Nullable String sessionCookie() {
      return null;
    }

    @Override
    public boolean recognisesPurchases() {
      return false;
    }
  }
}
