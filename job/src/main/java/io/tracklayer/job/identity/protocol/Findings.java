package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.event.IdentityState;

/**
 * What an event has found out about its identifiers so far.
 *
 * @param someKnown whether one of those handled had been seen before
 * @param someNew whether one of them had not
 * @param united whether two profiles became one on its way
 */
public record Findings(boolean someKnown, boolean someNew, boolean united) {

  static final Findings NONE = new Findings(false, false, false);

  Findings met(boolean known) {
    return new Findings(someKnown || known, someNew || !known, united);
  }

  Findings joined(boolean known) {
    Findings met = met(known);
    return new Findings(met.someKnown, met.someNew, united || known);
  }

  IdentityState state() {
    if (!someKnown) {
      return IdentityState.CREATED;
    }
    return someNew || united ? IdentityState.MERGED : IdentityState.RECOGNISED;
  }
}
