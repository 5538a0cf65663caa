package io.tracklayer.job.identity.simulation;

import io.tracklayer.job.identity.loop.LoopRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * The loop topic: all that any execution ever sent, which is readable at once and for good. A crash
 * takes nothing back.
 */
final class LoopLog {

  private final Wire wire;
  private final List<LoopRecord> records = new ArrayList<>();

  LoopLog(Wire wire) {
    this.wire = wire;
  }

  void append(LoopRecord record) {
    records.add(wire.carry(record));
  }

  LoopRecord at(int offset) {
    return records.get(offset);
  }

  int end() {
    return records.size();
  }
}
