/**
 * The record of what was delivered, in the topics of deliveries and claims: written as it happens,
 * read back at each start, so that nothing in it is sent again, and watched for other senders of
 * the same destination.
 */
@NullMarked
package io.tracklayer.job.delivery.journal;

import org.jspecify.annotations.NullMarked;
