package io.tracklayer.contract.delivery;

import io.tracklayer.contract.consent.ConsentState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The consent that decided one delivery: state, where it was stated, in which words, and when the
 * event that stated it was received. Only the state where nobody stated anything.
 *
 * @param words see {@link io.tracklayer.contract.consent.ConsentWords}
 */
public record ConsentProof(
    ConsentState state, @Nullable String source, @Nullable String words, @Nullable Instant at) {}
