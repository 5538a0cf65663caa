package io.tracklayer.job.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which denials were told to the other ids of a profile already, so that each event of a person who
 * once denied does not tell it anew.
 *
 * <p>Forgets the profiles that were not heard of for longest, and everything with a restart:
 * telling again does no harm. Nothing that is remembered here can be missing downstream: what was
 * told before a checkpoint is in it, and what was told after it is read and told again.
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

  /** Whether they were not told to all of these before; from now on they were. */
  boolean areNew(
      @Nullable String profileId, Map<String, Statement> denials, List<String> otherIds) {
    if (profileId == null || otherIds.isEmpty() || denials.isEmpty()) {
      return false;
    }
    Told now = new Told(denials, otherIds);
    return !now.equals(told.put(profileId, now));
  }
}
