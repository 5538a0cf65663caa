package io.tracklayer.contract;

import java.io.Serializable;

/** The topic names of one installation, which all begin with its prefix. */
public record Topics(String prefix) implements Serializable {

  public String raw() {
    return prefix + ".raw";
  }

  public String rejected() {
    return prefix + ".rejected";
  }

  public String loop() {
    return prefix + ".loop";
  }

  public String identity() {
    return prefix + ".identity";
  }

  public String canonical() {
    return prefix + ".canonical";
  }

  public String deliveries() {
    return prefix + ".deliveries";
  }

  /**
   * Which subtask delivers which claims, and which claims are settled: read when delivery starts.
   */
  public String claims() {
    return prefix + ".claims";
  }

  public String deadLetters() {
    return prefix + ".dead-letters";
  }

  /**
   * What people deny, by identifier: what a start without state must not have forgotten; compacted.
   */
  public String consent() {
    return prefix + ".consent";
  }

  /** Which subtasks of delivery have an open circuit breaker; compacted. */
  public String breakers() {
    return prefix + ".breakers";
  }

  /** What vendors say of the match quality of what they received; compacted. */
  public String quality() {
    return prefix + ".quality";
  }

  /** Which destinations an operator has paused; compacted. */
  public String control() {
    return prefix + ".control";
  }
}
