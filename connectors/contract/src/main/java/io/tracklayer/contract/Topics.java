package io.tracklayer.contract;

import java.io.Serializable;

/** The topics of one installation, by their prefix. */
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

  /** Who delivers, and which claims are settled: what a start has to know. */
  public String claims() {
    return prefix + ".claims";
  }

  public String deadLetters() {
    return prefix + ".dead-letters";
  }

  /** Which destinations an operator has paused; compacted. */
  public String control() {
    return prefix + ".control";
  }
}
