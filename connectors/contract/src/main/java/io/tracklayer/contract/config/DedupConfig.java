package io.tracklayer.contract.config;

import java.io.Serializable;
import java.time.Duration;

/** For how long a copy is recognised: of a message, of a business key, of a delivery. */
public record DedupConfig(Duration messageWindow, Duration businessWindow, Duration deliveryWindow)
    implements Serializable {}
