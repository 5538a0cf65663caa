package io.tracklayer.contract.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a consent state rests on.
 *
 * @param own what the event itself said; a denial here is never overruled by a later grant
 * @param source where the newest statement was found: {@code context.consentManagement}, {@code
 *     traits.marketing_opt_in} …; absent when nothing was ever said
 * @param at when the newest statement was made; absent when nothing was ever said
 */
public record ConsentEvidence(ConsentState own, @Nullable String source, @Nullable Instant at) {}
