package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Limits;
import java.util.Comparator;

/** The protocol with another order by which one of two roots becomes the parent. */
public final class Disordered {

  private Disordered() {}

  public static Protocol protocol(Limits limits, Comparator<NodeId> order) {
    return new Protocol(limits, order);
  }
}
