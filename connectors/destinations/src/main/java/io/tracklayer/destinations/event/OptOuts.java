package io.tracklayer.destinations.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.Restriction;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.contract.text.RecentAnswers;
import java.util.Map;
import java.util.Set;

/**
 * The restrictions that the source itself states in its properties or traits, under the name of any
 * platform, since one property serves them all. Anything but a plain no is one, however the name is
 * spelled.
 *
 * @see Restriction
 */
public final class OptOuts {

  /**
   * In plain form, see {@link FieldSpelling}: Meta's and Pinterest's {@code opt_out}.
   *
   * @see <a
   *     href="https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/server-event">Meta</a>
   */
  private static final RecentAnswers<Boolean> OPT_OUT = isOneOf("optout");

  /**
   * Meta's and Snapchat's {@code data_processing_options}, TikTok's {@code limited_data_use} and
   * Pinterest's {@code opt_out_type}, for which RudderStack reads {@code optOutType}
   * (rudder-transformer, pinterestCustomConfig.json).
   *
   * @see <a
   *     href="https://developers.facebook.com/docs/marketing-apis/data-processing-options">Meta</a>
   * @see <a
   *     href="https://developers.snap.com/api/marketing-api/Conversions-API/Parameters">Snapchat</a>
   * @see <a
   *     href="https://developers.pinterest.com/docs/track-conversions/use-limited-data-processing-flag">Pinterest</a>
   */
  private static final RecentAnswers<Boolean> LIMITED_DATA_USE =
      isOneOf("dataprocessingoptions", "limiteddatause", "limiteddatausage", "optouttype");

  private OptOuts() {}

  private static RecentAnswers<Boolean> isOneOf(String... names) {
    Set<String> plain = Set.of(names);
    return new RecentAnswers<>(name -> plain.contains(FieldSpelling.plain(name)));
  }

  /** Whether the event is for measurement only. */
  public static boolean optsOut(CanonicalEvent event) {
    return states(OPT_OUT, event);
  }

  /** Whether the platform's limited mode applies, for which US states' laws ask. */
  public static boolean limitsDataUse(CanonicalEvent event) {
    return event.dataProcessing() != null || states(LIMITED_DATA_USE, event);
  }

  /** Whether there is either, for a platform that has one field for both. */
  public static boolean restricts(CanonicalEvent event) {
    return optsOut(event) || limitsDataUse(event);
  }

  private static boolean states(RecentAnswers<Boolean> names, CanonicalEvent event) {
    return states(names, event.properties()) || states(names, event.traits());
  }

  private static boolean states(RecentAnswers<Boolean> names, ObjectNode fields) {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (names.of(field.getKey()) && Restriction.of(field.getValue()) == Restriction.SET) {
        return true;
      }
    }
    return false;
  }
}
