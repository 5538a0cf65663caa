package io.tracklayer.job.delivery.claim;

import io.tracklayer.contract.config.DedupConfig;
import io.tracklayer.contract.config.DeliveryConfig.Mode;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.job.copies.ClaimKey;
import io.tracklayer.job.gate.consent.RequiredConsent;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * The terms on which one destination is delivered to.
 *
 * @param maxAge older events are not sent; never more than the delivery window
 * @param deliveryWindow how long a claim by event id is remembered
 * @param businessWindow how long a claim by business key is remembered, if that is longer
 */
public record ClaimTerms(
    RequiredConsent required,
    Mode mode,
    Duration maxAge,
    Duration deliveryWindow,
    Duration businessWindow)
    implements Serializable {

  public static ClaimTerms of(TrackLayerConfig config, DestinationConfig destination) {
    return new ClaimTerms(
        RequiredConsent.of(destination.consent(), config.consent().grantedWhenUnknown()),
        destination.delivery().mode(),
        destination.delivery().maxAge(),
        config.dedup().deliveryWindow(),
        config.dedup().businessWindow());
  }

  /** The terms of a destination that is no longer configured, of which only the windows matter. */
  public static ClaimTerms ofRemoved(DedupConfig windows) {
    return new ClaimTerms(
        RequiredConsent.of(List.of(), false),
        Mode.SEND,
        windows.deliveryWindow(),
        windows.deliveryWindow(),
        windows.businessWindow());
  }

  /** How long a claim is remembered after it was last changed. */
  public Duration window(String claim) {
    return ClaimKey.hasBusinessKey(claim) && businessWindow.compareTo(deliveryWindow) > 0
        ? businessWindow
        : deliveryWindow;
  }

  /** How far back outcomes are read if there is no checkpoint. */
  public Duration longestWindow() {
    return businessWindow.compareTo(deliveryWindow) > 0 ? businessWindow : deliveryWindow;
  }
}
