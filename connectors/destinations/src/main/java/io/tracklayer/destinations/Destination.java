package io.tracklayer.destinations;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.HttpSender;
import java.time.Instant;
import java.util.List;

/**
 * One configured destination: how events become requests, and what its answers mean. Pure but for
 * {@link #wrap}: neither sends anything nor remembers anything.
 *
 * <p>Thread-safe.
 */
public interface Destination {

  /**
   * Maps, normalises, hashes and validates one event.
   *
   * <p>Deterministic: the same event in the same context gives the same bytes in every attempt,
   * restart and replay.
   */
  Mapping map(CanonicalEvent event, MappingContext context);

  /**
   * Whether one request may hold an event besides these, by the API's own rules and limits.
   *
   * @param others at least one, which fit together and are fewer than max batch
   */
  default boolean joins(List<Mapping.Mapped> others, Mapping.Mapped next) {
    return true;
  }

  /**
   * The API's own limit for requests like that of these events, besides the configured rate; null
   * for none.
   */
  default Quota quota(List<Mapping.Mapped> events) {
    return null;
  }

  /**
   * Joins mapped events to one request.
   *
   * @param events at least one, at most the type's max batch; they fit together
   * @param now for signatures; the body does not depend on it
   */
  HttpCall request(List<Mapping.Mapped> events, Instant now);

  /**
   * What an answer, or the lack of one, means for the events of its request.
   *
   * @param events that the request held, in its order
   */
  Verdict classify(Answer answer, List<Mapping.Mapped> events);

  /**
   * What requests go through: the sender itself, or one around it that adds what takes requests of
   * its own, such as an access token. These go through the same sender, so that they reach no
   * address that others may not. Asked once, where requests are sent; a preview never does.
   *
   * @return what closes the sender when it is closed
   */
  default HttpSender wrap(HttpSender sender) {
    return sender;
  }

  /**
   * Whether http:// and addresses inside the network may be reached, because the operator named
   * them himself ({@code base_url}) or declared the endpoint internal.
   */
  boolean mayReachPrivateAddresses();
}
