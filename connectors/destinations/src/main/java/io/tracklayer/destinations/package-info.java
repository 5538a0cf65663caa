/**
 * The interface of a destination, for anyone who adds one.
 *
 * <p><b>A stable interface.</b> The types of this package, those of {@code http} that they use
 * ({@link io.tracklayer.destinations.http.HttpCall HttpCall}, {@link
 * io.tracklayer.destinations.http.Answer Answer}, {@link io.tracklayer.destinations.http.HttpSender
 * HttpSender}), and those packages of the contract that say that they are stable ({@code config},
 * {@code config.options}, {@code consent}, {@code delivery}, {@code event}, {@code reason}), are
 * public. Within one major version none of them is removed or changes its meaning, a new method of
 * an interface has a default, a record keeps its components, and {@link
 * io.tracklayer.destinations.Mapping Mapping}, {@link io.tracklayer.destinations.Verdict Verdict}
 * and {@code Answer} get no new cases: a destination that was compiled against one minor version
 * runs with the next. A destination may come in a jar of its own; {@link java.util.ServiceLoader}
 * finds its type. All other packages are internal and change without notice.
 *
 * <p><b>The packages.</b> {@code event} reads canonical events and writes JSON, {@code normalise}
 * brings personal data into the forms that are hashed, {@code http} sends requests, {@code answers}
 * reads what came back. Every other package belongs to one vendor, and uses no other vendor's.
 *
 * <p><b>The anatomy of a vendor's package.</b> Every class begins with the vendor's name, and only
 * the type is public. Read them in this order; those in brackets exist only where needed:
 *
 * <ol>
 *   <li>{@code XType}: name, settings and limits; opens a destination from its configuration
 *   <li>[{@code XSettings}]: the values of the settings
 *   <li>{@code XEndpoint}: where requests go
 *   <li>[{@code XEventNames}]: the vendor's names for canonical events
 *   <li>{@code XDestination}: turns an event into a payload, and payloads into a request
 *   <li>[{@code X…Writer}]: one for each object of a payload, with that object's name
 *   <li>[{@code XCustomProperties}]: which of the source's own properties are sent unchanged
 *   <li>[{@code XNormaliser}]: forms of personal data that only this vendor requires
 *   <li>{@code XAnswers}: what the vendor's answers mean
 *   <li>[{@code X…Sender}]: requests other than those for events
 * </ol>
 */
@NullMarked
package io.tracklayer.destinations;

import org.jspecify.annotations.NullMarked;
