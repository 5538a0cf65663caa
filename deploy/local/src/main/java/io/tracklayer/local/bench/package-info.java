/**
 * Measures what an event costs at each step, with the broker and the job in processes of their own,
 * so that the operating system tells the CPU time of each.
 */
@NullMarked
package io.tracklayer.local.bench;

import org.jspecify.annotations.NullMarked;
