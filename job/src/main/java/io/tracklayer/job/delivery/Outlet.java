package io.tracklayer.job.delivery;

import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.http.HttpSender;
import java.io.Serializable;

/** Opens, where it runs, what a pipeline delivers through. */
interface Outlet extends Serializable {

  Destination destination();

  /** For one destination: it decides which addresses may be reached. */
  HttpSender sender(Destination destination);
}
