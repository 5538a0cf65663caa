package io.tracklayer.job.identity.loop;

import io.tracklayer.job.identity.protocol.Message;

/**
 * A message on its way through the loop topic.
 *
 * @param epoch of its sender
 * @param stamp the last checkpoint that its sender had taken
 * @param sentAt epoch milliseconds
 */
public record LoopRecord(Epoch epoch, long stamp, long sentAt, Message message) {}
