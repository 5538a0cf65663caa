/** Reads answers: what a status means, how long to wait, what may be told of them. Internal. */
package io.tracklayer.destinations.answers;
