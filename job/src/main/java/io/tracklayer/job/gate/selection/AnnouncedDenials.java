package io.tracklayer.job.gate.selection;

import io.tracklayer.job.gate.consent.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The denials that were already announced to the other ids of a profile, so that not every event of
 * a person who once denied announces them again.
 *
 * <p>Forgets the least recently seen profiles, and everything at a restart: a repeated announcement
 * does no harm. No denial that is remembered here can be missing downstream: one announced before a
 * checkpoint is in that checkpoint, and one announced after it is announced again, because its
 * event is read again.
 */
final class AnnouncedDenials {

  private static final int PROFILES = 10_000;

  private final Map<String, Told> told =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
          return size() > PROFILES;
        }
      };

  private record Told(Map<String, Statement> denials, List<String> ids) {}

  /**
   * Whether these denials were not yet announced to all of these ids. From now on they count as
   * announced.
   */
  boolean areNew(
      @Nullable String profileId, Map<String, Statement> denials, List<String> otherIds) {
    if (profileId == null || otherIds.isEmpty() || denials.isEmpty()) {
      return false;
    }
    Told now = new Told(denials, otherIds);
    return !now.equals(told.put(profileId, now));
  }
}
