package io.tracklayer.contract.config;

import java.io.Serializable;
import java.time.Duration;

/** How long a repeated message, business key or delivery is recognised. */
public record DedupConfig(Duration messageWindow, Duration businessWindow, Duration deliveryWindow)
    implements Serializable {}
