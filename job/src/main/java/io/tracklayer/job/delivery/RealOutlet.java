package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.http.AsyncHttpSender;
import io.tracklayer.destinations.http.HttpOptions;
import io.tracklayer.destinations.http.HttpSender;

/** The destination itself, over HTTP, with the secrets of the process it runs in. */
public record RealOutlet(DestinationConfig config) implements Outlet {

  /** A question to the vendor takes no connection from events. */
  private static final int FOR_QUESTIONS = 1;

  @Override
  public Destination destination() {
    return new Destinations().open(config, Secrets.ofThisProcess());
  }

  @Override
  public HttpSender sender(Destination destination) {
    return destination.wrap(
        new AsyncHttpSender(
            HttpOptions.defaults(
                config.delivery().maxInFlight() + FOR_QUESTIONS,
                destination.mayReachPrivateAddresses())));
  }
}
