package io.tracklayer.destinations;

/**
 * A vendor's rate limit for one kind of request.
 *
 * @param name the kind of request, such as the endpoint
 */
public record Quota(String name, double perSecond) {}
