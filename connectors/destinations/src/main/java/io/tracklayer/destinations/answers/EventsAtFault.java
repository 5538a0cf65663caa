package io.tracklayer.destinations.answers;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.destinations.Verdict;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The events of a request that an answer complains about, as the paths of its fields name them. */
public final class EventsAtFault {

  private final Pattern path;
  private final int events;
  private final TreeSet<Integer> positions = new TreeSet<>();

  /**
   * @param path its first group is the position of an event
   * @param events that the request held
   */
  public EventsAtFault(Pattern path, int events) {
    this.path = path;
    this.events = events;
  }

  /** A field that is wrong; one that is of no event stands for all of them. */
  public void add(String field) {
    Matcher event = path.matcher(field);
    positions.add(event.matches() ? Integer.parseInt(event.group(1)) : events);
  }

  /** Of at least one complaint: the events that are named, if only such are. */
  public Verdict rejected(Cause cause, String said) {
    return positions.last() < events
        ? new Verdict.RejectedSome(positions, cause, said)
        : new Verdict.RejectedAsWhole(cause, said);
  }
}
