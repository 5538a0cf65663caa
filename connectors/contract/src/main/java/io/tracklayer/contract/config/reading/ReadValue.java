package io.tracklayer.contract.config.reading;

/** A value that was read, with where it stands, for the checks that look at several values. */
public record ReadValue<T>(T value, int line, String path) {}
