/**
 * Takes requests: reads bodies within their limits, checks secrets, and answers once everything in
 * a request is stored.
 */
@NullMarked
package io.tracklayer.rudderstack.http;

import org.jspecify.annotations.NullMarked;
