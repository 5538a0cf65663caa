package io.tracklayer.contract.delivery;

import io.tracklayer.contract.consent.ConsentState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The consent that decided one delivery: its state, where and in which words it was stated, and
 * when the event that stated it was received. If nothing was stated, there is only the state.
 *
 * @param words see {@link io.tracklayer.contract.consent.ConsentWords}
 * @param at of a denial that survived a union, until when the profiles had been seen
 * @param unitedBy of such a denial, the message id of the event by which two profiles became one
 */
public record ConsentProof(
    ConsentState state,
    @Nullable String source,
    @Nullable String words,
    @Nullable Instant at,
    @Nullable String unitedBy) {}
