/** What the nodes of the forest tell each other, and how each message is handled; pure. */
@NullMarked
package io.tracklayer.job.identity.protocol;

import org.jspecify.annotations.NullMarked;
