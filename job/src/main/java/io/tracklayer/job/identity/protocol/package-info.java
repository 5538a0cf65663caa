/** The messages between the nodes of the forest, and how each of them is handled; pure. */
@NullMarked
package io.tracklayer.job.identity.protocol;

import org.jspecify.annotations.NullMarked;
