package io.tracklayer.job.delivery;

import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.http.HttpSender;
import java.io.Serializable;

/** Opens what a pipeline delivers through, in the process that delivers. */
interface Outlet extends Serializable {

  Destination destination();

  /** The sender for a destination, which decides which addresses may be reached. */
  HttpSender sender(Destination destination);
}
