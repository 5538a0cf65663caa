/**
 * What a destination is, for whoever adds one.
 *
 * <p><b>A stable interface.</b> The types of this package, and those of {@code http} that they name
 * ({@link io.tracklayer.destinations.http.HttpCall HttpCall}, {@link
 * io.tracklayer.destinations.http.Answer Answer}, {@link io.tracklayer.destinations.http.HttpSender
 * HttpSender}), are public. Within one major version none of them is removed or changes its
 * meaning, a new method of an interface has a default, a record keeps its components, and {@link
 * io.tracklayer.destinations.Mapping Mapping}, {@link io.tracklayer.destinations.Verdict Verdict}
 * and {@code Answer} get no new cases: a destination that was compiled against one minor version
 * runs with the next. A destination may come in a jar of its own; {@link java.util.ServiceLoader}
 * finds its type. All other packages are internal and change without notice.
 *
 * <p><b>The packages.</b> {@code event} reads canonical events and writes JSON, {@code normalise}
 * brings personal data into the forms that are hashed, {@code http} sends requests, {@code answers}
 * reads what came back. Each other package is one vendor's, and uses no other vendor's.
 *
 * <p><b>The anatomy of a vendor's package.</b> Every class begins with the vendor's name, and only
 * the type is public. To be read in this order; what is in brackets is there where it is needed:
 *
 * <ol>
 *   <li>{@code XType}: name, settings and limits; opens a destination from its configuration
 *   <li>[{@code XSettings}]: the values of the settings
 *   <li>{@code XEndpoint}: where requests go
 *   <li>[{@code XEventNames}]: canonical event names to the vendor's
 *   <li>{@code XDestination}: an event to a payload, payloads to a request
 *   <li>[{@code X…Writer}]: one for each object of a payload, named after that object
 *   <li>[{@code XCustomProperties}]: which of the source's own properties are sent as they are
 *   <li>[{@code XNormaliser}]: forms of personal data that this vendor alone wants
 *   <li>{@code XAnswers}: what the vendor's answers mean
 *   <li>[{@code X…Sender}]: requests besides those of the events
 * </ol>
 */
@NullMarked
package io.tracklayer.destinations;

import org.jspecify.annotations.NullMarked;
