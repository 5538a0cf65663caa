/**
 * Sends requests, and only to addresses that may be reached. {@link
 * io.tracklayer.destinations.http.HttpCall HttpCall}, {@link io.tracklayer.destinations.http.Answer
 * Answer} and {@link io.tracklayer.destinations.http.HttpSender HttpSender} belong to the stable
 * interface of destinations; everything else is internal.
 */
@NullMarked
package io.tracklayer.destinations.http;

import org.jspecify.annotations.NullMarked;
