package io.tracklayer.contract.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a consent state rests on.
 *
 * @param own what the event itself said; a denial here is never overruled by a later grant
 * @param ownSource where it said so, and {@code ownWords} in which words; absent where this is the
 *     newest statement, and if the event said nothing
 * @param source where the newest statement was found: {@code context.consentManagement}, {@code
 *     traits.marketing_opt_in} …; absent when nothing was ever said
 * @param words the words in which it was stated, see {@link ConsentWords}
 * @param at when the event with the newest statement was received; absent when nothing was ever
 *     said. Of a denial that survived a union, until when the profiles had been seen
 * @param unitedBy of a denial that survived a union, the message id of the event by which two
 *     profiles became one
 */
public record ConsentEvidence(
    ConsentState own,
    @Nullable String ownSource,
    @Nullable String ownWords,
    @Nullable String source,
    @Nullable String words,
    @Nullable Instant at,
    @Nullable String unitedBy) {}
