package io.tracklayer.destinations.answers;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.destinations.Verdict;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The events of a request that an answer complains about. The other events are free of blame only
 * if every complaint names an event.
 */
public final class EventsAtFault {

  private final int events;
  private final TreeSet<Integer> positions = new TreeSet<>();

  /**
   * @param events how many the request held
   */
  public EventsAtFault(int events) {
    this.events = events;
  }

  /**
   * A complaint about a field.
   *
   * @param path its first group is the position of an event
   */
  public void add(Pattern path, String field) {
    Matcher event = path.matcher(field);
    add(event.matches() ? Integer.parseInt(event.group(1)) : events);
  }

  /** A complaint about one event; a position past the last blames the request as a whole. */
  public void add(int position) {
    positions.add(Math.min(position, events));
  }

  public Verdict rejected(Cause cause, @Nullable String said) {
    return positions.isEmpty() || positions.last() >= events
        ? new Verdict.RejectedAsWhole(cause, said)
        : new Verdict.RejectedSome(positions, cause, said);
  }
}
