package io.tracklayer.job.gate;

import io.tracklayer.job.gate.consent.ProfileConsent;

/**
 * A profile's consent as a gate keeps it in state.
 *
 * @param at when it was written, epoch milliseconds
 */
record KeptConsent(ProfileConsent consent, long at) {}
