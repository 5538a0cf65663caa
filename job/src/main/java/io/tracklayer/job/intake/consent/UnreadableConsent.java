package io.tracklayer.job.intake.consent;

/**
 * A statement that is there and cannot be read.
 *
 * @param source where it stands
 */
public record UnreadableConsent(String source, Form form) {}
