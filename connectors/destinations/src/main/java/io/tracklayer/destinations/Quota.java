package io.tracklayer.destinations;

/**
 * What an API takes of one kind of requests, over all of them.
 *
 * @param name of the kind, such as the endpoint
 */
public record Quota(String name, double perSecond) {}
