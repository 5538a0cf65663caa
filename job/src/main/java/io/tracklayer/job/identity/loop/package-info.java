/** The way of messages between subtasks: the loop topic, and the fence that keeps out the past. */
@NullMarked
package io.tracklayer.job.identity.loop;

import org.jspecify.annotations.NullMarked;
