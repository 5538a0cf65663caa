/**
 * How messages go from one subtask to another: the loop topic, and the fence that keeps out
 * messages that a restore has undone.
 */
@NullMarked
package io.tracklayer.job.identity.loop;

import org.jspecify.annotations.NullMarked;
