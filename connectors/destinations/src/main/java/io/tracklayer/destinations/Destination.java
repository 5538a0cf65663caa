package io.tracklayer.destinations;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.HttpSender;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One configured destination: turns events into requests, and reads the answers. All methods except
 * {@link #wrap} are pure: they send nothing and remember nothing.
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
   * Whether the API accepts one more event in the same request.
   *
   * @param others the events already in the request: at least one, and fewer than the type's max
   *     batch
   */
  default boolean joins(List<Mapping.Mapped> others, Mapping.Mapped next) {
    return true;
  }

  /**
   * The API's own rate limit for the request that these events make, if it has one. It applies in
   * addition to the configured one.
   */
  default @Nullable Quota quota(List<Mapping.Mapped> events) {
    return null;
  }

  /**
   * Builds one request.
   *
   * @param events at least one, at most the type's max batch, all of which may share a request
   * @param now the time to put in a signature; the body does not depend on it
   */
  HttpCall request(List<Mapping.Mapped> events, Instant now);

  /**
   * What an answer, or the lack of one, means for the events of its request.
   *
   * @param events the events of the request, in its order
   */
  Verdict classify(Answer answer, List<Mapping.Mapped> events);

  /**
   * The sender to use for requests: the given one, or one around it that makes further requests,
   * such as for an access token. Those go through the given sender too, so that they are bound by
   * the same address rules as events. Called once, before the first request, and never for a
   * preview.
   *
   * @return a sender that closes the given one when it is closed
   */
  default HttpSender wrap(HttpSender sender) {
    return sender;
  }

  /**
   * The same destination by its API's test facility, which checks what it is sent and counts
   * nothing of it; empty if the API has none, or none that is set up. Its requests go through the
   * sender of {@link #wrap} of this destination.
   */
  default Optional<Destination> forTests() {
    return Optional.empty();
  }

  /** What the vendor itself says of match quality; empty if it cannot be asked, or is not to be. */
  default Optional<QualityQuestion> quality() {
    return Optional.empty();
  }

  /**
   * Whether http:// and addresses inside the network may be reached, because the operator chose the
   * address ({@code base_url}) or declared the endpoint internal.
   */
  boolean mayReachPrivateAddresses();
}
