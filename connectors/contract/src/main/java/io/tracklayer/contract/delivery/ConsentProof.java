package io.tracklayer.contract.delivery;

import io.tracklayer.contract.consent.ConsentState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The consent that decided one delivery: state, where it was stated, and when. */
public record ConsentProof(ConsentState state, @Nullable String source, @Nullable Instant at) {}
